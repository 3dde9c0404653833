using System.Net;
using System.Net.Sockets;

namespace TypedSender;

/// <summary>
/// A connected socket. With a probe, its reads block the thread that asks through the handshake, and after it for as long as the probe has not run, so that a connection
/// is made and served while the thread pool, which the system's asynchronous reads need, has no thread to spare.
/// </summary>
/// <param name="socket">The socket, which the stream owns.</param>
/// <param name="idleTimeout">The client's.</param>
/// <param name="probe">Tells whether the pool has threads.</param>
/// <param name="onWaiting">Called now and then while a read blocks; it may dispose the stream.</param>
internal sealed class ClientStream(Socket socket, TimeSpan idleTimeout, ThreadPoolProbe? probe, Action? onWaiting) : NetworkStream(socket, ownsSocket: true), IConnectedStream
{
    /// <summary>How long a thread waits at a time before it looks at the open time-out.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private const int TcpLevel = 6;

    /// <summary>TCP_USER_TIMEOUT of Linux, in milliseconds (RFC 5482).</summary>
    private const int TcpUserTimeout = 18;

    private FirstBytes _first;
    private bool _isOpening = true;
    private bool _isBlocking = probe is not null;

    /// <summary>The address that is connected.</summary>
    public IPEndPoint? PeerAddress { get; } = socket.RemoteEndPoint switch
    {
        IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped => new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port),
        var other => other as IPEndPoint,
    };

    ReadOnlySpan<byte> IConnectedStream.FirstBytes => _first.Span;

    Task IConnectedStream.Closed => Task.CompletedTask;

    /// <summary>The handshake is over.</summary>
    public void EndOpening() => _isOpening = false;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            _isBlocking = _isBlocking && WaitUntilReadable();
            if (!_isBlocking)
            {
                return _isOpening ? ReadNotedAsync(buffer, cancellationToken) : base.ReadAsync(buffer, cancellationToken);
            }

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
    /// Blocks until a read returns at once; false when the pool can wait instead. A blocking read would not do: as writes are asynchronous, it would wait for an event of
    /// the runtime's socket engine, and an event that comes just before the read begins to wait is passed on by the pool.
    /// </summary>
    private bool WaitUntilReadable()
    {
        while (_isOpening || !probe!.HasRun)
        {
            if (Socket.Poll(PollInterval, SelectMode.SelectRead))
            {
                return true;
            }

            onWaiting?.Invoke();
        }

        return false;
    }

    /// <summary>
    /// Linux repeats for a quarter of an hour what is never acknowledged, even after the socket has been closed: what has long been reported as Indeterminate could still arrive
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
