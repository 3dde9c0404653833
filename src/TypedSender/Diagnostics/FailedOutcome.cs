namespace TypedSender;

/// <summary>Checks the outcomes that an exception is made of by code that is not the library's.</summary>
internal static class FailedOutcome
{
    /// <summary>The outcome, if a <see cref="SendException"/> stands for it.</summary>
    public static SendOutcome Check(SendOutcome outcome) => Check(outcome, nameof(outcome), isCanceled: false);

    /// <summary>The outcome, if a <see cref="SendCanceledException"/> stands for it.</summary>
    public static SendOutcome CheckCanceled(SendOutcome outcome) => Check(outcome, nameof(outcome), isCanceled: true);

    /// <summary>The first outcome that is not a success, if a <see cref="SendException"/> stands for it.</summary>
    public static SendOutcome CheckFirst(IReadOnlyList<SendOutcome> outcomes) => Check(First(outcomes), nameof(outcomes), isCanceled: false);

    /// <summary>The first outcome that is not a success, if a <see cref="SendCanceledException"/> stands for it.</summary>
    public static SendOutcome CheckFirstCanceled(IReadOnlyList<SendOutcome> outcomes) => Check(First(outcomes), nameof(outcomes), isCanceled: true);

    private static SendOutcome First(IReadOnlyList<SendOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        int first = OutcomeExceptions.FindFirstFailure(outcomes);
        return first >= 0 ? outcomes[first] : throw new ArgumentException("All outcomes are successes, for which nothing is thrown. Pass one that is not.", nameof(outcomes));
    }

    private static SendOutcome Check(SendOutcome outcome, string parameter, bool isCanceled)
    {
        if (outcome.IsSuccess)
        {
            throw new ArgumentException($"The outcome is {outcome.Kind}, a success, for which nothing is thrown. Pass one that is not.", parameter);
        }

        if (outcome.Reason == SendReason.Canceled != isCanceled)
        {
            throw new ArgumentException(
                isCanceled
                    ? $"The reason of the outcome is {outcome.Reason}: a send that ends so throws SendException. Make that instead."
                    : "The send of the outcome was cancelled: it throws SendCanceledException. Make that instead.",
                parameter);
        }

        return outcome;
    }
}
