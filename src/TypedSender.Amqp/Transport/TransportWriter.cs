using System.Diagnostics;
using TypedSender.Amqp.Engine;

namespace TypedSender.Amqp.Transport;

/// <summary>
/// The writing side of a transport: which thread writes, when, and how much at once. A write costs as much as many messages, and wakes the peer. One thread writes at a
/// time; the engine is only touched under the owner's lock, and no I/O happens under it.
/// </summary>
internal sealed class TransportWriter : IThreadPoolWorkItem
{
    // Bytes that justify a write at once; larger writes gain little.
    private const int WriteThreshold = 128 * 1024;

    // How often the pool's writer polls for more output before it writes.
    private const int MaxPolls = 256;
    private const int MaxIdlePolls = 2;

    private readonly AmqpTransport _transport;
    private readonly ConnectionEngine _engine;
    private readonly Lock _gate;
    private readonly Action _onAdvanced;
    private readonly StreamWrite _write;
    private readonly DeferredWriteTimer _deferred;
    private bool _isWriting;

    // Set while the pool holds an item of ours for a write; the thread that clears it writes.
    private int _isQueued;

    // Whether a write has been requested since the last one was begun; without a request, it is left to the end of a continuation.
    private bool _isAsked;

    // What the reading side waits for: that less stands behind the write under way. Null until it does.
    private TaskCompletionSource? _emptied;

    // What the end of the connection waits for, which the reading side and an idle time-out may bring about at once: that no write is under way. Null until one does.
    private TaskCompletionSource? _idle;

    public TransportWriter(AmqpTransport transport, Stream stream, ConnectionEngine engine, Lock gate, Action onAdvanced, TimeProvider timeProvider)
    {
        _transport = transport;
        _engine = engine;
        _gate = gate;
        _onAdvanced = onAdvanced;
        _write = new StreamWrite(stream, OnWritten);
        _deferred = new DeferredWriteTimer(this, gate, timeProvider);
    }

    /// <summary>True while a write waits for a thread of the pool.</summary>
    public bool IsQueued => Volatile.Read(ref _isQueued) != 0;

    /// <summary>True while the reading side waits for less to stand behind the write under way. Under the lock.</summary>
    public bool IsReadingSuspended => _emptied is { Task.IsCompleted: false };

    /// <summary>See <see cref="AmqpTransport.RequestWrite"/>.</summary>
    public WriteRequest RequestWrite(bool preferInline)
    {
        AdaptiveLock.AssertHeld(_gate);
        _isAsked = true;
        if (_isWriting || _transport.IsStopped || !_engine.HasOutput)
        {
            return WriteRequest.None;
        }

        _isWriting = true;
        return preferInline ? WriteRequest.Inline : WriteRequest.Queued;
    }

    /// <summary>See <see cref="AmqpTransport.RequestGatheredWrite"/>.</summary>
    public WriteRequest RequestGatheredWrite()
    {
        AdaptiveLock.AssertHeld(_gate);
        if (!DeferredWrites.TryLeave(this))
        {
            return RequestWrite(preferInline: false);
        }

        if (_engine.OutputLength >= WriteThreshold)
        {
            return RequestWrite(preferInline: true);
        }

        _deferred.OnDeferred();
        return WriteRequest.None;
    }

    /// <summary>Carries a request out. Without the lock.</summary>
    public void Perform(WriteRequest request)
    {
        switch (request)
        {
            case WriteRequest.Inline:
                Write(isInline: true);
                break;
            case WriteRequest.Queued:
                Queue();
                break;
        }
    }

    /// <summary>Writes on this thread what has been appended. Without the lock.</summary>
    public void Flush()
    {
        WriteRequest write;
        lock (_gate)
        {
            write = RequestWrite(preferInline: true);
        }

        Perform(write);
    }

