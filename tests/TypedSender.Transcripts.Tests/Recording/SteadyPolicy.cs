namespace TypedSender.Transcripts.Tests.Recording;

/// <summary>Tries everything again after the same pause: the default's is random.</summary>
internal sealed class SteadyPolicy(TimeSpan pause) : AmqpRetryPolicy
{
    public override AmqpRetryDecision Decide(AmqpRetryContext failure) => AmqpRetryDecision.Retry(pause);
}
