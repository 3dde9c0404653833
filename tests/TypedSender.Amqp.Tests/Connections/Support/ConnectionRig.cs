#if NET9_0_OR_GREATER
using Lock = System.Threading.Lock;
#else
using Lock = System.Object;
#endif
using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Tests.Transport;
using TypedSender.Amqp.Transport;
using TypedSender.Shared;

namespace TypedSender.Amqp.Tests.Connections;

/// <summary>A connection over a controlled stream, in the test's time; its peer is the test.</summary>
internal sealed class ConnectionRig
{
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(10);

    public ConnectionRig()
    {
        Owner = new RecordingOwner(Lock);
        Connection = Owner.Connection = Make(IdleTimeout);
    }

    public Lock Lock { get; } = new();

    public ControlledStream Stream { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public RecordingOwner Owner { get; }

    public AmqpConnection Connection { get; }

    /// <summary>Makes a connection over the same stream.</summary>
    public AmqpConnection Make(TimeSpan? idleTimeout)
        => new(new ConnectionSettings { ContainerId = "here", IdleTimeout = idleTimeout }, Stream, new FrameBuffer(65536), Lock, Owner, Time);

    /// <summary>Starts the connection; ends when the peer's open has been taken in.</summary>
    public async Task OpenAsync(uint? idleTimeOut = null)
    {
        Connection.Enter(Connection.Engine.Open, writesNow: true);
        Connection.Start();
        Stream.Feed(TransportRig.Frame(new Open { ContainerId = "there", IdleTimeOut = idleTimeOut }));
        await Owner.Opened.Within();
    }
}
