namespace TypedSender.Shared;

/// <summary>A stream that a test fills: its reads are what a function returns. Its length is known if one is given.</summary>
internal sealed class SourceStream(Func<Memory<byte>, CancellationToken, ValueTask<int>> read, long? length = null) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => length is not null;

    public override bool CanWrite => false;

    public override long Length => length ?? throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    /// <summary>The number of reads that have begun.</summary>
    public int Reads { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>A stream of these bytes, without a known length, that gives <paramref name="chunk"/> of them in a read.</summary>
    public static SourceStream Of(ReadOnlyMemory<byte> bytes, int chunk = int.MaxValue) => new((room, _) =>
    {
        int count = Math.Min(Math.Min(room.Length, chunk), bytes.Length);
        bytes[..count].CopyTo(room);
        bytes = bytes[count..];
        return new(count);
    });

    /// <summary>A stream of these bytes, after which each read does something else.</summary>
    public static SourceStream Of(ReadOnlyMemory<byte> bytes, Func<CancellationToken, ValueTask<int>> atEnd) => new(async (room, cancellationToken) =>
    {
        if (bytes.IsEmpty)
        {
            return await atEnd(cancellationToken);
        }

        int count = Math.Min(room.Length, bytes.Length);
        bytes[..count].CopyTo(room);
        bytes = bytes[count..];
        return count;
    });

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Reads++;
        int count = await read(buffer, cancellationToken);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing) => IsDisposed = true;
}