    /// <summary>Writes on this thread what waits for a thread of the pool; false when nothing does. Without the lock.</summary>
    public bool TryWriteQueued()
    {
        if (Volatile.Read(ref _isQueued) == 0 || Interlocked.Exchange(ref _isQueued, 0) == 0)
        {
            return false;
        }

        Write(isInline: false);
        return true;
    }

    void IThreadPoolWorkItem.Execute() => TryWriteQueued();

    /// <summary>Waits while too much output is queued behind the write under way; a write or the end of the connection completes the wait.</summary>
    public Task WaitUntilEmptiedAsync()
    {
        lock (_gate)
        {
            if (_transport.IsStopped || !_isWriting || !_engine.IsOverfull)
            {
                return Task.CompletedTask;
            }

            _emptied = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _emptied.Task;
        }
    }

    /// <summary>Waits until no write is under way, or the transport has stopped.</summary>
    public Task WaitUntilIdleAsync()
    {
        lock (_gate)
        {
            if (!_isWriting || _transport.IsStopped)
            {
                return Task.CompletedTask;
            }

            if (_idle is null or { Task.IsCompleted: true })
            {
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return _idle.Task;
        }
    }

    /// <summary>Stops writing: no write is requested or waited for after this. Under the lock.</summary>
    public void Stop()
    {
        AdaptiveLock.AssertHeld(_gate);
        _emptied?.TrySetResult();
        _idle?.TrySetResult();
        _deferred.Stop();
    }

    private void Queue()
    {
        Volatile.Write(ref _isQueued, 1);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void Write(bool isInline)
    {
        try
        {
            WriteOut(isInline);
        }
        catch (Exception exception)
        {
            // The stream's failures are dealt with where it is written to.
            _transport.Abort(new InternalErrorException(exception));
        }
    }

    private void WriteOut(bool isInline)
    {
        while (true)
        {
            if (!isInline)
            {
                Gather();
            }

            if (!TryTake() || !_write.Begin(isOnCallersThread: isInline) || !Finish())
            {
                return;
            }

            if (isInline)
            {
                // Output of other senders that gathered during the caller's write is left to the pool.
                EndInline();
                return;
            }
        }
    }

    private void OnWritten()
    {
        if (Finish())
        {
            Write(isInline: false);
        }
    }

    /// <summary>Yields the processor while other threads append, until one write is full.</summary>
    private void Gather()
    {
        int length = _engine.OutputLength;
        int idle = 0;
        for (int look = 0; look < MaxPolls && idle < MaxIdlePolls && length < WriteThreshold; look++)
        {
            Thread.Yield();
            int grown = _engine.OutputLength;
            idle = grown == length ? idle + 1 : 0;
            length = grown;
        }
    }

    private bool TryTake()
    {
        lock (_gate)
        {
            if (TryStopWriting())
            {
                return false;
            }

            _write.Take(_engine.Output);
            _isAsked = false;
            _emptied?.TrySetResult();
            return true;
        }
    }

    private void EndInline()
    {
        lock (_gate)
        {
            if (TryStopWriting())
            {
                return;
            }
        }

        Queue();
    }

    /// <summary>Pumps queued deliveries into the output; returns true when idle, so that the next request begins a write. Under the lock.</summary>
    private bool TryStopWriting()
    {
        AdaptiveLock.AssertHeld(_gate);
        Debug.Assert(_isWriting, "Only the thread that writes asks whether it may stop.");
        if (!_transport.IsStopped)
        {
            long before = _engine.StreamOffset;
            _engine.OnWritten();
            _engine.Pump();
            _onAdvanced();
            if (_engine.HasOutput && (_isAsked || _engine.StreamOffset != before))
            {
                return false;
            }
        }

        _isWriting = false;
        _idle?.TrySetResult();
        return true;
    }

    private bool Finish()
    {
        try
        {
            _write.Finish();
            return true;
        }
        catch (Exception exception)
        {
            // Still counted as writing, so that no other write begins before Abort has stopped everything.
            _transport.Abort(exception);
            return false;
        }
    }
}
