using System.Diagnostics;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// Applies the outcomes of the receiver to the deliveries that a session has sent, and settles what the receiver waits for (AMQP 1.0, 2.6.12). Not thread-safe: the owner's
/// lock guards it.
/// </summary>
internal sealed class OutgoingSettlement(SessionEngine session)
{
    // Deliveries named by the disposition at hand that are not settled with the others, oldest first; empty between dispositions.
    private List<uint>? _settledApart;

    /// <summary>Applies a disposition of the peer.</summary>
    /// <exception cref="AmqpProtocolException">The range runs backwards.</exception>
    public void OnDisposition(in Disposition disposition)
    {
        Debug.Assert(_settledApart is not { Count: > 0 }, "Nothing is left of the disposition before.");
        uint last = disposition.Last ?? disposition.First;
        if (SerialNumber.Distance(disposition.First, last) < 0)
        {
            throw new AmqpProtocolException(AmqpErrorConditions.InvalidField, $"a disposition names the range {disposition.First} to {last}, which runs backwards");
        }

        if (disposition.Role == Role.Sender)
        {
            // It concerns what the peer has sent: the engine remembers no delivery that it has received.
            if (disposition.Settled)
            {
                session.Connection.Observer.OnSettledBySender(session, disposition.First, last);
            }

            return;
        }

        if (!disposition.Settled && !IsOutcome(disposition.State))
        {
            return;
        }

        foreach (OutgoingDelivery delivery in session.Unsettled.GetRange(disposition.First, last))
        {
            if (!disposition.Settled && disposition.State is TransactionalState && delivery.Fields?.State is null)
            {
                // Provisional, and of no transaction: it decides nothing, unless the link refuses it.
                if (!IsOverruled(delivery, disposition.State))
                {
                    (_settledApart ??= []).Add(delivery.DeliveryId);
                }
            }
            else if (disposition.Settled || !IsOverruled(delivery, disposition.State!))
            {
                Settle(delivery, disposition.State, disposition.Settled);
            }
        }

        if (!disposition.Settled)
        {
            // The receiver waits for us to settle: receiver-settle-mode second, and brokers that reject so (AMQP 1.0, 2.6.12).
            AnswerOutcome(disposition.First, last, disposition.State!);
        }
    }

    /// <summary>Applies an early outcome of a delivery, all of which has been written. Nothing is done if it has been decided or lost since.</summary>
    public void ConcludeEarly(uint deliveryId)
    {
        if (session.Unsettled.Find(deliveryId) is not { EarlyDisposition: { } early } delivery)
        {
            return;
        }

        Conclude(delivery, early.State);
        if (early.AwaitsSettlement)
        {
            WriteSettled(deliveryId, deliveryId, early.State);
        }
    }

    /// <summary>A state without what the peer's own words make large.</summary>
    public static DeliveryState? WithoutDetails(DeliveryState? state) => state switch
    {
        Rejected => new Rejected(),
        Modified modified => modified with { MessageAnnotations = null },
        TransactionalState { Outcome: { } outcome } transactional => transactional with { Outcome = WithoutDetails(outcome) },
        _ => state,
    };

    /// <summary>Whether the receiver has decided: the outcome of a transaction's delivery stands for the time after the commit (AMQP 1.0, 4.4.1).</summary>
    private static bool IsOutcome(DeliveryState? state) => state is Accepted or Rejected or Released or Modified or Declared
        or TransactionalState { Outcome: Accepted or Rejected or Released or Modified };

    /// <summary>Settles a delivery by itself when its link decides otherwise than the receiver did.</summary>
    private bool IsOverruled(OutgoingDelivery delivery, DeliveryState state)
    {
        DeliveryState decided = delivery.Link!.Handler.Decide(delivery, state);
        if (ReferenceEquals(decided, state))
        {
            return false;
        }

        uint id = delivery.DeliveryId;
        Settle(delivery, decided, isSettled: true);
        WriteSettled(id, id, decided);
        (_settledApart ??= []).Add(id);
        return true;
    }

    private void Settle(OutgoingDelivery delivery, DeliveryState? state, bool isSettled)
    {
        bool mayBeThere = delivery.Phase == DeliveryPhase.Appended && delivery.EndOffset <= session.Connection.Output.TakenOffset;
        if (!mayBeThere && (state as TransactionalState)?.Outcome is not (Rejected or Released or Modified) && state is not (Rejected or Released or Modified))
        {
            HoldUntilLastFrame(delivery, state, isSettled);
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
        session.Forget(delivery);
        delivery.Phase = DeliveryPhase.Settled;
        delivery.Link!.Handler.OnSettled(delivery, state);
    }

    /// <summary>
    /// The receiver has decided before the last frame has left, and has not handed the message back: the rest is sent, because an aborted message has to be discarded
    /// (AMQP 1.0, 2.6.14), whatever disposition came before. The first of this kind counts.
    /// </summary>
    private void HoldUntilLastFrame(OutgoingDelivery delivery, DeliveryState? state, bool isSettled)
    {
        if (delivery.EarlyDisposition is null)
        {
            delivery.EarlyDisposition = new EarlyDisposition(state);
            if (delivery.Phase == DeliveryPhase.Appended)
            {
                session.Connection.AwaitWritten(delivery);
            }
        }

        delivery.EarlyDisposition.AwaitsSettlement = !isSettled;
        if (!isSettled)
        {
            (_settledApart ??= []).Add(delivery.DeliveryId);
        }
    }

    /// <summary>Settles a range of deliveries whose outcome has come, except those that are settled apart: now, or after their last frame.</summary>
    private void AnswerOutcome(uint first, uint last, DeliveryState state)
    {
        uint next = first;
        foreach (uint apart in _settledApart ?? [])
        {
            WriteSettled(next, unchecked(apart - 1), state);
            next = unchecked(apart + 1);
        }

        WriteSettled(next, last, state);
        _settledApart?.Clear();
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
            session.Write(answer);
        }
        catch (AmqpEncodeException)
        {
            // Its own words may be longer than the frames that the receiver takes.
            session.Write(answer with { State = WithoutDetails(state) });
        }
    }
}
