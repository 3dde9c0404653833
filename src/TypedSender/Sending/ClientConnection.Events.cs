using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender;

/// <summary>What the engine tells; all of it comes under the lock.</summary>
internal sealed partial class ClientConnection : IConnectionHandler
{
    void IConnectionHandler.OnOpened(in Open open)
    {
        (string peer, uint maxFrameSize, ushort channelMax) = (ErrorText.FromPeer(open.ContainerId), open.MaxFrameSize, open.ChannelMax);
        _core.LogLater(logger => Log.Connected(logger, _core.Settings.Endpoint, _core.Settings.ContainerId, peer, maxFrameSize, channelMax));
        BeginSession();
        StartIdleTimer();
    }

    void IConnectionHandler.OnClosed(AmqpError? error) => Fail(
        _ready.Task.IsCompleted
            ? PeerErrors.ConnectionClosed(_core.Settings.Host, _core.Settings.Port, error)
            : PeerErrors.ConnectionRefused(_core.Settings.Host, _core.Settings.Port, _core.Settings.VirtualHost, error));

    void IConnectionHandler.OnSessionBegun(SessionEngine session)
    {
        if (session != _session)
        {
            session.End(EngineError.Make(AmqpErrorConditions.NotAllowed, "this client takes no session that the peer begins"));
            return;
        }

        _core.LogLater(logger => Log.SessionBegun(logger, _core.Settings.Endpoint, session.Channel));
        _openTimeout.CancelAfter(Timeout.InfiniteTimeSpan);
        _ready.TrySetResult();
        foreach (MessageSender sender in _core.Senders)
        {
            sender.OnConnectionReady(this);
        }
    }

    void IConnectionHandler.OnSessionEnded(SessionEngine session, AmqpError? error)
    {
        if (session != _session)
        {
            return;
        }

        SendFailure failure;
        if (session.IsDiscarding)
        {
            // It was this side that ended the session, and the peer's end is yet to come.
            failure = ConnectionErrors.BrokenSession(_core.Settings.Host, _core.Settings.Port, error!.Description!);
            _core.LogLater(logger => Log.SessionBroken(logger, _core.Settings.Endpoint, session.Channel, PeerErrors.Text(error)));
        }
        else
        {
            failure = PeerErrors.SessionEnded(_core.Settings.Host, _core.Settings.Port, error);
            _core.LogLater(logger => Log.SessionEndedByPeer(logger, _core.Settings.Endpoint, session.Channel, PeerErrors.Text(error)));
        }

        foreach (MessageSender sender in _core.Senders)
        {
            if (sender.Uses(this))
            {
                // What has been appended may have been taken before the end: nothing is certain.
                sender.OnLinkLost(failure, startedOffset: long.MaxValue);
            }
        }

        BeginSession();
    }

    void IConnectionHandler.OnAttachRequested(SessionEngine session, in Attach attach)
        => session.RefuseAttach(attach, EngineError.Make(AmqpErrorConditions.NotAllowed, "this client takes no link that the peer attaches"));

    void IConnectionHandler.OnAttached(Link link, in Attach attach) => ((MessageSender)link.Owner!).OnAttached();

    void IConnectionHandler.OnDetached(Link link, AmqpError? error, bool closed)
    {
        if (link.Owner is not MessageSender sender || !sender.Uses(link))
        {
            return;
        }

        SendFailure failure = sender.State == MessageSenderState.Opening
            ? PeerErrors.AddressRefused(_core.Settings.Host, _core.Settings.Port, sender.Address, error)
            : PeerErrors.LinkDetached(_core.Settings.Host, _core.Settings.Port, sender.Address, error);
        LogDetached(sender.State, link.Name, sender.Address, error);
        sender.OnLinkLost(failure, startedOffset: long.MaxValue);
    }

    void IConnectionHandler.OnSettled(OutgoingDelivery delivery, DeliveryState? state)
        => MessageSender.Settle((Delivery)delivery, SendOutcome.FromDeliveryState(state));

    void IConnectionHandler.OnAppended(OutgoingDelivery delivery) => ((Delivery)delivery).OnAppended();

    void IConnectionHandler.OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload)
    {
        // A client that only sends has no receiving link.
    }

    void IConnectionHandler.OnSenderSettled(SessionEngine session, uint first, uint last)
    {
        // As above.
    }

    private void LogDetached(MessageSenderState state, string linkName, string address, AmqpError? error) => _core.LogLater(state switch
    {
        MessageSenderState.Closed => logger => Log.Detached(logger, linkName, address),
        MessageSenderState.Opening => logger => Log.AddressRefused(logger, address, PeerErrors.Text(error)),
        _ => logger => Log.DetachedByPeer(logger, linkName, address, PeerErrors.Text(error)),
    });

    private void BeginSession()
    {
        try
        {
            _session = _engine.BeginSession(new SessionSettings());
        }
        catch (LimitReachedException exception)
        {
            Fail(SendErrors.LimitReached(_core.Settings.Endpoint, exception.LimitName, exception.Limit));
            ThreadPool.UnsafeQueueUserWorkItem(static connection => connection.Abort(), this, preferLocal: false);
        }
    }
}
