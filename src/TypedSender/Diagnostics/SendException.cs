using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>A message was not taken, or it is not known whether it was; or a client could not open.</summary>
/// <remarks>
/// The text names the cause, the values involved and what to do next; never a secret. Decide by <see cref="Outcome"/> first: with
/// <see cref="SendOutcomeKind.Indeterminate"/> the peer may have the message already.
/// </remarks>
public sealed class SendException : Exception
{
    internal SendException(string message, SendOutcome outcome, IReadOnlyList<SendOutcome> outcomes, Exception? innerException)
        : base(message, innerException)
    {
        Outcome = outcome;
        Outcomes = outcomes;
    }

    /// <summary>What became of the message; of a list, the first outcome that is not a success.</summary>
    public SendOutcome Outcome { get; }

    /// <summary>One outcome for each message of the call, in their order.</summary>
    public IReadOnlyList<SendOutcome> Outcomes { get; }

    /// <summary>Why, in one word: the reason of <see cref="Outcome"/>.</summary>
    public SendReason Reason => Outcome.Reason;

    /// <summary>The peer's error condition, such as <c>amqp:not-found</c>, if it gave one; see <see cref="AmqpErrorConditions"/>.</summary>
    public string? Condition => Outcome.Error?.Condition.Value;

    /// <summary>
    /// Whether the same send may succeed later without anything being corrected. It does not say that a second send is free of
    /// duplicates: that only <see cref="Outcome"/> tells.
    /// </summary>
    public bool IsTransient => Outcome.IsTransient;
}
