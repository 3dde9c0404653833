namespace TypedSender;

/// <summary>A send was cancelled through its token. <see cref="Outcome"/> says whether the message may have left before.</summary>
public sealed class SendCanceledException : OperationCanceledException
{
    internal SendCanceledException(string message, SendOutcome outcome, IReadOnlyList<SendOutcome> outcomes, CancellationToken cancellationToken)
        : base(message, cancellationToken)
    {
        Outcome = outcome;
        Outcomes = outcomes;
    }

    /// <summary>What became of the message; of a list, the first outcome that was cancelled.</summary>
    public SendOutcome Outcome { get; }

    /// <summary>One outcome for each message of the call, in their order.</summary>
    public IReadOnlyList<SendOutcome> Outcomes { get; }
}
