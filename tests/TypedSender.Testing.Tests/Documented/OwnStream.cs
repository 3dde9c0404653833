using System.Net;
using System.Net.Sockets;
using TypedSender;

namespace Shop;

/// <summary>Connects sockets of its own, which leave by a certain network interface.</summary>
public static class OwnStream
{
    /// <summary>Makes a client for one or several hosts, as <c>amqp://broker-1,broker-2:5673</c>.</summary>
    public static SendClient Connect(string url, IPAddress local) =>
        new(url, options => options.ConnectStream = (endpoint, cancellationToken) => ConnectAsync(endpoint, local, cancellationToken));

    private static async ValueTask<Stream> ConnectAsync(BrokerEndpoint endpoint, IPAddress local, CancellationToken cancellationToken)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(local, 0));
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
