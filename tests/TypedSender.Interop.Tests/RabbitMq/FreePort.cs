using System.Net;
using System.Net.Sockets;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>Ports of loopback that nothing listens on.</summary>
internal static class FreePort
{
    /// <summary>Several at once, so that none is given twice.</summary>
    public static int[] Find(int count)
    {
        Socket[] sockets = new Socket[count];
        try
        {
            for (int i = 0; i < count; i++)
            {
                sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                sockets[i].Bind(new IPEndPoint(IPAddress.Loopback, 0));
            }

            return [.. sockets.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Port)];
        }
        finally
        {
            foreach (Socket? socket in sockets)
            {
                socket?.Dispose();
            }
        }
    }
}
