namespace TypedSender.Amqp.Transport;

/// <summary>
/// A scope without the caller's <see cref="ExecutionContext"/>. What is started in it (timers, loops, writes that end later) outlives the call, and must not keep the
/// values of the caller's <see cref="AsyncLocal{T}"/> alive, nor show them to streams and clocks of others. Allocates nothing.
/// </summary>
internal readonly ref struct EmptyExecutionContext
{
    private static readonly ExecutionContext Empty = CaptureEmpty();

    private readonly ExecutionContext? _caller;

    private EmptyExecutionContext(ExecutionContext? caller) => _caller = caller;

    /// <summary>Leaves the caller's context until <see cref="Dispose"/>, on the same thread.</summary>
    public static EmptyExecutionContext Enter()
    {
        // Null when the flow is suppressed: then nothing captures it.
        ExecutionContext? caller = ExecutionContext.Capture();
        if (caller is null || caller == Empty)
        {
            return default;
        }

        ExecutionContext.Restore(Empty);
        return new EmptyExecutionContext(caller);
    }

    public void Dispose()
    {
        if (_caller is not null)
        {
            ExecutionContext.Restore(_caller);
        }
    }

    /// <summary>Creates a timer that does not keep the caller's context.</summary>
    public static ITimer CreateTimer(TimeProvider timeProvider, TimerCallback callback, object state, TimeSpan dueTime, TimeSpan period)
    {
        using EmptyExecutionContext scope = Enter();
        return timeProvider.CreateTimer(callback, state, dueTime, period);
    }

    /// <summary>The framework does not hand out its empty context; a thread that was started without a context has it.</summary>
    private static ExecutionContext CaptureEmpty()
    {
        ExecutionContext? empty = null;
        Thread thread = new(() => empty = ExecutionContext.Capture()) { IsBackground = true };
        thread.UnsafeStart();
        thread.Join();
        return empty!;
    }
}
