using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace TypedSender.MicrosoftAmqp.Tests.Transport;

/// <summary>A session of the application's whose begin frame of the peer takes effect only when the test says so.</summary>
internal sealed class HeldSession : AmqpSession
{
    private readonly TaskCompletionSource<Frame> _begin = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HeldSession(AmqpConnection connection)
        : base(connection, new AmqpSessionSettings(), linkFactory: null) => connection.AddSession(this, null);

    /// <summary>Ends when the peer has answered the begin frame.</summary>
    public Task Answered => _begin.Task;

    public override void ProcessFrame(Frame frame)
    {
        if (frame.Command is Begin)
        {
            _begin.TrySetResult(frame);
        }
        else
        {
            base.ProcessFrame(frame);
        }
    }

    /// <summary>Lets the answer take effect.</summary>
    public async Task ReleaseAsync() => base.ProcessFrame(await _begin.Task);
}
