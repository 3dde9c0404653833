using System.Threading.Tasks.Sources;

namespace TypedSender;

/// <summary>
/// The outcome of one send, for its awaiter. Setting it returns true if a continuation is registered; the caller must then schedule it. One awaiter at a time, as with
/// every <see cref="ValueTask"/>; the outcome may be set on one thread while another begins to await it.
/// </summary>
internal struct SendCompletionSource
{
    // Stands in the place of the continuation once the outcome can be taken.
    private static readonly Action<object?> Finished = static _ => throw new InvalidOperationException("This is no continuation.");

    private SendOutcome _outcome;
    private Action<object?>? _continuation;
    private object? _state;
    private object? _scheduler;
    private ExecutionContext? _executionContext;
    private short _version;

    public readonly short Version => _version;

    /// <summary>What the awaiter wants back with its continuation.</summary>
    public readonly object? Awaiter => _state;

    /// <summary>Resets it for the next send. A token of an earlier version is refused.</summary>
    public void Reset()
    {
        _version++;
        _outcome = default;
        _continuation = null;
        _state = null;
        _scheduler = null;
        _executionContext = null;
    }

    public ValueTaskSourceStatus GetStatus(short token)
    {
        Check(token);
        return ReferenceEquals(Volatile.Read(ref _continuation), Finished) ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Pending;
    }

    public SendOutcome GetResult(short token)
    {
        if (GetStatus(token) == ValueTaskSourceStatus.Pending)
        {
            throw new InvalidOperationException("The send has not ended; await it.");
        }

        return _outcome;
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        Check(token);
        if ((flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0)
        {
            _executionContext = ExecutionContext.Capture();
        }

        if ((flags & ValueTaskSourceOnCompletedFlags.UseSchedulingContext) != 0)
        {
            _scheduler = CaptureScheduler();
        }

        _state = state;
        Action<object?>? present = Interlocked.CompareExchange(ref _continuation, continuation, null);
        if (ReferenceEquals(present, Finished))
        {
            // The outcome was set since the caller looked. As in Continue, nothing of the caller is kept.
            object? scheduler = _scheduler;
            bool flowsContext = _executionContext is not null;
            _state = null;
            _scheduler = null;
            _executionContext = null;
            Schedule(continuation, state, scheduler, flowsContext);
        }
        else if (present is not null)
        {
            throw new InvalidOperationException("The task of a send can be awaited once only; call AsTask() to await it more than once.");
        }
    }

    /// <summary>
    /// Sets the outcome, once. Unless the answer is true, the awaiter may have taken it, and the object that holds this may be in use for another send, when the call returns.
    /// </summary>
    /// <returns>True when a continuation waits: then <see cref="Continue"/> has to follow.</returns>
    public bool Set(SendOutcome outcome)
    {
        _outcome = outcome;
        return Interlocked.CompareExchange(ref _continuation, Finished, null) is not null;
    }

    /// <summary>Runs the continuation that waits. What it leaves behind in the thread's context is for the caller to clear away.</summary>
    public void Continue()
    {
        Action<object?> continuation = _continuation!;
        object? state = _state;
        object? scheduler = _scheduler;
        ExecutionContext? context = _executionContext;

        // A delivery may stay tracked as long as the connection is open: it must not keep the caller's continuation and state alive after the outcome was taken.
        _state = null;
        _scheduler = null;
        _executionContext = null;
        Volatile.Write(ref _continuation, Finished);
        if (context is not null)
        {
            ExecutionContext.Restore(context);
        }

        if (scheduler is null)
        {
            continuation(state);
        }
        else
        {
            Schedule(continuation, state, scheduler, context is not null);
        }
    }

    private static object? CaptureScheduler()
    {
        if (SynchronizationContext.Current is { } context && context.GetType() != typeof(SynchronizationContext))
        {
            return context;
        }

        return TaskScheduler.Current is { } scheduler && scheduler != TaskScheduler.Default ? scheduler : null;
    }

    private static void Schedule(Action<object?> continuation, object? state, object? scheduler, bool flowsContext)
    {
        switch (scheduler)
        {
            case SynchronizationContext context:
                context.Post(continuation.Invoke, state);
                break;
            case TaskScheduler tasks:
                _ = Task.Factory.StartNew(continuation, state, CancellationToken.None, TaskCreationOptions.DenyChildAttach, tasks);
                break;
            case null when flowsContext:
                ThreadPool.QueueUserWorkItem(continuation, state, preferLocal: true);
                break;
            default:
                ThreadPool.UnsafeQueueUserWorkItem(continuation, state, preferLocal: true);
                break;
        }
    }

    private readonly void Check(short token)
    {
        if (token != _version)
        {
            throw new InvalidOperationException("The task of this send has been awaited already; call AsTask() to await it more than once.");
        }
    }
}
