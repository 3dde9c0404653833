namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>The default policy, which keeps the longest pause it has given.</summary>
internal sealed class BackOffMeter : AmqpRetryPolicy
{
    private readonly object _gate = new();
    private TimeSpan _longest;

    /// <summary>The longest pause since the last time it was asked for.</summary>
    public TimeSpan TakeLongest()
    {
        lock (_gate)
        {
            TimeSpan longest = _longest;
            _longest = TimeSpan.Zero;
            return longest;
        }
    }

    public override AmqpRetryDecision Decide(AmqpRetryContext failure)
    {
        AmqpRetryDecision decision = base.Decide(failure);
        lock (_gate)
        {
            _longest = decision.Delay > _longest ? decision.Delay : _longest;
        }

        return decision;
    }
}
