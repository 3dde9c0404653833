using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>What the receiver's verdicts do to the deliveries of a session, and how they are answered (AMQP 1.0, 2.6.12).</summary>
internal sealed partial class SessionEngine
{
    // Deliveries named by the disposition at hand that are settled later, oldest first; empty between dispositions.
    private List<uint>? _settledLater;

    /// <summary>All of a delivery that was decided early has been written: its verdict stands. Nothing is done if it has been decided or lost since.</summary>
    internal void ConcludeEarly(uint deliveryId)
    {
        if (Unsettled.Find(deliveryId) is not { EarlyVerdict: { } verdict } delivery)
        {
            return;
        }

        Conclude(delivery, verdict.State);
        if (verdict.AwaitsSettlement)
        {
            WriteSettled(deliveryId, deliveryId, verdict.State);
        }
    }

    private void Decide(OutgoingDelivery delivery, DeliveryState? state, bool isSettled)
    {
        bool mayBeThere = delivery.Phase == DeliveryPhase.Appended && delivery.EndOffset <= Connection.Output.TakenOffset;
        if (!mayBeThere && state is not (Rejected or Released or Modified))
        {
            NoteEarly(delivery, state, isSettled);
            return;
        }

        if (delivery.Phase == DeliveryPhase.Partial)
        {
            // The receiver does not want the message: the rest need not be sent. A message that is retained may be sent again later.
            delivery.Link!.Abandon(delivery);
            if (!delivery.IsRetained)
            {
                delivery.ReleasePayload();
            }
        }

        Conclude(delivery, state);
    }

    private void Conclude(OutgoingDelivery delivery, DeliveryState? state)
    {
        Forget(delivery);
        delivery.Phase = DeliveryPhase.Settled;
        delivery.Link!.Handler.OnSettled(delivery, state);
    }

    /// <summary>
    /// The receiver has decided before the last frame has left, and has not handed the message back: the rest is sent, because an aborted message has to be discarded
    /// (AMQP 1.0, 2.6.14), whatever was said of it before. The first verdict of this kind counts.
    /// </summary>
    private void NoteEarly(OutgoingDelivery delivery, DeliveryState? state, bool isSettled)
    {
        if (delivery.EarlyVerdict is null)
        {
            delivery.EarlyVerdict = new EarlyVerdict(state);
            if (delivery.Phase == DeliveryPhase.Appended)
            {
                Connection.AwaitWritten(delivery);
            }
        }

        delivery.EarlyVerdict.AwaitsSettlement = !isSettled;
        if (!isSettled)
        {
            (_settledLater ??= []).Add(delivery.DeliveryId);
        }
    }

    /// <summary>Settles a range of deliveries whose outcome the receiver has told, but for those whose last frame it does not have yet: they are settled behind that.</summary>
    private void AnswerOutcome(uint first, uint last, DeliveryState state)
    {
        uint next = first;
        foreach (uint later in _settledLater ?? [])
        {
            WriteSettled(next, unchecked(later - 1), state);
            next = unchecked(later + 1);
        }

        WriteSettled(next, last, state);
        _settledLater?.Clear();
    }

    /// <summary>
    /// Settles a range of deliveries, which may be empty, and repeats their outcome: receivers take an answer without a state for none (Microsoft.Azure.Amqp, and so
    /// Azure Service Bus in peek-lock).
    /// </summary>
    private void WriteSettled(uint first, uint last, DeliveryState? state)
    {
        if (SerialNumber.Distance(first, last) < 0)
        {
            return;
        }

        Disposition answer = new() { Role = Role.Sender, First = first, Last = last == first ? null : last, Settled = true, State = state };
        try
        {
            Write(answer);
        }
        catch (AmqpEncodeException)
        {
            // Its own words may be longer than the frames that the receiver takes.
            Write(answer with { State = WithoutDetails(state) });
        }
    }

    private static DeliveryState? WithoutDetails(DeliveryState? state) => state switch
    {
        Rejected => new Rejected(),
        Modified modified => modified with { MessageAnnotations = null },
        _ => state,
    };
}
