using TypedSender.Amqp.Engine;

namespace TypedSender.Amqp.Transport;

/// <summary>
/// Drives an engine over a stream: reads and splits frames into it, writes what it appends. One reader, one writer at a time; the engine is only touched under the
/// owner's lock, and no I/O happens under it.
/// </summary>
internal sealed class AmqpTransport
{
    // How long a peer that does not read keeps the connection from ending.
    private static readonly TimeSpan FinalFramesTimeout = TimeSpan.FromSeconds(2);

    private readonly Stream _stream;
    private readonly ConnectionEngine _engine;
    private readonly Lock _gate;
    private readonly Action<Exception?> _onStopped;
    private readonly TimeProvider _timeProvider;
    private readonly TransportWriter _writer;
    private readonly TransportReader _reader;

    /// <param name="stream">Has been through the handshake; disposed when the connection is over.</param>
    /// <param name="frames">What the handshake read from.</param>
    /// <param name="engine">The state of the connection.</param>
    /// <param name="gate">The owner's lock, which guards the engine.</param>
    /// <param name="onAdvanced">Called under the lock when frames have been taken in, or what waited has been appended: some deliveries may have been settled.</param>
    /// <param name="onStopped">Called once, without the lock, when the connection is over, with the failure that ended it: null after an orderly close.</param>
    /// <param name="timeProvider">The clock.</param>
    public AmqpTransport(
        Stream stream, FrameBuffer frames, ConnectionEngine engine, Lock gate, Action onAdvanced, Action<Exception?> onStopped, TimeProvider timeProvider)
    {
        _stream = stream;
        _engine = engine;
        _gate = gate;
        _onStopped = onStopped;
        _timeProvider = timeProvider;
        _writer = new TransportWriter(this, stream, engine, gate, onAdvanced, timeProvider);
        _reader = new TransportReader(this, stream, frames, engine, gate, onAdvanced, _writer);
    }

    /// <summary>The end of the last write that was started: a delivery beyond it has certainly not left (TLS hides partial progress).</summary>
    public long StartedOffset => _engine.Output.StartedOffset;

    /// <summary>The number of pre-settled deliveries before <see cref="StartedOffset"/>.</summary>
    public long StartedPresettled => _engine.Output.StartedPresettledCount;

    /// <summary>The failure that ends the connection; null if none. Under the lock.</summary>
    public Exception? Failure { get; internal set; }

    /// <summary>True while reading is suspended because the peer does not read the answers. Under the lock.</summary>
    public bool IsReadingSuspended => _writer.IsReadingSuspended;

    /// <summary>True while a write waits for a thread of the pool.</summary>
    public bool IsWriteQueued => _writer.IsQueued;

    /// <summary>True once the connection is over. Under the lock.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Begins to read, on the calling thread as far as reads complete at once.</summary>
    public void Start()
    {
        using EmptyExecutionContext scope = EmptyExecutionContext.Enter();
        _ = _reader.RunAsync();
    }

    /// <summary>Call under the lock after appending; carry the answer out with <see cref="Perform"/> after leaving it.</summary>
    public WriteRequest RequestWrite(bool preferInline) => _writer.RequestWrite(preferInline);

    /// <summary>
    /// As <see cref="RequestWrite"/> for a caller that may append more: what a continuation appends is written at once when it returns (see <see cref="DeferredWrites"/>), and
    /// what any other caller appends is left to the pool, so that more is written together.
    /// </summary>
    public WriteRequest RequestGatheredWrite() => _writer.RequestGatheredWrite();

    /// <summary>Carries a request out. Without the lock.</summary>
    public void Perform(WriteRequest request) => _writer.Perform(request);

    /// <summary>Writes on this thread what waits for a thread of the pool; false when nothing does. Without the lock.</summary>
    public bool TryWriteQueued() => _writer.TryWriteQueued();

    /// <summary>
    /// Drops the connection at once. The owner's stop callback has run when this returns, unless another thread is running it. A read or write that
    /// is still under way then changes nothing any more. Call it without the lock.
    /// </summary>
    public void Abort(Exception? failure = null)
    {
        lock (_gate)
        {
            Failure ??= failure;
        }

        Stop();
    }

    /// <summary>
    /// Drops the connection once what has been appended is written, or after two seconds: a close that says why would be lost if a write before it were only just ending.
    /// Request its write first, as after every append; call this without the lock.
    /// </summary>
    public void AbortAfterFinalFrames() => _ = AbortAfterFinalFramesAsync();

    /// <summary>Waits until what has been appended is written or the transport has stopped, two seconds at the most. Never fails.</summary>
    internal async Task WaitForFinalFramesAsync()
        => await _writer.WaitUntilIdleAsync().WaitAsync(FinalFramesTimeout, _timeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Records why the connection ends, unless that stands already or the connection is over.</summary>
    internal void NoteFailure(Exception exception)
    {
        lock (_gate)
        {
            Failure ??= IsStopped ? null : exception;
        }
    }

    /// <summary>Ends reading and writing, disposes the stream and calls the owner. Later calls do nothing.</summary>
    internal void Stop()
    {
        Exception? failure;
        lock (_gate)
        {
            if (IsStopped)
            {
                return;
            }

            IsStopped = true;
            _writer.Stop();
            failure = Failure;
        }

        DisposeStream();
        _onStopped(failure);
    }

    private async Task AbortAfterFinalFramesAsync()
    {
        await WaitForFinalFramesAsync().ConfigureAwait(false);
        Stop();
    }

    private void DisposeStream()
    {
        try
        {
            _stream.Dispose();
        }
        catch (Exception)
        {
            // The connection is over: a failure to dispose its stream changes nothing.
        }
    }
}
