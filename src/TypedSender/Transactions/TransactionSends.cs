using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>The sends of transactions among those of a sender. Under the lock.</summary>
internal static class TransactionSends
{
    /// <summary>Ends the sends of a transaction that have not ended: it is rolled back.</summary>
    public static void Fail(SendQueue sender, TransactionWork transaction, SendFailure failure)
    {
        AdaptiveLock.AssertHeld(sender.Domain.Lock);
        for (OutgoingDelivery? next = sender.Waiting.First; next is Delivery delivery;)
        {
            next = delivery.NextWaiting;
            if (delivery.Fields == transaction)
            {
                sender.WithdrawAndSettle(delivery, failure);
            }
        }

        SenderLink? link = sender.Link.Current;
        foreach (OutgoingDelivery outgoing in link?.Session.Unsettled.Snapshot() ?? [])
        {
            if (outgoing.Fields == transaction && outgoing.Link == link && ((Delivery)outgoing).TrySetOutcome(failure.NotSent()))
            {
                sender.Link.Watchdog.OnAbandoned(link!);
            }
        }
    }
}
