namespace TypedSender.Counts.Tests.Peer;

/// <summary>
/// A client's stream to a <see cref="ServingPeer"/> in the same process: counts writes, holds them where a test says so, and hands what the peer answers to the reader on the
/// thread that answers. Nothing happens on it at a moment of its own choice.
/// </summary>
internal sealed class CountingStream : Stream
{
    private readonly Queue<byte[]> _incoming = [];
    private readonly ServingPeer _peer;
    private TaskCompletionSource _holding = Bounded.Signal();
    private TaskCompletionSource? _held;
    private PendingRead? _read;
    private SpinLock _access = new(enableThreadOwnerTracking: false);
    private int _offset;
    private int _writes;
    private bool _isEnded;

    public CountingStream(ServingPeer peer)
    {
        _peer = peer;
        peer.Answering = Feed;
    }

    /// <summary>How many writes have been started.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Completes when a write has been started and held.</summary>
    public Task Holding => _holding.Task;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The next write stays under way until <see cref="Release"/>.</summary>
    public void HoldNextWrite()
    {
        _holding = Bounded.Signal();
        _held = new TaskCompletionSource();
    }

    /// <summary>Ends the write that is held; what follows it runs on this thread.</summary>
    public void Release()
    {
        TaskCompletionSource held = _held!;
        _held = null;
        held.SetResult();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        bool isTaken = false;
        try
        {
            _access.Enter(ref isTaken);
            if (_incoming.Count == 0 && !_isEnded)
            {
                _read = new PendingRead(buffer);
                return _read.Task;
            }

            return ValueTask.FromResult(Take(buffer));
        }
        finally
        {
            _access.Exit();
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _writes);
        Task? held = _held?.Task;
        if (held is null)
        {
            _peer.Take(buffer.Span);
            return default;
        }

        _holding.TrySetResult();
        return WriteLaterAsync(held, buffer);
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Feed(null);
        base.Dispose(disposing);
    }

    private async ValueTask WriteLaterAsync(Task held, ReadOnlyMemory<byte> buffer)
    {
        await held.ConfigureAwait(false);
        _peer.Take(buffer.Span);
    }

    /// <summary>Gives the reader what the peer has said; null when it says no more.</summary>
    private void Feed(byte[]? bytes)
    {
        bool isTaken = false;
        int count;
        PendingRead? read;
        try
        {
            _access.Enter(ref isTaken);
            if (bytes is null)
            {
                _isEnded = true;
            }
            else
            {
                _incoming.Enqueue(bytes);
            }

            read = _read;
            _read = null;
            count = read is null ? 0 : Take(read.Buffer);
        }
        finally
        {
            _access.Exit();
        }

        read?.Complete(count);
    }

    private int Take(Memory<byte> buffer)
    {
        if (!_incoming.TryPeek(out byte[]? next))
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, next.Length - _offset);
        next.AsSpan(_offset, count).CopyTo(buffer.Span);
        _offset += count;
        if (_offset == next.Length)
        {
            _incoming.Dequeue();
            _offset = 0;
        }

        return count;
    }
}
