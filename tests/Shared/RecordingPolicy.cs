namespace TypedSender.Shared;

/// <summary>Notes what it is asked and what it answers; decides as the default does unless a test says otherwise.</summary>
internal sealed class RecordingPolicy(Func<AmqpRetryContext, AmqpRetryDecision?>? decide = null) : AmqpRetryPolicy
{
    /// <summary>Tries again without a pause whatever the default would try again with one.</summary>
    public static AmqpRetryPolicy Eager => new() { MinDelay = TimeSpan.Zero, BusyDelay = TimeSpan.Zero };

    public EventLog<(AmqpRetryContext Failure, AmqpRetryDecision Decision)> Asked { get; } = new();

    public IReadOnlyList<AmqpRetryContext> Failures => [.. Asked.Items.Select(item => item.Failure)];

    public override AmqpRetryDecision Decide(AmqpRetryContext failure)
    {
        AmqpRetryDecision decision = decide?.Invoke(failure) ?? base.Decide(failure);
        Asked.Add((failure, decision));
        return decision;
    }
}
