using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>Owns an engine that is fuzzed, and its links: counts settlements, accepts every other link, settles what it receives.</summary>
internal sealed class EngineOwner : IConnectionObserver, ISenderLinkHandler, IReceiverLinkHandler
{
    void IConnectionObserver.OnOpened(in Open open)
    {
    }

    void IConnectionObserver.OnSessionEnded(SessionEngine session, AmqpError? error)
    {
    }

    void IConnectionObserver.OnAttachRequested(SessionEngine session, in Attach attach)
    {
        if (attach.Handle % 2 == 0)
        {
            session.RefuseAttach(attach, new AmqpError { Condition = AmqpErrorConditions.NotAllowed });
        }
        else if (attach.Role == Role.Sender)
        {
            session.AcceptSender(attach, attach with { MaxMessageSize = 600 }, this).GrantCredit(3);
        }
        else
        {
            session.AcceptReceiver(attach, attach, new DeliveryQueue(), 3, this);
        }
    }

    void ISenderLinkHandler.OnDetached(SenderLink link, AmqpError? error, bool closed)
    {
    }

    void ISenderLinkHandler.OnSettled(OutgoingDelivery delivery, DeliveryState? state) => ((FuzzDelivery)delivery).Settlements++;

    void ISenderLinkHandler.OnAppended(OutgoingDelivery delivery)
    {
    }

    void IReceiverLinkHandler.OnDetached(ReceiverLink link, AmqpError? error, bool closed)
    {
    }

    void IReceiverLinkHandler.OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload)
    {
        link.Session.Settle(delivery.DeliveryId, delivery.DeliveryId, Accepted.Instance);
        link.GrantCredit(3);
    }
}
