using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>What the engine reports of connection and sessions; all of it comes under the lock.</summary>
internal sealed partial class ClientConnection
{
    void IConnectionObserver.OnOpened(in Open open)
    {
        Gates.AssertHeld(_core.Gate);
        if (TryLeaveFor(open))
        {
            return;
        }

        (string peer, uint maxFrameSize, ushort channelMax) = (ErrorText.FromPeer(open.ContainerId), open.MaxFrameSize, open.ChannelMax);
        _core.LogLater(logger => Log.Connected(logger, Endpoint.ToString(), _core.Settings.ContainerId, peer, maxFrameSize, channelMax));
        if (_amqp!.Engine.RemoteIdleTimeout is { } asked && asked < ConnectionEngine.ShortestIdleTimeout)
        {
            _core.LogLater(logger => Log.IdleTimeoutTooShort(logger, Endpoint.ToString(), asked, ConnectionEngine.ShortestIdleTimeout));
        }

        BeginFirstSession();
        _amqp.StartIdleTimer();
    }

    void IConnectionObserver.OnClosed(AmqpError? error) => Fail(
        (HasBeenReady
            ? PeerErrors.ConnectionClosed(Endpoint.Host, Endpoint.Port, error)
            : PeerErrors.ConnectionRefused(Endpoint.Host, Endpoint.Port, Endpoint.VirtualHost, error)).At(_core.Broker));

    void IConnectionObserver.OnAttachRequested(SessionEngine session, in Attach attach)
        => session.RefuseAttach(attach, EngineError.Make(AmqpErrorConditions.NotAllowed, "this client takes no link that the peer attaches"));
}
