using System.Runtime.CompilerServices;

namespace TypedSender.Amqp.Transport;

/// <summary>What goes out: who writes, when, and how much at once. A write costs as much as many messages, and wakes the peer.</summary>
internal sealed partial class AmqpTransport
{
    // So much is worth a write of its own whatever follows; more in one piece gains little.
    private const int EnoughToWrite = 128 * 1024;

    // How often the pool's writer looks whether more is appended before it writes what there is.
    private const int MaxLooks = 256;
    private const int MaxIdleLooks = 2;

    private AmqpBuffer? _spare = new(64 * 1024);
    private AmqpBuffer? _underway;
    private ValueTaskAwaiter _write;
    private bool _isWriting;

    // Set while the pool holds an item of ours for a write; the thread that clears it writes.
    private int _isQueued;

    // Whether a write has been requested since the last one was begun; without a request, it is left to the end of a continuation.
    private bool _isAsked;

    /// <summary>Call under the lock after appending; carry the answer out with <see cref="Perform"/> after leaving it.</summary>
    public WriteRequest RequestWrite(bool preferInline)
    {
        Gates.AssertHeld(_gate);
        _isAsked = true;
        if (_isWriting || _isStopped || !_engine.HasOutput)
        {
            return WriteRequest.None;
        }

        _isWriting = true;
        return preferInline ? WriteRequest.Inline : WriteRequest.Queued;
    }

    /// <summary>
    /// As <see cref="RequestWrite"/> for a caller that may append more: what a continuation appends is written at once when it returns (see <see cref="WritesToCome"/>), and
    /// what any other caller appends is left to the pool, so that more is written together.
    /// </summary>
    public WriteRequest RequestGatheredWrite()
    {
        Gates.AssertHeld(_gate);
        if (!WritesToCome.TryLeave(this))
        {
            return RequestWrite(preferInline: false);
        }

        if (_engine.OutputLength >= EnoughToWrite)
        {
            return RequestWrite(preferInline: true);
        }

        GuardWhatIsLeft();
        return WriteRequest.None;
    }

    public void Perform(WriteRequest request)
    {
        switch (request)
        {
            case WriteRequest.Inline:
                Write(isInline: true);
                break;
            case WriteRequest.Queued:
                QueueWrite();
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

    /// <summary>True while a write waits for a thread of the pool.</summary>
    public bool IsWriteQueued => Volatile.Read(ref _isQueued) != 0;

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

    private void QueueWrite()
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
            Abort(new InternalErrorException(exception));
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

            if (!TryTake())
            {
                return;
            }

            _write = Begin(isInline).GetAwaiter();
            if (!_write.IsCompleted)
            {
                _write.UnsafeOnCompleted(_onWritten);
                return;
            }

            if (!Finish())
            {
                return;
            }

            if (isInline)
            {
                // What gathered while the caller wrote its own is not the caller's work.
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

    /// <summary>Waits while others append, up to a write's worth: it gives its processor away to them, and to the peer if that is on the same machine.</summary>
    private void Gather()
    {
        int length = _engine.OutputLength;
        int idle = 0;
        for (int look = 0; look < MaxLooks && idle < MaxIdleLooks && length < EnoughToWrite; look++)
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
            if (TryRest())
            {
                return false;
            }

            _underway = _engine.TakeOutput(_spare!);
            _spare = null;
            _isAsked = false;
            _emptied?.TrySetResult();
            return true;
        }
    }

    private void EndInline()
    {
        lock (_gate)
        {
            if (TryRest())
            {
                return;
            }
        }

        QueueWrite();
    }

    /// <summary>Pumps queued deliveries into the output; returns true when idle, so that the next request begins a write. Under the lock.</summary>
    private bool TryRest()
    {
        Gates.AssertHeld(_gate);
        if (!_isStopped)
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
        if (_isEnding)
        {
            _flushed.TrySetResult();
        }

        return true;
    }

    private ValueTask Begin(bool isInline)
    {
        try
        {
            if (!isInline)
            {
                return _stream.WriteAsync(_underway!.WrittenMemory, CancellationToken.None);
            }

            // On a caller's thread; the write may go on after the call.
            using EmptyContext scope = EmptyContext.Enter();
            return _stream.WriteAsync(_underway!.WrittenMemory, CancellationToken.None);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException(exception);
        }
    }

    private bool Finish()
    {
        try
        {
            _write.GetResult();
        }
        catch (Exception exception)
        {
            // Still counted as writing, so that no other write begins before Abort has stopped everything.
            Abort(exception);
            return false;
        }

        _spare = _underway;
        _underway = null;
        return true;
    }
}
