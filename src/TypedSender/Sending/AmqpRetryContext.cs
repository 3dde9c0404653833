namespace TypedSender;

/// <summary>One failure, as an <see cref="AmqpRetryPolicy"/> sees it. Immutable.</summary>
public sealed record AmqpRetryContext
{
    internal AmqpRetryContext(AmqpRetryOperation operation, SendOutcome outcome)
    {
        Operation = operation;
        Outcome = outcome;
    }

    /// <summary>The operation that failed.</summary>
    public AmqpRetryOperation Operation { get; }

    /// <summary>The outcome that sends would have if there were no further attempt: reason, the peer's error, cause.</summary>
    public SendOutcome Outcome { get; internal init; }

    /// <summary>Why, in one word.</summary>
    public SendReason Reason => Outcome.Reason;

    /// <summary>The peer's error condition, such as <c>amqp:not-found</c>, if it gave one.</summary>
    public string? Condition => Outcome.Error?.Condition.Value;

    /// <summary>The address of the sender; null for a connection.</summary>
    public string? Address { get; init; }

    /// <summary>Which failure in a row this is, from 1.</summary>
    /// <remarks>A connection or link that works for 30 s or has brought an outcome begins a new row; failures that a policy does not count are left out.</remarks>
    public int Attempt { get; init; } = 1;

    /// <summary>Whether the client has ever been connected, or the sender's link ever attached.</summary>
    public bool HasWorked { get; init; }

    /// <summary>The time that the connection or link that was lost had worked; zero when none came about.</summary>
    public TimeSpan Uptime { get; init; }

    /// <summary>Whether the same may succeed later without anything being corrected.</summary>
    public bool IsTransient => IsNotAtFault || TransientErrors.IsTransient(Outcome);

    internal FailureClass Class => IsNotAtFault ? FailureClass.Transient : FailureClassifier.Classify(Outcome);

    /// <summary>True for a link whose session another link's fault has ended.</summary>
    internal bool IsNotAtFault { get; init; }
}
