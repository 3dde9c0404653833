namespace TypedSender.Generators.Model;

/// <summary>How large the envelopes are that a method sends its list in.</summary>
/// <param name="MaxMessages">The most messages in one; 0 for any number.</param>
/// <param name="MaxBytes">The most bytes of one; 0 for what the link allows.</param>
internal sealed record EnvelopeModel(int MaxMessages, long MaxBytes);
