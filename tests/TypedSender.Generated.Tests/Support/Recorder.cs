using System.Collections.Concurrent;

namespace TypedSender.Generated.Tests.Support;

/// <summary>A transport that keeps what is sent and accepts it.</summary>
internal sealed class Recorder : ISendTransport
{
    private readonly ConcurrentQueue<(byte[] Bytes, uint Format)> _messages = [];

    public event EventHandler? StateChanged
    {
        add { }
        remove { }
    }

    public MessageSenderState State { get; private set; } = MessageSenderState.Open;

    public long? MaxMessageSize => null;

    /// <summary>The messages in hexadecimal digits.</summary>
    public IEnumerable<string> Messages => _messages.Select(message => Convert.ToHexString(message.Bytes).ToLowerInvariant());

    public IEnumerable<uint> Formats => _messages.Select(message => message.Format);

    /// <summary>How often the transport was closed.</summary>
    public int Closings { get; private set; }

    /// <summary>A sender on a recorder.</summary>
    public static (T Sender, Recorder Recorder) Of<T>()
        where T : class, ITypedSender<T>
    {
        var recorder = new Recorder();
        return (TypedSenders.Create<T>(recorder), recorder);
    }

    public void Send(in EncodedMessage message, SendTicket ticket)
    {
        _messages.Enqueue((message.Bytes.ToArray(), message.MessageFormat));
        ticket.Complete(SendOutcome.Accepted);
    }

    public bool TryWithdraw(SendTicket ticket) => false;

    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task CloseAsync(CancellationToken cancellationToken)
    {
        Closings++;
        State = MessageSenderState.Closed;
        return Task.CompletedTask;
    }
}
