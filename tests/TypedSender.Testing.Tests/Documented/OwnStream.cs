using System.Net.Sockets;
using TypedSender;

namespace Shop;

/// <summary>Connects sockets of its own: these have TCP look now and then whether an idle broker is still there.</summary>
public static class OwnStream
{
    /// <summary>Makes a client for one or several hosts, as <c>amqp://broker-1,broker-2:5673</c>.</summary>
    public static SendClient Connect(string url) => new(url, options => options.ConnectStream = ConnectAsync);

    private static async ValueTask<Stream> ConnectAsync(BrokerEndpoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
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
