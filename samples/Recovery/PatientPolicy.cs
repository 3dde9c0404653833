using TypedSender;

namespace Recovery;

/// <summary>Decides as the default does, but waits for a queue that does not exist yet.</summary>
internal sealed class PatientPolicy : AmqpRetryPolicy
{
    public override AmqpRetryDecision Decide(AmqpRetryContext failure) =>
        failure is { Operation: AmqpRetryOperation.Attach, Condition: "amqp:not-found" }
            ? AmqpRetryDecision.Retry(TimeSpan.FromSeconds(5), countsAsAttempt: false)
            : base.Decide(failure);
}
