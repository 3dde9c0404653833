namespace TypedSender.ScriptedFaults.Tests.Deaths;

/// <summary>A stream that knows what its reader has read, and what it has done with it: who reads again has taken in what came before.</summary>
internal sealed class WatchedStream(Stream inner) : Stream
{
    private readonly EventLog<long> _takenIn = new();
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>How many bytes have been read.</summary>
    public long ReadCount => Interlocked.Read(ref _read);

    /// <summary>Ends when so many bytes have been read and taken in.</summary>
    public Task WaitForTakenInAsync(long count) => _takenIn.WaitForAsync(counts => counts.Count > 0 && counts[^1] >= count);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _takenIn.Add(ReadCount);
        int count = await inner.ReadAsync(buffer, cancellationToken);
        Interlocked.Add(ref _read, count);
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
