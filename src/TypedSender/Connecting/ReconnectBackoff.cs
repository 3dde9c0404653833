namespace TypedSender;

/// <summary>
/// Counts the failures in a row of a connection or link, and says how long to wait before the next attempt. A row ends when the peer has settled a delivery, or
/// when connection or link worked for <see cref="StableUptime"/>. Not thread-safe: guarded by the client's lock.
/// </summary>
internal sealed class ReconnectBackoff(TimeProvider timeProvider)
{
    /// <summary>The time that a connection or link has to work for its next failure to count as the first one.</summary>
    public static readonly TimeSpan StableUptime = TimeSpan.FromSeconds(30);

    private int _failures;
    private bool _hasRetried;
    private bool _wasViolation;
    private long _notBefore;

    /// <summary>Which failure in a row the present one is, from 1; those that the retry policy does not count are left out.</summary>
    public int Attempt => _failures + 1;

    /// <summary>How much is left of the pause that <see cref="OnStopped"/> began.</summary>
    public TimeSpan RemainingPause
    {
        get
        {
            long now = timeProvider.GetTimestamp();
            return _failures == 0 || now >= _notBefore ? TimeSpan.Zero : timeProvider.GetElapsedTime(now, _notBefore);
        }
    }

    /// <summary>
    /// A random part of a bound that doubles with each failure in a row ("full jitter"), so that clients of one broker do not all come back at the same time.
    /// </summary>
    /// <param name="attempt">Which failure in a row it is, from 1.</param>
    /// <param name="firstBound">The bound after the first failure.</param>
    /// <param name="lastBound">What the bound never exceeds.</param>
    /// <param name="part">The random part: from 0 up to 1, without it.</param>
    public static TimeSpan GetJitter(int attempt, TimeSpan firstBound, TimeSpan lastBound, double part)
    {
        double bound = Math.Min(lastBound.TotalMilliseconds, firstBound.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 40) - 1));
        return TimeSpan.FromMilliseconds(bound * part);
    }

    /// <summary>An attempt has failed, or what it made has ended: begins a new row if that had been of use.</summary>
    /// <param name="uptime">How long it had worked; zero when nothing came about.</param>
    /// <param name="hasSettled">Whether the peer had settled a delivery.</param>
    /// <param name="isViolation">
    /// Whether it ended because the peer broke the protocol. When that happens twice running, deliveries settled between do not begin a new row.
    /// </param>
    public void OnEnded(TimeSpan uptime, bool hasSettled, bool isViolation)
    {
        if (uptime >= StableUptime || (hasSettled && !(isViolation && _wasViolation)))
        {
            _failures = 0;
            _hasRetried = false;
        }

        _wasViolation = isViolation;
    }

    /// <summary>The retry policy wants another attempt.</summary>
    /// <returns>How long to wait before it.</returns>
    public TimeSpan OnRetry(AmqpRetryDecision decision)
    {
        TimeSpan pause = decision.GetPause(_hasRetried);
        _failures += decision.CountsAsAttempt ? 1 : 0;
        _hasRetried = true;
        return pause;
    }

    /// <summary>The retry policy wants no further attempt; one that is asked for later does not begin before <paramref name="pause"/> is over.</summary>
    public void OnStopped(TimeSpan pause)
    {
        _failures++;
        _hasRetried = true;
        _notBefore = timeProvider.GetTimestamp() + (long)(pause.TotalSeconds * timeProvider.TimestampFrequency);
    }
}
