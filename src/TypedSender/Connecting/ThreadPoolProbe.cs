namespace TypedSender;

/// <summary>One item that the thread pool is given to see how long it takes to get to it. Thread-safe.</summary>
internal sealed class ThreadPoolProbe : IThreadPoolWorkItem
{
    /// <summary>The longest that the pool may take before it counts as short of threads, in milliseconds.</summary>
    public const int LateAfter = 100;

    private long _queued;
    private long _waited;
    private volatile bool _hasRun = true;

    /// <summary>True once the pool has run the item.</summary>
    public bool HasRun => _hasRun;

    /// <summary>The time that the pool has left the item waiting, in milliseconds; 0 once it has run.</summary>
    public long WaitingFor => _hasRun ? 0 : Environment.TickCount64 - Volatile.Read(ref _queued);

    /// <summary>The time that the pool has left the item waiting, or did until it ran it, in milliseconds.</summary>
    public long Waited => Math.Max(WaitingFor, Volatile.Read(ref _waited));

    public bool IsLate => WaitingFor >= LateAfter;

    /// <summary>Gives the pool the item, which must not be waiting.</summary>
    public void Queue()
    {
        Volatile.Write(ref _queued, Environment.TickCount64);
        _hasRun = false;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _waited, WaitingFor);
        _hasRun = true;
    }
}
