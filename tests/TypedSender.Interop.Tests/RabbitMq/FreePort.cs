using System.Net;
using System.Net.Sockets;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>
/// Ports of loopback that nothing listens on. They lie below those that systems give to outgoing connections, so that no connection takes one while its broker
/// is down: not even that of a client to itself.
/// </summary>
internal static class FreePort
{
    private const int First = 15_000;
    private const int End = 32_000;

    /// <summary>Several at once, so that none is given twice.</summary>
    public static int[] Find(int count)
    {
        List<Socket> sockets = new(count);
        try
        {
            while (sockets.Count < count)
            {
                if (TryBind(Random.Shared.Next(First, End)) is { } socket)
                {
                    sockets.Add(socket);
                }
            }

            return [.. sockets.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Port)];
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    private static Socket? TryBind(int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
