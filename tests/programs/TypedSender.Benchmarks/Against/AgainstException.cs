namespace TypedSender.Benchmarks.Against;

/// <summary>Two commits cannot be compared; the message says why.</summary>
internal sealed class AgainstException(string message) : Exception(message);
