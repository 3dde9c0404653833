using System.Globalization;

namespace TypedSender;

/// <summary>Makes the exceptions that throwing send methods raise for outcomes that are no successes.</summary>
internal static class OutcomeExceptions
{
    private const string SendingAgain = "To send the sequence again from its beginning may store messages twice.";

    /// <summary>The exception for one message.</summary>
    /// <param name="outcome">Not a success.</param>
    /// <param name="address">Where the message went, if known.</param>
    /// <param name="cancellationToken">The caller's token, for a cancelled send.</param>
    public static Exception For(SendOutcome outcome, string? address = null, CancellationToken cancellationToken = default) =>
        Make(Describe(outcome, address), outcome, [outcome], cancellationToken);

    /// <summary>The exception for a list of messages; null if all are successes.</summary>
    public static Exception? ForAll(IReadOnlyList<SendOutcome> outcomes, string? address = null, CancellationToken cancellationToken = default)
    {
        int first = FindFirstFailure(outcomes);
        return first < 0 ? null : Make(DescribeAll(outcomes, address), outcomes[first], outcomes, cancellationToken);
    }

    /// <summary>The exception for a sequence that was sent as far as its first message that was not taken.</summary>
    /// <param name="taken">How many were taken before that one.</param>
    /// <param name="outcomes">The outcomes from that one on.</param>
    /// <param name="address">Where the messages went.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public static Exception ForStream(long taken, IReadOnlyList<SendOutcome> outcomes, string address, CancellationToken cancellationToken)
        => Make(
            string.Create(CultureInfo.InvariantCulture, $"After {taken:N0} {(taken == 1 ? "message" : "messages")} to {ErrorText.Address(address)} {(taken == 1 ? "was" : "were")} accepted, one was not: {Describe(outcomes[0], address)} The reading ended there; Outcomes tells of this one and of those that were sent after it."),
            outcomes[0],
            outcomes,
            cancellationToken);

    /// <summary>
    /// The exception for a sequence that ended before its end. Its outcome is NotSent, after which the whole may be sent again, only if no message of it was given to the transport.
    /// </summary>
    /// <param name="cause">Why it ended.</param>
    /// <param name="taken">How many messages were taken that <paramref name="outcomes"/> does not hold.</param>
    /// <param name="outcomes">The outcomes of what was sent.</param>
    /// <param name="address">Where the messages went.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public static Exception ForEndedStream(SendFailure cause, long taken, IReadOnlyList<SendOutcome> outcomes, string address, CancellationToken cancellationToken)
    {
        bool isNotSent = taken == 0 && outcomes.All(outcome => outcome.Kind == SendOutcomeKind.NotSent);
        long count = taken + outcomes.Count;
        string rest = (isNotSent, outcomes.Count) switch
        {
            (true, 0) => "",
            (true, _) => " None was sent; Outcomes tells why.",
            (_, 0) => $" No message failed. {SendingAgain}",
            _ => $" Outcomes tells what became of them. {SendingAgain}",
        };
        return Make(
            string.Create(CultureInfo.InvariantCulture, $"The sending of a sequence to {ErrorText.Address(address)} ended early, after {count:N0} {(count == 1 ? "message" : "messages")}: {cause.Message}{rest}"),
            isNotSent ? cause.NotSent() : cause.Indeterminate(),
            outcomes,
            cancellationToken);
    }

    /// <summary>The index of the first outcome that is not a success; -1 if all are.</summary>
    public static int FindFirstFailure(IReadOnlyList<SendOutcome> outcomes)
    {
        for (int index = 0; index < outcomes.Count; index++)
        {
            if (!outcomes[index].IsSuccess)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>How many of several messages were not taken, and the first of these, of which there is one.</summary>
    public static string DescribeAll(IReadOnlyList<SendOutcome> outcomes, string? address)
    {
        int first = FindFirstFailure(outcomes);
        int count = outcomes.Count(outcome => !outcome.IsSuccess);
        string to = address is null ? "" : $" to {ErrorText.Address(address)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{count:N0} of {outcomes.Count:N0} messages{to} {(count == 1 ? "was" : "were")} not accepted. The first is item {first}: {Describe(outcomes[first], address)} Outcomes tells them all.");
    }

    /// <summary>The outcome in a sentence or several.</summary>
    public static string Describe(SendOutcome outcome, string? address)
    {
        if (outcome.Failure is { } failure)
        {
            return failure.Message;
        }

        string the = address is null ? "the message" : $"the message to {ErrorText.Address(address)}";
        string cause = outcome.Cause is { } exception ? $": {ErrorText.FromPeer(exception.Message).TrimEnd('.')}" : "";
        return outcome.Kind switch
        {
            SendOutcomeKind.Rejected => PeerErrors.Rejected(the, outcome.Error, FailureClassifier.Classify(outcome)),
            SendOutcomeKind.Modified when outcome.UndeliverableHere =>
                $"The peer handed {the} back as undeliverable here. It was not stored. Send it to another address.",
            SendOutcomeKind.Modified =>
                $"The peer handed {the} back{(outcome.DeliveryFailed ? " after a failed attempt to deliver it" : "")}. It was not stored. Send it again{(outcome.MessageAnnotations is null ? "" : " with the message annotations that the peer gave")}.",
            SendOutcomeKind.Released => $"The peer released {the} without processing it. It was not stored: send it again.",
            SendOutcomeKind.NotSent => $"{Capitalize(the)} was not sent ({outcome.Reason}{cause}).",
            SendOutcomeKind.Indeterminate => outcome.Reason switch
            {
                SendReason.OutcomeMissing => $"The peer settled {the} without an outcome. It may have been stored; sending it again may store it twice.",
                SendReason.OutcomeUnknown when outcome.IsOfTransaction => $"The peer settled {the} as part of a transaction that it was not sent in. It may have been stored; sending it again may store it twice.",
                SendReason.OutcomeUnknown => $"The peer settled {the} with an outcome that AMQP 1.0 does not define{(outcome.UnknownState is { } state ? $" ({ErrorText.FromPeer($"{state.Value.Descriptor}")})" : "")}. It may have been stored; sending it again may store it twice.",
                _ => $"{Capitalize(the)} may have been stored ({outcome.Reason}{cause}). Sending it again may store it twice.",
            },
            _ => $"The outcome of {the} is {outcome.Kind}.",
        };
    }

    private static string Capitalize(string text) => string.Concat(text[..1].ToUpperInvariant(), text.AsSpan(1));

    private static Exception Make(string message, SendOutcome outcome, IReadOnlyList<SendOutcome> outcomes, CancellationToken cancellationToken) =>
        outcome.Reason == SendReason.Canceled
            ? new SendCanceledException(message, outcome, outcomes, cancellationToken)
            : new SendException(message, outcome, outcomes, outcome.Cause);
}
