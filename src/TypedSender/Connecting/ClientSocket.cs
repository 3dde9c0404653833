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
