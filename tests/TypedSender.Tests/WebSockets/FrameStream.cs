using System.Buffers.Binary;

namespace TypedSender.Tests.WebSockets;

/// <summary>What lies beneath a client's WebSocket: a server's bytes as a test writes them, a few at a time, and the client's frames, taken apart here by RFC 6455, 5.2.</summary>
internal sealed class FrameStream : Stream
{
    private readonly Queue<byte> _incoming = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly List<byte> _written = [];
    private readonly TaskCompletionSource _disposed = Bounded.Signal();
    private bool _hasEnded;

    /// <summary>How many bytes a read brings at the most.</summary>
    public int Portion { get; init; } = int.MaxValue;

    /// <summary>What a write waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public TaskCompletionSource Writing { get; } = Bounded.Signal();

    public Task Disposed => _disposed.Task;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A server's frame, which is not masked.</summary>
    public static byte[] Frame(int opcode, ReadOnlySpan<byte> payload, bool isLast = true) => [(byte)((isLast ? 0x80 : 0) | opcode), (byte)payload.Length, .. payload];

    public void Send(params byte[] bytes)
    {
        lock (_incoming)
        {
            foreach (byte each in bytes)
            {
                _incoming.Enqueue(each);
            }
        }

        _arrived.Release();
    }

    public void End()
    {
        lock (_incoming)
        {
            _hasEnded = true;
        }

        _arrived.Release();
    }

    /// <summary>The frames that the client has written, unmasked: opcode with the FIN bit, and payload.</summary>
    public List<(int First, byte[] Payload)> TakeFrames()
    {
        lock (_written)
        {
            List<(int, byte[])> frames = [];
            ReadOnlySpan<byte> bytes = [.. _written];
            while (!bytes.IsEmpty)
            {
                Assert.Equal(0x80, bytes[1] & 0x80);
                int length = bytes[1] & 0x7F;
                int start = length switch { 126 => 4, 127 => 10, _ => 2 };
                length = length switch { 126 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), 127 => (int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]), _ => length };
                byte[] payload = bytes.Slice(start + 4, length).ToArray();
                for (int index = 0; index < length; index++)
                {
                    payload[index] ^= bytes[start + (index % 4)];
                }

                frames.Add((bytes[0], payload));
                bytes = bytes[(start + 4 + length)..];
            }

            _written.Clear();
            return frames;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            lock (_incoming)
            {
                int count = Math.Min(Math.Min(buffer.Length, Portion), _incoming.Count);
                for (int index = 0; index < count; index++)
                {
                    buffer.Span[index] = _incoming.Dequeue();
                }

                if (count > 0 || _hasEnded || buffer.IsEmpty)
                {
                    return count;
                }
            }

            Task arrived = _arrived.WaitAsync(cancellationToken);
            await Task.WhenAny(arrived, Disposed);
            ObjectDisposedException.ThrowIf(Disposed.IsCompleted, this);
            await arrived;
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        byte[] bytes = buffer.ToArray();
        Writing.TrySetResult();
        await Task.WhenAny(Gate, Disposed);
        ObjectDisposedException.ThrowIf(Disposed.IsCompleted, this);
        lock (_written)
        {
            _written.AddRange(bytes);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _disposed.TrySetResult();
        base.Dispose(disposing);
    }
}
