using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using TypedSender.Testing;

namespace TypedSender.Tests.WebSockets;

/// <summary>Clients that send over WebSockets to the in-process broker, with and without TLS.</summary>
public sealed class WebSocketClientTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly ManualTimeProvider _time = new();

    public static TheoryData<bool> WithAndWithoutTls => new(false, true);

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [MemberData(nameof(WithAndWithoutTls))]
    public async Task Messages_of_any_size_arrive_in_order(bool useTls)
    {
        await using InProcessBroker broker = await StartAsync(useTls);
        BrokerQueue queue = broker.CreateQueue("notes");
        await using SendClient client = new(broker.WebSocketUrl, Trust);
        INoteSender notes = client.GetSender<INoteSender>();

        foreach (int size in (int[])[1, 100_000, 3_000_000, 5])
        {
            byte[] bytes = new byte[size];
            Random.Shared.NextBytes(bytes);
            Assert.Equal(SendOutcome.Accepted, await notes.TellBlobAsync(new Blob(bytes)).Within());
            Assert.True(queue.Messages[^1].Bytes.Span.EndsWith(bytes), $"the {size} bytes are others");
        }

        Note[] many = [.. Enumerable.Range(0, 2000).Select(number => new Note($"{number}"))];
        await notes.SendAllAsync(many).Within();
        Assert.Equal(2004, queue.Count);
        Assert.True((await client.CloseAsync().Within()).IsClean);
    }

    [Theory]
    [MemberData(nameof(WithAndWithoutTls))]
    public async Task A_receiver_of_the_testing_package_takes_the_same_urls(bool useTls)
    {
        await using InProcessBroker broker = await StartAsync(useTls);
        broker.CreateQueue("notes");
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.WebSocketUrl, "notes", new() { TrustedAuthorities = { _certificates.Authority } }).Within();
        await using SendClient client = new(broker.WebSocketUrl, Trust);

        Task<SendOutcome> told = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        ReceivedMessage message = await receiver.ReceiveAsync().Within();
        await message.AcceptAsync().Within();

        Assert.Equal(SendOutcome.Accepted, await told.Within());
    }

    [Theory]
    [MemberData(nameof(WithAndWithoutTls))]
    public async Task After_a_loss_the_next_host_is_connected(bool useTls)
    {
        await using InProcessBroker first = await StartAsync(useTls);
        await using InProcessBroker second = await StartAsync(useTls);
        first.CreateQueue("notes");
        BrokerQueue queue = second.CreateQueue("notes");
        string host = useTls ? "localhost" : "127.0.0.1";
        await using SendClient client = new($"{(useTls ? "wss" : "ws")}://{host}:{first.Port},{host}:{second.Port}/amqp", options =>
        {
            Trust(options);
            options.RetryPolicy = RecordingPolicy.Eager;
        });
        EventLog<string> connected = new();
        client.StateChanged += (_, change) =>
        {
            if (change.Current == SendClientState.Connected)
            {
                connected.Add(change.Endpoint);
            }
        };
        INoteSender notes = client.GetSender<INoteSender>();
        await notes.SendAsync(new Note("a")).Within();

        await first.SuspendAsync();
        await connected.WaitForCountAsync(2);

        await notes.SendAsync(new Note("b")).Within();
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public async Task A_peer_that_falls_silent_is_given_up_after_the_idle_time_out()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { IdleTimeout = null, TimeProvider = new ManualTimeProvider() });
        broker.CreateQueue("notes");
        RecordingPolicy policy = new(_ => AmqpRetryDecision.Stop);
        await using SendClient client = new(broker.WebSocketUrl, options =>
        {
            options.TimeProvider = _time;
            options.RetryPolicy = policy;
        });
        await client.OpenAsync().Within();

        _time.Advance(TimeSpan.FromSeconds(61));

        await policy.Asked.WaitForCountAsync(1);
        Assert.Contains("sent nothing for 60 s (idle time-out)", policy.Failures[0].Outcome.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_headers_and_virtual_host_are_those_of_the_options()
    {
        Task<string> asked;
        using (TcpListener listener = Listen())
        {
            asked = AnswerAsync(listener, "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n");
            await using SendClient client = new($"ws://127.0.0.1:{PortOf(listener)}/$servicebus/web%20socket?virtual-host=shop", options =>
                options.WebSocketHeaders["X-Api-Key"] = Canary.Password);
            await RefusesAsync(client, SendReason.ConnectionFailed, "refused the WebSocket (HTTP status 404). Correct the path", mayPass: false);
        }

        string[] head = (await asked.Within()).Split("\r\n");
        Assert.Equal("GET /$servicebus/web%20socket HTTP/1.1", head[0]);
        Assert.Contains("Sec-WebSocket-Protocol: amqp", head);
        Assert.Contains($"X-Api-Key: {Canary.Password}", head);
        Assert.DoesNotContain(head, line => line.StartsWith("traceparent", StringComparison.OrdinalIgnoreCase));

        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { WebSocketPath = "/amqp/1.0" });
        Assert.EndsWith("/amqp/1.0", broker.WebSocketUrl, StringComparison.Ordinal);
        await using SendClient shop = new($"{broker.WebSocketUrl}?virtual-host=shop");
        await shop.OpenAsync().Within();
        Assert.Equal("shop", Assert.Single(broker.Connections).HostName);
    }

    [Theory]
    [InlineData(401, SendReason.AuthenticationFailed, "WebSocketHeaders", false)]
    [InlineData(403, SendReason.AuthenticationFailed, "WebSocketHeaders", false)]
    [InlineData(404, SendReason.ConnectionFailed, "WebSocketPath", false)]
    [InlineData(426, SendReason.ConnectionFailed, "another version of WebSocket", false)]
    [InlineData(302, SendReason.ConnectionFailed, "another place", false)]
    [InlineData(200, SendReason.ConnectionFailed, "serves HTTP there, but no WebSocket", false)]
    [InlineData(400, SendReason.ConnectionFailed, "AMQP over WebSocket enabled", false)]
    [InlineData(500, SendReason.ConnectionFailed, "Check the log of the broker", true)]
    [InlineData(503, SendReason.ConnectionFailed, "overloaded or not ready", true)]
    public async Task An_upgrade_that_is_refused_is_told_with_its_status(int status, SendReason reason, string text, bool mayPass)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.RefuseNextWebSocketUpgrades(2, status);
        await using SendClient client = new(broker.WebSocketUrl, Once);

        await RefusesAsync(client, reason, $"127.0.0.1:{broker.Port} refused the WebSocket (HTTP status {status}).", mayPass, text);
    }

    [Theory]
    [InlineData("HTTP/1.1 101 Yes\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {accept}\r\n\r\n", "did not choose the subprotocol 'amqp'")]
    [InlineData("HTTP/1.1 101 Yes\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n", "did not choose the subprotocol 'amqp'")]
    [InlineData("HTTP/1.1 101 Yes\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: abcd\r\nSec-WebSocket-Protocol: amqp\r\n\r\n", "did not answer the request for a WebSocket as HTTP demands")]
    [InlineData("AMQP\0\u0001\0\0", "speaks AMQP without a WebSocket (it sent 41 4D 51 50 00 01 00 00). Write amqp://")]
    [InlineData("SSH-2.0-there\r\n", "does not speak HTTP (it sent 'SSH-2.0-there')")]
    public async Task A_peer_that_opens_no_websocket_of_amqp_is_refused(string answer, string text)
    {
        using TcpListener listener = Listen();
        Task<string> asked = AnswerAsync(listener, answer);
        await using SendClient client = new($"ws://127.0.0.1:{PortOf(listener)}", Once);

        await RefusesAsync(client, SendReason.ProtocolMismatch, text, mayPass: false);
        listener.Stop();
        Assert.StartsWith("GET / HTTP/1.1\r\n", await asked.Within(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ws", "wss://")]
    [InlineData("wss", "speaks AMQP without TLS (it sent 41 4D 51 50 03 01 00 00). Connect to the broker's TLS port, usually 443, or write ws:// (UseTls = false)")]
    public async Task The_other_scheme_is_named_when_the_port_speaks_it(string scheme, string text)
    {
        await using InProcessBroker broker = await StartAsync(useTls: scheme == "ws");
        await using SendClient client = new($"{scheme}://localhost:{broker.Port}", options =>
        {
            Trust(options);
            Once(options);
        });

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());

        Assert.Contains(text, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("elsewhere.example", "is not made out to 'localhost'. Connect by a name that it bears, or give that name in SendClientOptions.TlsHost.")]
    [InlineData(null, "is not trusted (")]
    public async Task A_wrong_certificate_is_refused_with_the_text_of_amqps(string? name, string text)
    {
        using X509Certificate2 certificate = name is null ? TestCertificates.SelfSign("localhost") : _certificates.Issue(name);
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { Certificate = certificate });
        await using SendClient client = new(broker.WebSocketUrl, Trust);
        await using SendClient other = new(broker.Url, Trust);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());
        SendException same = await Assert.ThrowsAsync<SendException>(() => other.OpenAsync().Within());

        Assert.Contains(text, thrown.Message, StringComparison.Ordinal);
        Assert.Equal((same.Message, SendReason.TlsFailed, false), (thrown.Message, thrown.Reason, thrown.IsTransient));
    }

    [Fact]
    public async Task The_certificate_may_bear_another_name_and_the_client_shows_its_own()
    {
        using X509Certificate2 certificate = _certificates.Issue("broker.example");
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new()
        {
            Certificate = certificate,
            ClientAuthorities = { _certificates.Authority },
            RequireClientCertificate = true,
            AllowAnonymous = false,
        });
        await using SendClient client = new(broker.WebSocketUrl, options =>
        {
            Trust(options);
            options.TlsHost = "broker.example";
            options.ClientCertificates.Add(_certificates.Issue("billing"));
        });

        await client.OpenAsync().Within();

        Assert.Equal("CN=billing", Assert.Single(broker.Connections).UserName);
    }

    [Fact]
    public async Task An_upgrade_without_an_answer_ends_with_the_open_time_out()
    {
        using TcpListener listener = Listen();
        Task<Socket> accepted = listener.AcceptSocketAsync();
        await using SendClient client = new($"ws://127.0.0.1:{PortOf(listener)}", options =>
        {
            Once(options);
            options.TimeProvider = _time;
        });

        Task opening = client.OpenAsync();
        using Socket socket = await accepted.Within();
        await socket.ReceiveAsync(new byte[10]).Within();
        await _time.AdvanceUntilAsync(opening, TimeSpan.FromSeconds(1)).Within();

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => opening);
        Assert.Contains("did not answer the request for a WebSocket within 15 s.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_of_ones_own_lies_beneath_the_websocket()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        SocketCounter counter = new(broker.Port);
        await using (SendClient client = new("ws://nowhere.example/amqp", options => options.ConnectStream = counter.ConnectAsync))
        {
            await client.GetSender<INoteSender>().SendAsync(new Note("a")).Within();
        }

        Assert.Equal((1, 1), (queue.Count, counter.Attempts));
        Assert.Equal(0, counter.Open);
    }

    private static TcpListener Listen()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Answers each request on the listener, with the key's proof for {accept}, until the listener stops, and returns the first request.</summary>
    private static async Task<string> AnswerAsync(TcpListener listener, string answer)
    {
        string? first = null;
        try
        {
            while (true)
            {
                using Socket socket = await listener.AcceptSocketAsync();
                byte[] bytes = new byte[8192];
                int count = await socket.ReceiveAsync(bytes);
                string request = System.Text.Encoding.ASCII.GetString(bytes, 0, count);
                string key = request.Split("Sec-WebSocket-Key: ")[1].Split("\r\n")[0];
                string accept = Convert.ToBase64String(System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.ASCII.GetBytes($"{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
                await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer.Replace("{accept}", accept, StringComparison.Ordinal)));
                socket.Shutdown(SocketShutdown.Send);
                first ??= request;
            }
        }
        catch (SocketException)
        {
            return first ?? "";
        }
    }

    private static void Once(SendClientOptions options) => options.RetryPolicy = AmqpRetryPolicy.None;

    private static async Task RefusesAsync(SendClient client, SendReason reason, string text, bool mayPass, string also = "")
    {
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());

        Assert.Contains(text, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(also, thrown.Message, StringComparison.Ordinal);
        Assert.Equal((reason, mayPass), (thrown.Reason, thrown.IsTransient));
        Assert.DoesNotContain(Canary.Mark, thrown.ToString(), StringComparison.Ordinal);
    }

    private void Trust(SendClientOptions options) => options.TrustedAuthorities.Add(_certificates.Authority);

    private async Task<InProcessBroker> StartAsync(bool useTls) =>
        await InProcessBroker.StartAsync(new() { Certificate = useTls ? _certificates.Issue("localhost", IPAddress.Loopback) : null });
}
