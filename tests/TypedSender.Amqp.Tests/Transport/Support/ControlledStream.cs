using System.Threading.Channels;

namespace TypedSender.Amqp.Tests.Transport;

/// <summary>A stream whose reads the test feeds and whose writes it holds, lets go or breaks. Notes what happened in order.</summary>
internal sealed class ControlledStream : Stream
{
    private readonly Channel<byte[]> _incoming = Channel.CreateUnbounded<byte[]>();
    private readonly object _gate = new();
    private readonly List<string> _events = [];
    private readonly List<byte[]> _writes = [];
    private TaskCompletionSource _written = NewSource();
    private TaskCompletionSource? _held;
    private bool _isDisposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>True: each write stays under way until the test ends it.</summary>
    public bool HoldsWrites { get; set; }

    /// <summary>What the next writes fail with.</summary>
    public Exception? WriteFailure { get; set; }

    public int? WritingThread { get; private set; }

    public IReadOnlyList<string> Events
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    public IReadOnlyList<byte[]> Writes
    {
        get
        {
            lock (_gate)
            {
                return [.. _writes];
            }
        }
    }

    /// <summary>How many pieces that were fed have not been read yet.</summary>
    public int UnreadCount => _incoming.Reader.Count;

    public void Feed(byte[] bytes) => _incoming.Writer.TryWrite(bytes);

    public void EndReads(Exception? failure = null) => _incoming.Writer.TryComplete(failure);

    /// <summary>Ends the write that is under way.</summary>
    public void Release(Exception? failure = null)
    {
        TaskCompletionSource held;
        lock (_gate)
        {
            held = _held ?? throw new InvalidOperationException("no write is under way");
            _held = null;
        }

        if (failure is null)
        {
            held.SetResult();
        }
        else
        {
            held.SetException(failure);
        }
    }

    /// <summary>Waits until so many writes have been started.</summary>
    public async Task WaitForWritesAsync(int count)
    {
        while (true)
        {
            Task written;
            lock (_gate)
            {
                if (_writes.Count >= count)
                {
                    return;
                }

                written = _written.Task;
            }

            await written.WaitAsync(Bounded.Time);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!await _incoming.Reader.WaitToReadAsync(cancellationToken))
        {
            return 0;
        }

        byte[] bytes = await _incoming.Reader.ReadAsync(cancellationToken);
        bytes.CopyTo(buffer);
        return bytes.Length;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        TaskCompletionSource written;
        Task? held = null;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _writes.Add(buffer.ToArray());
            _events.Add($"write {_writes.Count}");
            WritingThread = Environment.CurrentManagedThreadId;
            written = _written;
            _written = NewSource();
            if (HoldsWrites)
            {
                Assert.Null(_held);
                _held = NewSource();
                held = _held.Task;
            }
        }

        written.SetResult();
        return WriteFailure is { } failure ? ValueTask.FromException(failure) : held is null ? default : new ValueTask(held);
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
        TaskCompletionSource? held;
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            _events.Add("disposed");
            held = _held;
            _held = null;
        }

        _incoming.Writer.TryComplete(new ObjectDisposedException(nameof(ControlledStream)));
        held?.SetException(new IOException("the socket is closed"));
        base.Dispose(disposing);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
