using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>Owns an engine that is fuzzed: counts settlements, accepts every other link, settles what it receives.</summary>
internal sealed class EngineOwner : IConnectionHandler
{
    void IConnectionHandler.OnOpened(in Open open)
    {
    }

    void IConnectionHandler.OnClosed(AmqpError? error)
    {
    }

    void IConnectionHandler.OnSessionBegun(SessionEngine session)
    {
    }

    void IConnectionHandler.OnSessionEnded(SessionEngine session, AmqpError? error)
    {
    }

    void IConnectionHandler.OnAttachRequested(SessionEngine session, in Attach attach)
    {
        if (attach.Handle % 2 == 0)
        {
            session.RefuseAttach(attach, new AmqpError { Condition = AmqpErrorConditions.NotAllowed });
        }
        else if (attach.Role == Role.Sender)
        {
            session.AcceptSender(attach, attach with { MaxMessageSize = 600 }).GrantCredit(3);
        }
        else
        {
            session.AcceptReceiver(attach, attach, new DeliveryQueue(), 3);
        }
    }

    void IConnectionHandler.OnAttached(Link link, in Attach attach)
    {
    }

    void IConnectionHandler.OnDetached(Link link, AmqpError? error, bool closed)
    {
    }

    void IConnectionHandler.OnSettled(OutgoingDelivery delivery, DeliveryState? state) => ((FuzzDelivery)delivery).Settlements++;

    void IConnectionHandler.OnAppended(OutgoingDelivery delivery)
    {
    }

    void IConnectionHandler.OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload)
    {
        link.Session.Settle(delivery.DeliveryId, delivery.DeliveryId, Accepted.Instance);
        link.GrantCredit(3);
    }

    void IConnectionHandler.OnSenderSettled(SessionEngine session, uint first, uint last)
    {
    }
}
