using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>Retained messages that the peer did not accept: the retry policy may send them again.</summary>
public sealed partial class MessageSender
{
    private readonly DeliveryQueue _resting = new();

    /// <summary>The peer has decided about a message. Under the lock.</summary>
    internal void OnVerdict(Delivery delivery, SendOutcome outcome)
    {
        Gates.AssertHeld(_core.Gate);
        _hasBroughtOutcome = true;
        outcome = outcome.Kind == SendOutcomeKind.Rejected ? BrokerVerdicts.OfRejected(outcome, Broker, Address) : outcome;
        if (outcome.IsSuccess || outcome.Kind == SendOutcomeKind.Indeterminate || !delivery.IsHeld || delivery.IsDecided)
        {
            if (!Settle(delivery, outcome))
            {
                _unanswered.OnLateVerdict();
            }

            return;
        }

        delivery.Rewind();
        delivery.Phase = DeliveryPhase.Resting;
        _resting.Enqueue(delivery);
        AmqpRetryContext context = new(AmqpRetryOperation.Send, outcome) { Address = Address, Attempt = delivery.Resends + 1, HasWorked = true };
        _core.Completions.Enqueue(new ResendDecision(this, delivery, context));
    }

    /// <summary>The retry policy has decided about a message that the peer did not accept. Without the lock.</summary>
    private void OnResendDecided(Delivery delivery, AmqpRetryDecision decision, SendOutcome outcome)
    {
        lock (_core.Gate)
        {
            if (delivery.IsDecided)
            {
                // Cancelled or timed out meanwhile.
                delivery.LetGo();
                return;
            }

            if (!decision.IsRetry)
            {
                _resting.Remove(delivery);
                delivery.Phase = DeliveryPhase.Settled;
                Settle(delivery, outcome);
            }
            else
            {
                delivery.Resends += decision.CountsAsAttempt ? 1 : 0;
                TimeSpan pause = decision.GetPause(delivery.HasRetried);
                delivery.HasRetried = true;
                if (pause > TimeSpan.Zero)
                {
                    _core.Deadlines.Schedule(delivery.ResendNode, pause);
                }
                else
                {
                    Resend(delivery);
                }
            }

            _core.FlushDecided();
        }
    }

    /// <summary>The message waits again, ahead of the others that have not been begun. Under the lock.</summary>
    internal void Resend(Delivery delivery)
    {
        Gates.AssertHeld(_core.Gate);
        _resting.Remove(delivery);
        if (CheckSize(delivery.Length) is { } tooLarge)
        {
            delivery.Phase = DeliveryPhase.Settled;
            Settle(delivery, tooLarge.NotSent());
            _core.FlushDecided();
            return;
        }

        delivery.Phase = DeliveryPhase.Waiting;
        _returned.Enqueue(delivery);
        _queue.Prepend(_returned);
        PumpOrOpen();
        _connection?.RequestWrite();
    }

    /// <summary>Gives up a message that rests between two attempts. Under the lock.</summary>
    private void GiveUpResting(Delivery delivery, SendOutcome outcome)
    {
        Gates.AssertHeld(_core.Gate);
        _resting.Remove(delivery);
        delivery.ReleasePayload();
        delivery.Phase = DeliveryPhase.Settled;
        delivery.TryDecide(outcome);
        if (_core.Deadlines.Cancel(delivery.ResendNode))
        {
            delivery.LetGo();
        }

        // Otherwise the policy is being asked, and who asks lets go.
    }

    /// <summary>Asks the policy on the thread pool: it is user code.</summary>
    private sealed class ResendDecision(MessageSender sender, Delivery delivery, AmqpRetryContext context) : ICompletion
    {
        ICompletion? ICompletion.NextCompletion { get; set; }

        void ICompletion.Complete() => sender.OnResendDecided(delivery, sender._core.AskPolicy(context), context.Outcome);
    }
}
