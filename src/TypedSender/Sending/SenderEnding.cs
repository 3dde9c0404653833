using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>Ends what is outstanding of a sender that is closed, or whose client is.</summary>
internal static class SenderEnding
{
    /// <summary>Ends all sends of a sender. Under the lock.</summary>
    /// <returns>Their number, by what may have become of them.</returns>
    public static SendCloseReport FailOutstanding(SendQueue sender)
    {
        AdaptiveLock.AssertHeld(sender.Domain.Lock);
        sender.Queue.BeginEnd();
        sender.Link.FailOpening(SendErrors.ClosedWhileOpening($"The link to {ErrorText.Address(sender.Address)}"));
        SendFailure unsent = SendErrors.Closed(sender.Address, hasLeft: false);
        SendFailure undecided = SendErrors.Closed(sender.Address, hasLeft: true);
        SendCloseReport report = default;
        while (sender.Waiting.First is Delivery delivery)
        {
            // An earlier attempt of what waits may have left: then its outcome is Indeterminate, and the report says the same.
            report = report.Add(delivery.MayBeStored);
            sender.WithdrawAndSettle(delivery, unsent);
        }

        while (sender.Resends.First is { } delivery)
        {
            report = report.Add(delivery.MayBeStored);
            sender.Resends.Fail(delivery, unsent.NotSent());
        }

        for (int suspended = sender.Resumption?.FailAll(undecided) ?? 0; suspended > 0; suspended--)
        {
            report = report.Add(mayBeStored: true);
        }

        sender.Link.CancelReattachment();
        foreach (OutgoingDelivery outgoing in sender.Link.Current?.Session.Unsettled.Snapshot() ?? [])
        {
            if (outgoing is Delivery delivery && delivery.Link == sender.Link.Current && delivery.TrySetOutcome(undecided.Indeterminate()))
            {
                delivery.ReleasePayload();
                report = report.Add(mayBeStored: true);
            }
        }

        return report;
    }
}
