using TypedSender.Amqp.Engine;

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
    private readonly Action _onAdvanced;
    private readonly Action<Exception?> _onStopped;
    private readonly TimeProvider _timeProvider;
    private readonly TaskCompletionSource _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action _onWritten;
    private TaskCompletionSource? _emptied;
    private bool _isOverfull;
    private bool _isStopped;
    private bool _isOver;
    private bool _isEnding;
    private Exception? _failure;

    /// <param name="stream">Has been through the handshake; disposed when the connection is over.</param>
    /// <param name="frames">What the handshake read from.</param>
    /// <param name="engine">The state of the connection.</param>
    /// <param name="gate">The owner's lock, which guards the engine.</param>
    /// <param name="onAdvanced">Called under the lock when frames have been taken in, or what waited has been appended: some deliveries may have been settled.</param>
    /// <param name="onStopped">Called once, without the lock, when the connection is over, with the failure that ended it: null after an orderly close.</param>
    /// <param name="timeProvider">The clock.</param>
    public AmqpTransport(
        Stream stream, FrameBuffer frames, ConnectionEngine engine, Gate gate, Action onAdvanced, Action<Exception?> onStopped, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _stream = stream;
        _frames = frames;
        _engine = engine;
        _gate = gate;
        _onAdvanced = onAdvanced;
        _onStopped = onStopped;
        _onWritten = OnWritten;
        _guard = EmptyContext.CreateTimer(timeProvider, static transport => ((AmqpTransport)transport!).OnGuardTick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The end of the last write that was started: a delivery beyond it has certainly not left (TLS hides partial progress).</summary>
    public long StartedOffset => _engine.Output.StartedOffset;

    /// <summary>How many of the pre-settled deliveries lie before <see cref="StartedOffset"/>.</summary>
    public long StartedPresettled => _engine.Output.StartedPresettledCount;

    /// <summary>Why the connection is over or about to be, once something failed. Under the lock.</summary>
    public Exception? Failure => _failure;

    /// <summary>True while nothing is read, because the peer does not read what it is answered. Under the lock.</summary>
    public bool IsHeldUp => _emptied is { Task.IsCompleted: false };

    /// <summary>Begins to read, on the calling thread as far as reads complete at once.</summary>
    public void Start()
    {
        using EmptyContext scope = EmptyContext.Enter();
        _ = ReadAsync();
    }

    /// <summary>
    /// Drops the connection at once. The owner's stop callback has run when this returns, unless another thread is running it. A read or write that
    /// is still under way then changes nothing any more. Call it without the lock.
    /// </summary>
    public void Abort(Exception? failure = null)
    {
        lock (_gate)
        {
            _failure ??= failure;
        }

        Stop();
    }
}
