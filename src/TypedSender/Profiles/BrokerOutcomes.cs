namespace TypedSender;

/// <summary>Reads outcomes of messages as they are meant by the broker that gave them.</summary>
internal static class BrokerOutcomes
{
    /// <summary>The outcome; with a class of its own where the broker means something else by its error than is meant in general.</summary>
    /// <param name="outcome">A rejection.</param>
    /// <param name="broker">The broker.</param>
    /// <param name="address">Where the message went.</param>
    public static SendOutcome OfRejected(SendOutcome outcome, BrokerProfile broker, string address)
    {
        FailureClass known = FailureClassifier.Classify(SendReason.Rejected, outcome.Error?.Condition.Value, broker);
        return known == FailureClassifier.Classify(outcome)
            ? outcome
            : SendOutcome.Rejected(new SendFailure(
                SendReason.Rejected,
                PeerErrors.Rejected($"the message to {ErrorText.Address(address)}", outcome.Error, known))
            {
                Error = outcome.Error,
                Class = known,
            });
    }
}
