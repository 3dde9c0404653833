using System.Net;
using System.Net.Sockets;

namespace TypedSender.Shared;

/// <summary>A socket whose writes a test holds, and then breaks or lets go: what has been started, and what has not, is then certain.</summary>
internal sealed class HoldableStream : Stream
{
    private readonly object _gate = new();
    private readonly NetworkStream _inner;
    private readonly TaskCompletionSource _holding = Bounded.Signal();
    private readonly TaskCompletionSource _end = Bounded.Signal();
    private bool _holdsWrites;

    private HoldableStream(Socket socket) => _inner = new NetworkStream(socket, ownsSocket: true);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Completes when a write has been started and held.</summary>
    public Task Holding => _holding.Task;

    public static async ValueTask<HoldableStream> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        return new HoldableStream(socket);
    }

    /// <summary>From now on, not one byte leaves.</summary>
    public void HoldWrites()
    {
        lock (_gate)
        {
            _holdsWrites = true;
        }
    }

    /// <summary>The write that is held fails, as if the network had.</summary>
    public void BreakWrites() => _end.TrySetException(new IOException("the network is down"));

    /// <summary>The write that is held goes on, and so do those that follow.</summary>
    public void ReleaseWrites()
    {
        lock (_gate)
        {
            _holdsWrites = false;
        }

        _end.TrySetResult();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _inner.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!_holdsWrites)
            {
                return _inner.WriteAsync(buffer, cancellationToken);
            }
        }

        _holding.TrySetResult();
        return WriteLaterAsync(buffer, cancellationToken);
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
        _inner.Dispose();
        _end.TrySetException(new ObjectDisposedException(nameof(HoldableStream)));
        _ = _end.Task.Exception;
        base.Dispose(disposing);
    }

    private async ValueTask WriteLaterAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await _end.Task;
        await _inner.WriteAsync(buffer, cancellationToken);
    }
}
