using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>What the engine tells; all of it comes under the lock.</summary>
internal sealed partial class ClientConnection : IConnectionHandler
{
    void IConnectionHandler.OnOpened(in Open open)
    {
        Gates.AssertHeld(_core.Gate);
        if (TryLeaveFor(open))
        {
            return;
        }

        (string peer, uint maxFrameSize, ushort channelMax) = (ErrorText.FromPeer(open.ContainerId), open.MaxFrameSize, open.ChannelMax);
        _core.LogLater(logger => Log.Connected(logger, Endpoint.ToString(), _core.Settings.ContainerId, peer, maxFrameSize, channelMax));
        if (_engine.RemoteIdleTimeout is { } asked && asked < ConnectionEngine.ShortestIdleTimeout)
        {
            _core.LogLater(logger => Log.IdleTimeoutTooShort(logger, Endpoint.ToString(), asked, ConnectionEngine.ShortestIdleTimeout));
        }

        BeginFirstSession();
        StartIdleTimer();
    }

    void IConnectionHandler.OnClosed(AmqpError? error) => Fail(
        HasBeenReady
            ? PeerErrors.ConnectionClosed(Endpoint.Host, Endpoint.Port, error)
            : PeerErrors.ConnectionRefused(Endpoint.Host, Endpoint.Port, Endpoint.VirtualHost, error));

    void IConnectionHandler.OnAttachRequested(SessionEngine session, in Attach attach)
        => session.RefuseAttach(attach, EngineError.Make(AmqpErrorConditions.NotAllowed, "this client takes no link that the peer attaches"));

    void IConnectionHandler.OnAttached(Link link, in Attach attach)
    {
        if (link.Owner is MessageSender sender && sender.Uses(link))
        {
            sender.OnAttached(attach);
        }
    }

    void IConnectionHandler.OnDetached(Link link, AmqpError? error, bool closed)
    {
        EndOwnSession(link.Session);
        if (link.Owner is not MessageSender sender || !sender.Uses(link))
        {
            return;
        }

        SendFailure failure = sender.IsAttached
            ? PeerErrors.LinkDetached(Endpoint.Host, Endpoint.Port, sender.Address, error)
            : PeerErrors.AddressRefused(Endpoint.Host, Endpoint.Port, sender.Address, error);
        LogDetached(sender, link.Name, error);
        LoseUnsettled(link.Session, link, failure, startedOffset: long.MaxValue);
        sender.OnLinkLost(failure, isAtFault: true);
    }

    void IConnectionHandler.OnSettled(OutgoingDelivery delivery, DeliveryState? state)
    {
        HasBroughtOutcome = true;
        ((Delivery)delivery).OnVerdict(SendOutcome.FromDeliveryState(state));
    }

    void IConnectionHandler.OnAppended(OutgoingDelivery delivery) => ((Delivery)delivery).OnAppended();

    void IConnectionHandler.OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload)
    {
        // A client that only sends has no receiving link.
    }

    void IConnectionHandler.OnSenderSettled(SessionEngine session, uint first, uint last)
    {
        // As above.
    }

    private void LogDetached(MessageSender sender, string linkName, AmqpError? error)
    {
        string address = sender.Address;
        _core.LogLater((sender.State, sender.IsAttached) switch
        {
            (MessageSenderState.Closed, _) => logger => Log.Detached(logger, linkName, address),
            (_, true) => logger => Log.DetachedByPeer(logger, linkName, address, PeerErrors.Text(error)),
            _ => logger => Log.AddressRefused(logger, address, PeerErrors.Text(error)),
        });
    }
}
