using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// What the engine reports of a sender's link on one connection. The sender may have left the link before the peer has detached it: then only the link's own session is looked
/// after. Under the lock.
/// </summary>
internal sealed class SendLinkEvents(ConnectionContext client, ClientConnection connection, SendLink link, SendQueue queue) : ISenderLinkHandler
{
    void ISenderLinkHandler.OnAttached(SenderLink attached, in Attach attach)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (link.Uses(attached))
        {
            link.OnAttached(attach);
        }
    }

    void ISenderLinkHandler.OnDetached(SenderLink detached, AmqpError? error, bool closed)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        connection.EndPrivateSession(detached.Session);
        if (!link.Uses(detached))
        {
            return;
        }

        SendFailure failure = link.IsAttached
            ? PeerErrors.LinkDetached(connection.Endpoint.Host, connection.Endpoint.Port, link.Address, error)
            : PeerErrors.AddressRefused(connection.Endpoint.Host, connection.Endpoint.Port, link.Address, error, link.AddressOrigin);
        LogDetached(detached.Name, error);
        if (closed && link.IsAttached)
        {
            queue.Resumption?.OnClosed(failure);
        }

        connection.Sessions.LoseLink(link, detached, failure.At(queue.Broker));
    }

    void ISenderLinkHandler.OnTakeoverSettled(SenderLink settled) => queue.Resumption?.LookAtRound();

    void ISenderLinkHandler.OnAppended(OutgoingDelivery appended)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        if (appended.IsPresettled)
        {
            appended.Phase = DeliveryPhase.Settled;
            ((Delivery)appended).Settle(SendOutcome.Unconfirmed);
        }
    }

    void ISenderLinkHandler.OnSettled(OutgoingDelivery settled, DeliveryState? state)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        connection.HasBroughtOutcome = true;
        link.OnSettled();
        var delivery = (Delivery)settled;
        SendOutcome outcome = delivery.Fields is TransactionWork transaction ? transaction.ReadOutcome(queue, state) : queue.ReadOutcome(state);
        if (!queue.Resends.TryAdd(delivery, outcome) && !delivery.Settle(outcome))
        {
            link.Watchdog.OnLateOutcome();
        }

        queue.Resumption?.LookAtRound();
    }

    private void LogDetached(string linkName, AmqpError? error)
    {
        string address = link.Address;
        client.LogLater((link.IsClosed, link.IsAttached) switch
        {
            (true, _) => logger => Log.Detached(logger, linkName, address),
            (_, true) => logger => Log.DetachedByPeer(logger, linkName, address, PeerErrors.Text(error)),
            _ => logger => Log.AddressRefused(logger, address, PeerErrors.Text(error)),
        });
    }
}
