using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>An item of a <see cref="CompletionQueue"/> that runs a caller's continuation. Intrusive, so that queueing allocates nothing.</summary>
internal interface ICompletion
{
    /// <summary>The next one in the queue or chain. Belongs to the queue or chain until <see cref="Complete"/> is called.</summary>
    ICompletion? NextCompletion { get; set; }

    /// <summary>Runs user code. No lock is held, and it may block or send.</summary>
    void Complete();
}

/// <summary>
/// Runs completions on the thread pool in their order of arrival. A completion that blocks holds back none of the others: before running
/// one, a drainer makes sure that another drainer comes for what is left. Thread-safe; allocates nothing.
/// </summary>
internal sealed class CompletionQueue : IThreadPoolWorkItem
{
    // Bounds how long one pool item runs, so that the pool can serve other work in between.
    private const int MaxPerItem = 256;

    private readonly Lock _gate = new();
    private ICompletion? _head;
    private ICompletion? _tail;

    // Whether the pool holds an item of ours that has not started yet. At most one does.
    private bool _isDrainerQueued;

    /// <summary>Adds one completion.</summary>
    public void Enqueue(ICompletion completion) => EnqueueChain(completion, completion);

    /// <summary>Adds a chain that is linked by <see cref="ICompletion.NextCompletion"/>, in its order.</summary>
    /// <param name="first">The first of the chain.</param>
    /// <param name="last">The last of the chain; its link is overwritten.</param>
    public void EnqueueChain(ICompletion first, ICompletion last)
    {
        last.NextCompletion = null;
        bool queueDrainer;
        lock (_gate)
        {
            if (_tail is null)
            {
                _head = first;
            }
            else
            {
                _tail.NextCompletion = first;
            }

            _tail = last;
            queueDrainer = !_isDrainerQueued;
            _isDrainerQueued = true;
        }

        if (queueDrainer)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>True while a completion waits for its turn. It may have changed by the time it is read.</summary>
    public bool HasWaiting => Volatile.Read(ref _head) is not null;

    /// <summary>Runs the waiting completions on this thread instead of the pool; false if there are none.</summary>
    public bool TryRunWaiting() => HasWaiting && Run(isPoolItem: false) > 0;

    void IThreadPoolWorkItem.Execute() => Run(isPoolItem: true);

    private int Run(bool isPoolItem)
    {
        ExecutionContext? context = ExecutionContext.Capture();
        DeferredWrites.Begin();
        int count = 0;
        for (; TryTake(isStart: isPoolItem && count == 0, isLast: count == MaxPerItem) is { } completion; count++)
        {
            // Most continuations send the next messages; they go out together once it returns.
            completion.Complete();
            DeferredWrites.Perform();

            // What user code left behind on this thread must not reach the next caller's continuation.
            if (context is not null)
            {
                ExecutionContext.Restore(context);
            }

            if (SynchronizationContext.Current is not null)
            {
                SynchronizationContext.SetSynchronizationContext(null);
            }
        }

        DeferredWrites.End();
        return count;
    }

    private ICompletion? TryTake(bool isStart, bool isLast)
    {
        ICompletion? taken = null;
        bool queueDrainer;
        lock (_gate)
        {
            if (isStart)
            {
                _isDrainerQueued = false;
            }

            if (!isLast && _head is not null)
            {
                taken = _head;
                _head = taken.NextCompletion;
                taken.NextCompletion = null;
                if (_head is null)
                {
                    _tail = null;
                }
            }

            queueDrainer = _head is not null && !_isDrainerQueued;
            if (queueDrainer)
            {
                _isDrainerQueued = true;
            }
        }

        if (queueDrainer)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return taken;
    }
}
