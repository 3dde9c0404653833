namespace TypedSender;

/// <summary>
/// Decides after each failure of a connection, a link or a retained message whether to try again, and when. Derive from it and override <see cref="Decide"/> to
/// decide by reason or condition; one instance may serve many clients.
/// </summary>
/// <remarks>
/// <see cref="Decide"/> is called on the thread pool or a thread of the library's, never under a lock, for different senders at the same time. An exception from it counts
/// as <see cref="AmqpRetryDecision.Stop"/> and is logged. While it has not returned, what it is asked about is not tried again; closing does not wait for it for longer than 1 s.
/// </remarks>
public class AmqpRetryPolicy
{
    /// <summary>The policy with the defaults of its properties.</summary>
    public static AmqpRetryPolicy Default { get; } = new();

    /// <summary>Never tries again by itself: a lost connection or link ends what waits for it, and the next send tries anew.</summary>
    public static AmqpRetryPolicy None { get; } = new NoRetries();

    /// <summary>The upper bound of the first delay; each further one in a row doubles it. Zero to 24 days; default: 100 ms.</summary>
    public TimeSpan MinDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The upper bound of all delays. Zero to 24 days; default: 30 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The shortest delay when the peer says that it is overloaded, that is, when it closes the connection, detaches the link or rejects a retained message with
    /// <c>amqp:resource-limit-exceeded</c> or <c>com.microsoft:server-busy</c>, or rejects a retained message with <c>com.microsoft:timeout</c>. What waits goes on waiting,
    /// within its <see cref="SendClientOptions.SendTimeout"/>. Zero to 24 days; default: 10 s.
    /// </summary>
    public TimeSpan BusyDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often in a row it is tried again after the peer broke the protocol. Default: 3.</summary>
    public int MaxProtocolErrors { get; init; } = 3;

    /// <summary>
    /// How often in a row it is tried again after the peer refused a credential that an <see cref="ICredentialProvider"/> gave, which is asked anew each time. A refusal of a
    /// credential that does not change is not tried again. Default: 3.
    /// </summary>
    public int MaxRefusedLogins { get; init; } = 3;

    /// <summary>How often a retained message is sent again after the peer rejected it for its load. Default: 3.</summary>
    public int MaxResends { get; init; } = 3;

    /// <summary>
    /// Whether a client that has never been connected goes on trying, as it does after a loss. Default: false, so that a wrong host or port is told at once by the first
    /// send; later sends then try again, after the delay.
    /// </summary>
    public bool RetryFirstConnection { get; init; }

    /// <summary>Where the jitter comes from: from 0 up to 1, without it.</summary>
    internal Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    /// <summary>
    /// Decides about one failure. The default tries again whatever is transient: at once if the connection or link had worked for 30 s, otherwise after a random part of
    /// the delay's bound ("full jitter"), which doubles from <see cref="MinDelay"/> to <see cref="MaxDelay"/>. Messages are sent again only when the peer rejected them for its load.
    /// </summary>
    /// <param name="failure">What failed, and how often in a row.</param>
    public virtual AmqpRetryDecision Decide(AmqpRetryContext failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return WouldHelp(failure) ? AmqpRetryDecision.Retry(GetDelay(failure)) : AmqpRetryDecision.Stop;
    }

    /// <summary>The delay that the default would take for this failure; a new random one with each call.</summary>
    /// <param name="failure">What failed, and how often in a row.</param>
    public TimeSpan GetDelay(AmqpRetryContext failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (failure.Class == FailureClass.Busy)
        {
            return BusyDelay + GetJitter(failure.Attempt);
        }

        return failure.Uptime >= ReconnectBackoff.StableUptime ? TimeSpan.Zero : GetJitter(failure.Attempt);
    }

    private bool WouldHelp(AmqpRetryContext failure) => failure.Operation switch
    {
        AmqpRetryOperation.Send => failure.Class == FailureClass.Busy && failure.Attempt <= MaxResends,
        AmqpRetryOperation.Connect when !failure.HasWorked && !RetryFirstConnection => false,
        _ => failure.Class switch
        {
            FailureClass.Transient or FailureClass.Busy => true,
            FailureClass.Protocol => failure.Attempt <= MaxProtocolErrors,
            FailureClass.RenewableLogin => failure.Attempt <= MaxRefusedLogins,
            _ => false,
        },
    };

    private TimeSpan GetJitter(int attempt) => ReconnectBackoff.GetJitter(attempt, MinDelay, MaxDelay, Jitter());

    private sealed class NoRetries : AmqpRetryPolicy
    {
        public override AmqpRetryDecision Decide(AmqpRetryContext failure) => AmqpRetryDecision.Stop;
    }
}
