using TypedSender.Amqp;

namespace TypedSender;

/// <summary>A message was not taken, or it is not known whether it was; or a client could not open.</summary>
/// <remarks>
/// The text names the cause, the values involved and what to do next; never a secret. Decide by <see cref="Outcome"/> first: with
/// <see cref="SendOutcomeKind.Indeterminate"/> the peer may have the message already. The public constructors serve tests, whose fakes throw what a sender would.
/// </remarks>
public sealed class SendException : Exception
{
    /// <summary>Makes the exception that a send method throws for an outcome, with the text that belongs to it.</summary>
    /// <param name="outcome">What became of the message. Its <see cref="SendOutcome.Cause"/> becomes the inner exception.</param>
    /// <exception cref="ArgumentException"><paramref name="outcome"/> is a success, or of a cancelled send, which throws <see cref="SendCanceledException"/>.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="outcome"/> is <c>default</c>.</exception>
    public SendException(SendOutcome outcome)
        : this(FailedOutcome.Check(outcome), [outcome], OutcomeExceptions.Describe(outcome, address: null))
    {
    }

    /// <summary>Makes the exception that a send method throws for an outcome, with a text of your own.</summary>
    /// <param name="message">The text.</param>
    /// <param name="outcome">What became of the message. Its <see cref="SendOutcome.Cause"/> becomes the inner exception.</param>
    /// <exception cref="ArgumentException"><paramref name="outcome"/> is a success, or of a cancelled send, which throws <see cref="SendCanceledException"/>.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="outcome"/> is <c>default</c>.</exception>
    public SendException(string message, SendOutcome outcome)
        : this(FailedOutcome.Check(outcome), [outcome], message)
    {
    }

    /// <summary>Makes the exception that a list method throws for the outcomes of its messages, with the text that belongs to them.</summary>
    /// <param name="outcomes">
    /// One outcome for each message, not copied. The first that is not a success becomes <see cref="Outcome"/>, and its <see cref="SendOutcome.Cause"/> the inner exception.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="outcomes"/> is null.</exception>
    /// <exception cref="ArgumentException">All are successes, or the first that is not one is of a cancelled send, which throws <see cref="SendCanceledException"/>.</exception>
    /// <exception cref="InvalidOperationException">One of them is <c>default</c>.</exception>
    public SendException(IReadOnlyList<SendOutcome> outcomes)
        : this(FailedOutcome.CheckFirst(outcomes), outcomes, OutcomeExceptions.DescribeAll(outcomes, address: null))
    {
    }

    internal SendException(string message, SendOutcome outcome, IReadOnlyList<SendOutcome> outcomes, Exception? innerException)
        : base(message, innerException)
    {
        Outcome = outcome;
        Outcomes = outcomes;
        HelpLink = HelpLinks.ForError(outcome.Reason.ToString());
    }

    // The outcome is checked before the text is made of it: arguments are evaluated in their order.
    private SendException(SendOutcome outcome, IReadOnlyList<SendOutcome> outcomes, string message)
        : this(message, outcome, outcomes, outcome.Cause)
    {
    }

    /// <summary>The outcome of the message; of a list, the first outcome that is not a success; of a sequence that ended before its end, why it ended:
    /// <see cref="SendOutcomeKind.NotSent"/> if none of its messages was sent, otherwise <see cref="SendOutcomeKind.Indeterminate"/>, as to send all of it again may store messages twice.</summary>
    public SendOutcome Outcome { get; }

    /// <summary>
    /// One outcome for each message of the call, in their order. Of a sequence that is sent while it is read, by a method that returns no outcomes: from the first message on that was not taken.
    /// </summary>
    public IReadOnlyList<SendOutcome> Outcomes { get; }

    /// <summary>Why, in one word: the reason of <see cref="Outcome"/>.</summary>
    public SendReason Reason => Outcome.Reason;

    /// <summary>The peer's error condition, such as <c>amqp:not-found</c>, if it gave one; see <see cref="AmqpErrorConditions"/>.</summary>
    public string? Condition => Outcome.Error?.Condition.Value;

    /// <summary>Where the peer sends the link or the connection to; null when it does not, or when what it says cannot be used.</summary>
    public AmqpRedirect? Redirect => AmqpRedirect.Read(Outcome.Error);

    /// <summary>
    /// Whether the same send may succeed later without anything being corrected. It does not say that a second send is free of
    /// duplicates: that only <see cref="Outcome"/> tells.
    /// </summary>
    public bool IsTransient => Outcome.IsTransient;
}
