namespace TypedSender;

/// <summary>A user's stream failed in a way that no network does; the inner exception is what it threw.</summary>
/// <param name="operation">What it was doing, such as <c>reading</c>.</param>
/// <param name="inner">What it threw.</param>
internal sealed class StreamFaultException(string operation, Exception inner) : IOException(inner.Message, inner)
{
    public string Operation { get; } = operation;
}
