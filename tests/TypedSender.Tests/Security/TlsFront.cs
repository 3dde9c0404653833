using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace TypedSender.Tests.Security;

/// <summary>Stands in front of a broker and does TLS as it is told, or what a peer does that knows no TLS worth the name.</summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Task> _served = [];
    private readonly Func<Socket, Task> _serve;
    private readonly Task _accepting;
    private int _accepted;

    private TlsFront(Func<Socket, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often somebody connected.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Takes TLS off and passes on to a broker that speaks without.</summary>
    /// <param name="brokerPort">Where that broker listens.</param>
    /// <param name="options">The server's side of TLS.</param>
    /// <param name="onSecured">Is told of each handshake that succeeded.</param>
    public static TlsFront Secure(int brokerPort, SslServerAuthenticationOptions options, Action<SslStream>? onSecured = null) => new(async socket =>
    {
        await using SslStream secured = new(new NetworkStream(socket, ownsSocket: true));
        await secured.AuthenticateAsServerAsync(options);
        onSecured?.Invoke(secured);
        await using NetworkStream broker = await ConnectAsync(brokerPort);
        await Task.WhenAny(CopyAsync(secured, broker), CopyAsync(broker, secured));
    });

    /// <summary>Passes bytes on as they are, and stays open towards the client when the server behind has gone: what that said last arrives whatever happens to its socket.</summary>
    public static TlsFront PassOn(int serverPort) => new(async socket =>
    {
        await using NetworkStream client = new(socket, ownsSocket: true);
        await using NetworkStream server = await ConnectAsync(serverPort);
        Task answering = CopyAsync(server, client);
        byte[] bytes = new byte[4096];
        while (await client.ReadAsync(bytes) is > 0 and int count)
        {
            try
            {
                await server.WriteAsync(bytes.AsMemory(0, count));
            }
            catch (IOException)
            {
                // It has gone.
            }
        }

        await answering;
    });

    /// <summary>Answers whatever comes first with these bytes; then hangs up, or waits until the client does.</summary>
    public static TlsFront Answer(byte[] bytes, bool hangUp) => new(async socket =>
    {
        await using NetworkStream client = new(socket, ownsSocket: true);
        byte[] read = new byte[4096];
        if (await client.ReadAsync(read) == 0)
        {
            return;
        }

        await client.WriteAsync(bytes);
        while (!hangUp && await client.ReadAsync(read) > 0)
        {
        }
    });

    public static SslServerAuthenticationOptions Options(X509Certificate2 certificate, SslProtocols protocols = SslProtocols.Tls12 | SslProtocols.Tls13) =>
        new() { ServerCertificate = certificate, EnabledSslProtocols = protocols };

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting.Within();
        await Task.WhenAll(_served).Within();
    }

    private static async Task CopyAsync(Stream from, Stream to)
    {
        try
        {
            await from.CopyToAsync(to);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // One of the two has gone.
        }
    }

    private static async Task<NetworkStream> ConnectAsync(int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync();
                Interlocked.Increment(ref _accepted);
                _served.Add(ServeAsync(socket));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await _serve(socket);
        }
        catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException or ObjectDisposedException or InvalidOperationException)
        {
            // The other side of a refused handshake sees it fail too.
        }
    }
}
