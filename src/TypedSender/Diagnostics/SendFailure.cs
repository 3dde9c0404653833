namespace TypedSender;

/// <summary>
/// Why sends fail, with the complete text for the user. One failure may explain many outcomes; each exception is made of it when it is
/// thrown, so that no exception object is thrown twice. Immutable.
/// </summary>
/// <param name="reason">The reason of the outcomes it explains.</param>
/// <param name="message">Cause, values, next step; never a secret.</param>
/// <param name="cause">The exception beneath, if there is one.</param>
internal sealed class SendFailure(SendReason reason, string message, Exception? cause = null)
{
    private readonly FailureClass? _class;

    public SendReason Reason { get; } = reason;

    public string Message { get; } = message;

    public Exception? Cause { get; } = cause;

    /// <summary>The error of the peer, if it gave one.</summary>
    public AmqpError? Error { get; init; }

    /// <summary>The class of the failure: as reason and condition say, unless more is known.</summary>
    public FailureClass Class
    {
        get => _class ?? FailureClassifier.Classify(Reason, Error?.Condition.Value);
        init => _class = value;
    }

    /// <summary>The same failure, as it is to be taken from this broker.</summary>
    public SendFailure At(BrokerProfile broker) =>
        _class is null && FailureClassifier.Classify(Reason, Error?.Condition.Value, broker) is var known && known != Class
            ? new SendFailure(Reason, Message, Cause) { Error = Error, Class = known }
            : this;

    /// <summary>Whether the same may succeed later without anything being corrected.</summary>
    public bool IsTransient => FailureClassifier.IsTransient(Class, Error?.Condition.Value);

    /// <summary>The outcome of a message that certainly did not reach the peer as a whole.</summary>
    public SendOutcome NotSent() => SendOutcome.NotSent(this);

    /// <summary>The outcome of a message that may have reached the peer.</summary>
    public SendOutcome Indeterminate() => SendOutcome.Indeterminate(this);

    /// <summary>A new exception for a failure that concerns no message: a client or link that could not open.</summary>
    public SendException ToException()
    {
        SendOutcome outcome = NotSent();
        return new SendException(Message, outcome, [outcome], Cause);
    }
}
