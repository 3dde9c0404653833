using TypedSender.Amqp;

namespace TypedSender;

/// <summary>A send was cancelled through its token. <see cref="Outcome"/> says whether the message may have left before.</summary>
/// <remarks>The public constructors serve tests, whose fakes throw what a sender would.</remarks>
public sealed class SendCanceledException : OperationCanceledException
{
    /// <summary>Makes the exception that a send method throws for a cancelled send, with the text that belongs to its outcome.</summary>
    /// <param name="outcome">What became of the message; its reason is <see cref="SendReason.Canceled"/>.</param>
    /// <param name="cancellationToken">The token that was cancelled.</param>
    /// <exception cref="ArgumentException"><paramref name="outcome"/> is a success, or has another reason: such a send throws <see cref="SendException"/>.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="outcome"/> is <c>default</c>.</exception>
    public SendCanceledException(SendOutcome outcome, CancellationToken cancellationToken)
        : this(FailedOutcome.CheckCanceled(outcome), [outcome], OutcomeExceptions.Describe(outcome, address: null), cancellationToken)
    {
    }

    /// <summary>
    /// Makes the exception that a list method throws when the first message that was not taken was cancelled, with the text that belongs to the outcomes.
    /// </summary>
    /// <param name="outcomes">One outcome for each message, not copied. The reason of the first that is not a success is <see cref="SendReason.Canceled"/>.</param>
    /// <param name="cancellationToken">The token that was cancelled.</param>
    /// <exception cref="ArgumentNullException"><paramref name="outcomes"/> is null.</exception>
    /// <exception cref="ArgumentException">All are successes, or the first that is not one has another reason: such a call throws <see cref="SendException"/>.</exception>
    /// <exception cref="InvalidOperationException">One of them is <c>default</c>.</exception>
    public SendCanceledException(IReadOnlyList<SendOutcome> outcomes, CancellationToken cancellationToken)
        : this(FailedOutcome.CheckFirstCanceled(outcomes), outcomes, OutcomeExceptions.DescribeAll(outcomes, address: null), cancellationToken)
    {
    }

    internal SendCanceledException(string message, SendOutcome outcome, IReadOnlyList<SendOutcome> outcomes, CancellationToken cancellationToken)
        : base(message, cancellationToken)
    {
        Outcome = outcome;
        Outcomes = outcomes;
        HelpLink = HelpLinks.ForError(outcome.Reason.ToString());
    }

    // The outcome is checked before the text is made of it: arguments are evaluated in their order.
    private SendCanceledException(SendOutcome outcome, IReadOnlyList<SendOutcome> outcomes, string message, CancellationToken cancellationToken)
        : this(message, outcome, outcomes, cancellationToken)
    {
    }

    /// <summary>The outcome of the message; of a list, the first outcome that was cancelled; of a sequence that was not read to its end, as of <see cref="SendException.Outcome"/>.</summary>
    public SendOutcome Outcome { get; }

    /// <inheritdoc cref="SendException.Outcomes"/>
    public IReadOnlyList<SendOutcome> Outcomes { get; }
}
