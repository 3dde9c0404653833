using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TypedSender.Tests.WebSockets;

/// <summary>An HTTP proxy on loopback that knows CONNECT alone, and, as options of a client, the way to it. It may ask for a user, refuse, or say nothing.</summary>
internal sealed class TestProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Task> _served = [];
    private readonly Task _accepting;

    public TestProxy()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>What the header Proxy-Authorization has to say; null for nothing.</summary>
    public string? Authorization { get; init; }

    /// <summary>What is answered to each request instead of connecting; null connects.</summary>
    public string? Answer { get; init; }

    /// <summary>Whether a client that is asked for its user may answer on the same connection.</summary>
    public bool KeepsConnections { get; init; }

    /// <summary>Whether requests are read and never answered.</summary>
    public bool IsMute { get; init; }

    /// <summary>The first lines of the requests that came.</summary>
    public EventLog<string> Requests { get; } = new();

    public static string Basic(string user, string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting.Within();
        await Task.WhenAll(_served).Within();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync();
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
            await using NetworkStream client = new(socket, ownsSocket: true);
            string[] head = await ReadHeadAsync(client);
            Requests.Add(head[0]);
            if (IsMute)
            {
                await client.CopyToAsync(Stream.Null);
                return;
            }

            bool isKnown = Authorization is null || head.Contains($"Proxy-Authorization: {Authorization}");
            if (!isKnown && KeepsConnections)
            {
                await client.WriteAsync("HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
                head = await ReadHeadAsync(client);
                Requests.Add(head[0]);
                isKnown = head.Contains($"Proxy-Authorization: {Authorization}");
            }

            if (!isKnown || Answer is not null)
            {
                string answer = !isKnown ? "HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" : Answer!;
                await client.WriteAsync(Encoding.ASCII.GetBytes(answer));
                return;
            }

            using Socket target = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await target.ConnectAsync(IPAddress.Loopback, int.Parse(head[0].Split(' ')[1].Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture));
            await client.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray());
            await using NetworkStream server = new(target);
            await Task.WhenAll(CopyAsync(client, server, socket, target), CopyAsync(server, client, socket, target));
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // One of the two has gone.
        }
    }

    /// <summary>Copies until one of the two has gone, and takes the other along: both copies are awaited.</summary>
    private static async Task CopyAsync(NetworkStream from, NetworkStream to, params Socket[] both)
    {
        try
        {
            await from.CopyToAsync(to);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // One of the two has gone.
        }

        Array.ForEach(both, static socket => socket.Dispose());
    }

    private static async Task<string[]> ReadHeadAsync(NetworkStream client)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await client.ReadAsync(one) == 0)
            {
                throw new IOException("The client has gone.");
            }

            head.Append((char)one[0]);
        }

        return head.ToString().Split("\r\n");
    }
}
