namespace TypedSender;

/// <summary>The texts of all errors of a send, in one place: cause, values, next step; never a secret.</summary>
internal static partial class SendErrors
{
    /// <summary>The exception that a throwing send method raises for an outcome that is not a success.</summary>
    public static Exception ForOutcome(SendOutcome outcome, string? address = null, CancellationToken cancellationToken = default)
    {
        string message = outcome.ToString();
        return outcome.Reason == SendReason.Canceled
            ? new SendCanceledException(message, outcome, [outcome], cancellationToken)
            : new SendException(message, outcome, outcome.Cause);
    }
}
