namespace TypedSender;

/// <summary>The answer of an <see cref="AmqpRetryPolicy"/> to a failure: stop, or try again after a delay.</summary>
/// <remarks>
/// The first attempt after something worked may follow at once. From the second in a row on, a delay below 10 ms counts as 10 ms, so that a policy without delays does not
/// keep a processor busy with a broker that is down. What ends a row is told at <see cref="AmqpRetryContext.Attempt"/>; attempts that do not count there count here.
/// </remarks>
public readonly record struct AmqpRetryDecision
{
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(10);

    private AmqpRetryDecision(TimeSpan delay, bool countsAsAttempt)
    {
        IsRetry = true;
        Delay = delay;
        CountsAsAttempt = countsAsAttempt;
    }

    /// <summary>Do not try again: what waits for it ends with the failure. The next send or open tries again. This is also the default value.</summary>
    public static AmqpRetryDecision Stop => default;

    /// <summary>Whether to try again.</summary>
    public bool IsRetry { get; }

    /// <summary>How long to wait before.</summary>
    public TimeSpan Delay { get; }

    /// <summary>Whether <see cref="AmqpRetryContext.Attempt"/> of the next failure is higher by one.</summary>
    public bool CountsAsAttempt { get; }

    /// <summary>Try again.</summary>
    /// <param name="delay">How long to wait before; zero for at once, or for 10 ms from the second attempt in a row on.</param>
    /// <param name="countsAsAttempt">Whether <see cref="AmqpRetryContext.Attempt"/> of the next failure is higher by one, so that its delay is longer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is negative or longer than 49 days.</exception>
    public static AmqpRetryDecision Retry(TimeSpan delay, bool countsAsAttempt = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, TimeSpan.FromDays(49));
        return new AmqpRetryDecision(delay, countsAsAttempt);
    }

    /// <summary>How long to wait before; <paramref name="hasRetried"/> is true if a retry has already failed.</summary>
    internal TimeSpan GetPause(bool hasRetried) => hasRetried && Delay < ShortestDelay ? ShortestDelay : Delay;
}
