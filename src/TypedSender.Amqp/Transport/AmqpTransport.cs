using System.Runtime.CompilerServices;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Transport;

/// <summary>
/// Drives an engine over a stream: reads and splits frames into it, writes what it appends. One reader, one writer at a time; the engine is only touched under the
/// owner's lock, and no I/O happens under it.
/// </summary>
internal sealed partial class AmqpTransport : IThreadPoolWorkItem
{
    private static readonly TimeSpan LastWordsTimeout = TimeSpan.FromSeconds(2);

    private readonly Stream _stream;
    private readonly FrameBuffer _frames;
    private readonly ConnectionEngine _engine;
    private readonly Gate _gate;
    private readonly ITransportHandler _handler;
    private readonly TimeProvider _timeProvider;
    private readonly TaskCompletionSource _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action _onWritten;
    private TaskCompletionSource? _emptied;
    private bool _isOverfull;
    private AmqpBuffer? _spare = new(64 * 1024);
    private AmqpBuffer? _underway;
    private ValueTaskAwaiter _write;
    private bool _isWriting;
    private bool _isStopped;
    private bool _isEnding;
    private Exception? _failure;

    public AmqpTransport(Stream stream, FrameBuffer frames, ConnectionEngine engine, Gate gate, ITransportHandler handler, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _stream = stream;
        _frames = frames;
        _engine = engine;
        _gate = gate;
        _handler = handler;
        _onWritten = OnWritten;
    }

    /// <summary>The end of the last write that was started: a delivery beyond it has certainly not left (TLS hides partial progress).</summary>
    public long StartedOffset { get; private set; }

    /// <summary>How many of the pre-settled deliveries lie before <see cref="StartedOffset"/>.</summary>
    public long StartedPresettled { get; private set; }

    /// <summary>Why the connection is over or about to be, once something failed. Under the lock.</summary>
    public Exception? Failure => _failure;

    /// <summary>True while nothing is read, because the peer does not read what it is answered. Under the lock.</summary>
    public bool IsHeldUp => _emptied is { Task.IsCompleted: false };

    public void Start() => _ = ReadAsync();

    /// <summary>Call under the lock after appending; carry the answer out with <see cref="Perform"/> after leaving it.</summary>
    public WriteRequest RequestWrite(bool preferInline)
    {
        if (_isWriting || _isStopped || !_engine.HasOutput)
        {
            return WriteRequest.None;
        }

        _isWriting = true;
        return preferInline ? WriteRequest.Inline : WriteRequest.Queued;
    }

    public void Perform(WriteRequest request)
    {
        switch (request)
        {
            case WriteRequest.Inline:
                Write(isInline: true);
                break;
            case WriteRequest.Queued:
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                break;
        }
    }

    void IThreadPoolWorkItem.Execute() => Write(isInline: false);

    /// <summary>Drops the connection at once. <see cref="ITransportHandler.OnStopped"/> follows from the read loop.</summary>
    public void Abort(Exception? failure = null)
    {
        lock (_gate)
        {
            _failure ??= failure;
            _isStopped = true;
            _emptied?.TrySetResult();
        }

        _flushed.TrySetResult();
        _stream.Dispose();
    }

    private void Write(bool isInline)
    {
        while (TryTake())
        {
            _write = Begin().GetAwaiter();
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
            _emptied?.TrySetResult();
            if (!_engine.IsOutputDropped)
            {
                StartedOffset = _engine.StreamOffset;
                StartedPresettled = _engine.PresettledCount;
            }

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

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Fills the room there is; true when nothing is left to write, and the next request begins anew. Under the lock.</summary>
    private bool TryRest()
    {
        if (!_isStopped)
        {
            _engine.Pump();
            _handler.OnAdvanced();
            if (_engine.HasOutput)
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

    private ValueTask Begin()
    {
        try
        {
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
            // Still counted as writing: nobody begins another write before Abort has stopped them all.
            Abort(exception);
            return false;
        }

        _spare = _underway;
        _underway = null;
        return true;
    }
}
