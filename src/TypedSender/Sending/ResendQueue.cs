using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// Retained messages that the peer did not accept, while the retry policy decides whether they are sent again, and during the pause before that. Under
/// the lock.
/// </summary>
internal sealed class ResendQueue(ConnectionContext client, SendQueue queue)
{
    private readonly DeliveryQueue _deliveries = new();

    public Delivery? First => (Delivery?)_deliveries.First;

    private ConnectionContext Client => client;

    private AmqpRetryDecision AskPolicy(AmqpRetryContext context) => client.AskPolicy(queue.RetryPolicy, context);

    /// <summary>Takes a message that the peer has decided about, if it is retained and was not accepted: it is sent again if the retry policy says so.</summary>
    /// <returns>False when the outcome ends the send, which the caller does.</returns>
    public bool TryAdd(Delivery delivery, SendOutcome outcome)
    {
        delivery.IsResumed = false;
        delivery.Phase = DeliveryPhase.Settled;
        if (outcome.IsSuccess || outcome.Kind == SendOutcomeKind.Indeterminate || !delivery.IsHeld || delivery.HasOutcome)
        {
            return false;
        }

        Add(delivery, outcome);
        return true;
    }

    private void Add(Delivery delivery, SendOutcome outcome)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        delivery.Rewind();
        delivery.Resend.OnNotAccepted();
        delivery.Phase = DeliveryPhase.WaitingForResend;
        _deliveries.Enqueue(delivery);
        AmqpRetryContext context = new(AmqpRetryOperation.Send, outcome) { Address = queue.Address, Attempt = delivery.Resend.Attempts + 1, HasWorked = true };
        client.Completions.Enqueue(new Decision(this, delivery, context));
    }

    /// <summary>Ends the send of a message between two attempts.</summary>
    public void Fail(Delivery delivery, SendOutcome outcome)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        _deliveries.Remove(delivery);
        delivery.ReleasePayload();
        delivery.Phase = DeliveryPhase.Settled;
        delivery.TrySetOutcome(outcome);
        if (delivery.Resend.Pause is { } pause && client.Deadlines.Cancel(pause))
        {
            delivery.Release();
        }

        // Otherwise the policy is being called, and OnDecided releases the delivery.
    }

    /// <summary>The retry policy has decided. Without the lock.</summary>
    private void OnDecided(Delivery delivery, AmqpRetryDecision decision, SendOutcome outcome)
    {
        lock (client.Lock)
        {
            if (delivery.HasOutcome)
            {
                // Cancelled or timed out meanwhile.
                delivery.Release();
                return;
            }

            if (!decision.IsRetry)
            {
                _deliveries.Remove(delivery);
                delivery.Phase = DeliveryPhase.Settled;
                delivery.Settle(outcome);
            }
            else
            {
                delivery.Resend.Attempts += decision.CountsAsAttempt ? 1 : 0;
                TimeSpan pause = decision.GetPause(delivery.Resend.HasRetried);
                delivery.Resend.HasRetried = true;
                if (pause > TimeSpan.Zero)
                {
                    client.Deadlines.Schedule(delivery.Resend.Pause ??= new Pause(this, delivery), pause);
                }
                else
                {
                    Resend(delivery);
                }
            }

            client.Domain.FlushCompletions();
        }
    }

    private void Resend(Delivery delivery)
    {
        _deliveries.Remove(delivery);
        queue.Requeue(delivery, isAhead: true);
    }

    /// <summary>Asks the policy on the thread pool: it is user code.</summary>
    private sealed class Decision(ResendQueue owner, Delivery delivery, AmqpRetryContext context) : ICompletion
    {
        ICompletion? ICompletion.NextCompletion { get; set; }

        void ICompletion.Complete() => owner.OnDecided(delivery, owner.AskPolicy(context), context.Outcome);
    }

    /// <summary>The pause before a message is sent again.</summary>
    private sealed class Pause(ResendQueue owner, Delivery delivery) : DeadlineNode
    {
        internal override void OnExpired()
        {
            owner.Resend(delivery);
            owner.Client.Domain.FlushCompletions();
        }
    }
}
