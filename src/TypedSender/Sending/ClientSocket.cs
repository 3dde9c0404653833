using System.Net.Sockets;

namespace TypedSender;

/// <summary>The socket of a client, set up so that a peer that has vanished is noticed.</summary>
internal static class ClientSocket
{
    private const int TcpLevel = 6;

    /// <summary>TCP_USER_TIMEOUT of Linux, in milliseconds (RFC 5482).</summary>
    private const int TcpUserTimeout = 18;

    /// <summary>Connects; disposing the stream closes its socket.</summary>
    /// <exception cref="SocketException">It did not work.</exception>
    public static async Task<Stream> ConnectAsync(string host, int port, TimeSpan idleTimeout, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
            return new ClientStream(socket, idleTimeout);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Linux repeats for a quarter of an hour what is never acknowledged, even after the socket has been closed: what has long been told as in doubt could still arrive
    /// then. Not before: a peer that takes nothing for a while and says that it lives, as brokers short of memory do, keeps its connection.
    /// </summary>
    private sealed class ClientStream(Socket socket, TimeSpan idleTimeout) : NetworkStream(socket, ownsSocket: true)
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing && OperatingSystem.IsLinux() && idleTimeout != Timeout.InfiniteTimeSpan)
            {
                LimitRepeating();
            }

            base.Dispose(disposing);
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
}
