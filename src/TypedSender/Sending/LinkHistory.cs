namespace TypedSender;

/// <summary>How attaching a link has gone so far: what the retry policy is told, and what its pauses depend on. Under the lock.</summary>
internal sealed class LinkHistory(TimeProvider timeProvider)
{
    private long _attachedSince;
    private int _failures;
    private bool _hasRetried;

    /// <summary>The last failure of the link itself, since it was attached.</summary>
    public SendFailure? LastFailure { get; set; }

    /// <summary>True once a link has been attached and lost.</summary>
    public bool HasAttached { get; private set; }

    /// <summary>True from when an attached link is lost until one is attached again, or none is wanted.</summary>
    public bool IsRecovering { get; set; }

    /// <summary>True once the peer has settled a delivery on the present link.</summary>
    public bool HasSettled { get; set; }

    /// <summary>How often a link has been lost; tells a decision of the retry policy from that about a later loss.</summary>
    public int Losses { get; private set; }

    public void OnAttached()
    {
        LastFailure = null;
        _attachedSince = timeProvider.GetTimestamp();
    }

    /// <summary>The link is lost, or could not be attached.</summary>
    /// <param name="wasAttached">Whether both ends were attached.</param>
    /// <returns>For how long.</returns>
    public TimeSpan OnLost(bool wasAttached)
    {
        TimeSpan livedFor = wasAttached ? timeProvider.GetElapsedTime(_attachedSince) : TimeSpan.Zero;
        if (HasSettled || livedFor >= ReconnectBackoff.LongLife)
        {
            // The link was of use: a new row of failures begins.
            _failures = 0;
            _hasRetried = false;
        }

        HasSettled = false;
        return livedFor;
    }

    /// <summary>There is no link any more.</summary>
    /// <param name="wasAttached">Whether both ends were attached.</param>
    public void OnLeft(bool wasAttached) => HasAttached |= wasAttached;

    /// <summary>What the retry policy is asked about a loss.</summary>
    /// <param name="failure">Why the link is lost.</param>
    /// <param name="address">The address of the target.</param>
    /// <param name="livedFor">What <see cref="OnLost"/> returned.</param>
    /// <param name="isAtFault">False when another link was the cause.</param>
    public AmqpRetryContext MakeContext(SendFailure failure, string address, TimeSpan livedFor, bool isAtFault)
    {
        Losses++;
        return new AmqpRetryContext(AmqpRetryOperation.Attach, failure.NotSent())
        {
            Address = address,
            Attempt = _failures + 1,
            HasWorked = HasAttached,
            LivedFor = livedFor,
            IsInnocent = !isAtFault,
        };
    }

    /// <summary>The link is attached again after the pause that is returned.</summary>
    public TimeSpan OnRetry(AmqpRetryDecision decision)
    {
        _failures += decision.CountsAsAttempt ? 1 : 0;
        TimeSpan pause = decision.GetPause(_hasRetried);
        _hasRetried = true;
        return pause;
    }
}
