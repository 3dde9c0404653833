using System.Net.Sockets;

namespace TypedSender;

/// <summary>The socket of a client, set up so that a peer that has vanished is noticed.</summary>
internal static class ClientSocket
{
    /// <summary>Makes a socket that is not connected yet.</summary>
    public static Socket Create()
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        return socket;
    }
}

/// <summary>
/// A connected socket. It can read on the thread that asks, blocking it, so that a connection is made and served while the thread pool, which the system's asynchronous
/// reads need, has no thread to spare.
/// </summary>
internal sealed class ClientStream(Socket socket, TimeSpan idleTimeout) : NetworkStream(socket, ownsSocket: true), IConnectedStream
{
    private const int TcpLevel = 6;

    /// <summary>TCP_USER_TIMEOUT of Linux, in milliseconds (RFC 5482).</summary>
    private const int TcpUserTimeout = 18;

    private FirstBytes _first;
    private bool _isOpening = true;
    private bool _isBlocking;
    private PoolProbe? _probe;

    ReadOnlySpan<byte> IConnectedStream.FirstBytes => _first.Span;

    Task IConnectedStream.Closed => Task.CompletedTask;

    /// <summary>From here on reads block the thread that asks: through the handshake, and after it for as long as <paramref name="probe"/> has not run.</summary>
    public void BlockUntil(PoolProbe probe) => (_isBlocking, _probe) = (true, probe);

    /// <summary>The handshake is over.</summary>
    public void EndOpening() => _isOpening = false;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_isBlocking)
        {
            return _isOpening ? ReadNotedAsync(buffer, cancellationToken) : base.ReadAsync(buffer, cancellationToken);
        }

        if (!_isOpening && _probe!.HasRun)
        {
            _isBlocking = false;
            return base.ReadAsync(buffer, cancellationToken);
        }

        try
        {
            int count = Read(buffer.Span);
            _first.Note(buffer.Span[..count]);
            return new ValueTask<int>(count);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<int>(exception);
        }
    }

    /// <summary>
    /// Linux repeats for a quarter of an hour what is never acknowledged, even after the socket has been closed: what has long been told as in doubt could still arrive
    /// then. Not before: a peer that takes nothing for a while and says that it lives, as brokers short of memory do, keeps its connection.
    /// </summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && OperatingSystem.IsLinux() && idleTimeout != Timeout.InfiniteTimeSpan)
        {
            LimitRepeating();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadNotedAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int count = await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _first.Note(buffer.Span[..count]);
        return count;
    }

    private void LimitRepeating()
    {
        try
        {
            Socket.SetRawSocketOption(TcpLevel, TcpUserTimeout, BitConverter.GetBytes((int)Math.Clamp(idleTimeout.TotalMilliseconds, 1, int.MaxValue)));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }
    }
}
