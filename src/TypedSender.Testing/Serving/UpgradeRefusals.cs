namespace TypedSender.Testing.Serving;

/// <summary>The HTTP statuses by which the next WebSockets are refused, one after the other. Thread-safe.</summary>
internal sealed class UpgradeRefusals
{
    private readonly Queue<int> _next = new();

    public void Add(int count, int statusCode)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        lock (_next)
        {
            for (int i = 0; i < count; i++)
            {
                _next.Enqueue(statusCode);
            }
        }
    }

    /// <summary>The status that refuses this one; null when it is not refused.</summary>
    public int? Take()
    {
        lock (_next)
        {
            return _next.TryDequeue(out int status) ? status : null;
        }
    }
}
