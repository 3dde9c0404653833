using System.Threading.Channels;

namespace TypedSender.Amqp.Tests.Transport;

/// <summary>One end of an in-memory connection: what one end writes, the other reads, in pieces of the test's choice.</summary>
internal sealed class MemoryDuplex : Stream
{
    private readonly Channel<byte[]> _incoming;
    private readonly Channel<byte[]> _outgoing;
    private readonly int _largestRead;
    private ReadOnlyMemory<byte> _rest;

    private MemoryDuplex(Channel<byte[]> incoming, Channel<byte[]> outgoing, int largestRead)
    {
        _incoming = incoming;
        _outgoing = outgoing;
        _largestRead = largestRead;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static (MemoryDuplex Client, MemoryDuplex Server) Connect(int largestRead = int.MaxValue)
    {
        Channel<byte[]> up = Channel.CreateUnbounded<byte[]>();
        Channel<byte[]> down = Channel.CreateUnbounded<byte[]>();
        return (new MemoryDuplex(down, up, largestRead), new MemoryDuplex(up, down, largestRead));
    }

    /// <summary>The other end reads the end of the stream; this one can still read.</summary>
    public void CloseWriting() => _outgoing.Writer.TryComplete();

    /// <summary>All that comes until the other end closes.</summary>
    public async Task<byte[]> ReadAllAsync()
    {
        using MemoryStream all = new();
        await CopyToAsync(all).WaitAsync(Bounded.Time);
        return all.ToArray();
    }

    public async Task<byte[]> ReadSomeAsync(int count)
    {
        byte[] bytes = new byte[count];
        await ReadExactlyAsync(bytes).AsTask().WaitAsync(Bounded.Time);
        return bytes;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_rest.IsEmpty)
        {
            if (!await _incoming.Reader.WaitToReadAsync(cancellationToken))
            {
                return 0;
            }

            _rest = _incoming.Reader.TryRead(out byte[]? bytes) ? bytes : default;
        }

        int count = Math.Min(Math.Min(buffer.Length, _rest.Length), _largestRead);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        => _outgoing.Writer.TryWrite(buffer.ToArray()) ? default : ValueTask.FromException(new IOException("the other end is closed"));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _incoming.Writer.TryComplete();
        _outgoing.Writer.TryComplete();
        base.Dispose(disposing);
    }
}
