using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// A stream that a user has made (<see cref="SendClientOptions.ConnectStream"/>), so that its faults stay its own: reads and writes never throw at the call, end at the
/// latest when the stream is given up, and return no more than they were asked for; what is no network error is told as the stream's (<see cref="StreamFaultException"/>).
/// Giving up never throws and never blocks. One reader and one writer at a time.
/// </summary>
internal sealed class GuardedStream : Stream, IConnectedStream
{
    /// <summary>The time that the disposal of the user's stream is waited for.</summary>
    public static readonly TimeSpan DisposalTimeout = TimeSpan.FromSeconds(1);

    private readonly Stream _inner;
    private readonly Action<Exception>? _onDisposeFailed;
    private readonly GuardedRead _read;
    private readonly GuardedWrite _write;
    private readonly GuardedWrite _flush;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isAbandoned;

    /// <param name="inner">The user's stream.</param>
    /// <param name="onDisposeFailed">Told, on the thread pool, what the stream threw when it was disposed.</param>
    public GuardedStream(Stream inner, Action<Exception>? onDisposeFailed)
    {
        _inner = inner;
        _onDisposeFailed = onDisposeFailed;
        (_read, _write, _flush) = (new(inner), new(inner), new(inner));
    }

    /// <summary>Ends when the user's stream has been disposed, or <see cref="DisposalTimeout"/> after it was to be. Never fails.</summary>
    public Task Closed => _closed.Task;

    ReadOnlySpan<byte> IConnectedStream.FirstBytes => _read.First;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _read.RunAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _write.RunAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => _flush.FlushAsync(cancellationToken).AsTask();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _isAbandoned, 1) == 0)
        {
            _read.Abandon();
            _write.Abandon();
            _flush.Abandon();
            ITimer bound = EmptyExecutionContext.CreateTimer(
                TimeProvider.System, static closed => ((TaskCompletionSource)closed!).TrySetResult(), _closed, DisposalTimeout, Timeout.InfiniteTimeSpan);
            ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Stream.DisposeInnerAsync(work.Bound), (Stream: this, Bound: bound), preferLocal: false);
        }

        base.Dispose(disposing);
    }

    private async Task DisposeInnerAsync(ITimer bound)
    {
        try
        {
            await _inner.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _onDisposeFailed?.Invoke(exception);
        }

        _closed.TrySetResult();
        bound.Dispose();
    }
}
