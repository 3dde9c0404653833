namespace TypedSender;

/// <summary>Tells whether what failed may succeed later without anything being corrected.</summary>
internal static class TransientErrors
{
    public static bool IsTransient(SendOutcome outcome) => FailureClassifier.IsTransient(FailureClassifier.Classify(outcome), outcome.Error?.Condition.Value);
}
