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
            LimitRepeating(socket, idleTimeout);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Linux repeats what is never acknowledged for a quarter of an hour, even after the socket has been closed: what has long been told as in doubt could still arrive
    /// then. Connecting has a time-out of its own, so this begins after it.
    /// </summary>
    private static void LimitRepeating(Socket socket, TimeSpan idleTimeout)
    {
        if (OperatingSystem.IsLinux() && idleTimeout != Timeout.InfiniteTimeSpan)
        {
            socket.SetRawSocketOption(TcpLevel, TcpUserTimeout, BitConverter.GetBytes((int)Math.Clamp(idleTimeout.TotalMilliseconds, 1, int.MaxValue)));
        }
    }
}
