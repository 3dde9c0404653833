namespace TypedSender.Testing.Serving;

/// <summary>The refusals to come, one after the other. Thread-safe.</summary>
internal sealed class Refusals
{
    private readonly Queue<AmqpError> _next = new();

    public void Add(int count, string condition, string? description)
    {
        ArgumentException.ThrowIfNullOrEmpty(condition);
        Add(count, new AmqpError { Condition = condition, Description = description });
    }

    public void Add(int count, AmqpError error)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(error);
        lock (_next)
        {
            for (int i = 0; i < count; i++)
            {
                _next.Enqueue(error);
            }
        }
    }

    /// <summary>The reason why this one is refused; null when it is not.</summary>
    public AmqpError? Take()
    {
        lock (_next)
        {
            return _next.TryDequeue(out AmqpError? error) ? error : null;
        }
    }
}
