using System.Net.Sockets;
using TypedSender.Testing;

namespace TypedSender.Tests.Opening;

/// <summary>A delegate that connects is given the endpoint to reach, and works beside several hosts.</summary>
public sealed class OwnStreamTests
{
    // Thrown by the tests themselves, so it does not carry the mark that is searched for in every exception of a run.
    private const string Secret = "of-the-tunnel-51c08d3e";

    private static readonly BrokerEndpoint First = new("one.example", 5672, useTls: false);
    private static readonly BrokerEndpoint Second = new("two.example", 5673, useTls: false);

    private readonly ManualTimeProvider _time = new();
    private readonly EventLog<BrokerEndpoint> _asked = new();
    private readonly EventLog<string> _connected = new();

    [Fact]
    public async Task When_the_first_host_refuses_the_second_one_serves()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using SendClient client = Connect(endpoint => endpoint == Second ? ConnectAsync(broker) : throw Refused());

        await client.GetSender<INoteSender>().SendAsync(new Note("a")).Within();
        await _connected.WaitForCountAsync(1);

        Assert.Equal(1, queue.Count);
        Assert.Equal([First, Second], _asked.Items);
        Assert.Equal(["two.example:5673"], _connected.Items);
    }

    [Fact]
    public async Task After_a_loss_it_is_asked_for_the_next_host_first()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using SendClient client = Connect(endpoint => endpoint == Second || _asked.Count > 2 ? ConnectAsync(broker) : throw Refused());
        await client.OpenAsync().Within();

        broker.AbortConnections();
        await _connected.WaitForCountAsync(2);

        Assert.Equal([First, Second, First], _asked.Items);
        Assert.Equal(["two.example:5673", "one.example:5672"], _connected.Items);
    }

    [Fact]
    public async Task A_host_that_it_does_not_reach_in_time_is_left_for_the_next()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        TaskCompletionSource cancelled = Bounded.Signal();
        await using SendClient client = Connect(
            (endpoint, token) =>
            {
                if (endpoint == Second)
                {
                    return ConnectAsync(broker);
                }

                token.Register(() => cancelled.TrySetResult());
                return new ValueTask<Stream>(new TaskCompletionSource<Stream>().Task);
            },
            options => options.OpenTimeout = TimeSpan.FromSeconds(3));
        Task opening = client.OpenAsync();
        await _asked.WaitForCountAsync(1);

        _time.Advance(TimeSpan.FromSeconds(3));
        await opening.Within();
        await cancelled.Task.Within();

        Assert.Equal([First, Second], _asked.Items);
    }

    [Fact]
    public async Task When_it_reaches_no_host_each_endpoint_is_named_and_no_secret()
    {
        await using SendClient client = Connect(
            endpoint => throw (endpoint == First ? new IOException($"the tunnel refused shop:{Secret}") : Refused()),
            options => (options.UserName, options.Password, options.AllowInsecureTransport) = ("shop", Secret, true));

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());

        Assert.Equal(
            "None of the 2 hosts could be connected. SendClientOptions.ConnectStream failed to connect to one.example:5672: IOException (its text holds the password and is not shown). "
            + "Correct the delegate, or what it connects to. "
            + $"Nothing listens at two.example:5673 (connection refused). Start the broker there, or correct host and port. SendClientOptions.ConnectStream threw SocketException: {Refused().Message}.",
            thrown.Message);
        Assert.DoesNotContain(Secret, thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_stream_is_secured_by_the_client_and_each_host_has_to_show_its_own_name()
    {
        using TestCertificates certificates = new();
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { Certificate = certificates.Issue("two.example") });
        await using SendClient client = Connect(_ => ConnectAsync(broker), options =>
        {
            options.UseTls = true;
            options.TrustedAuthorities.Add(certificates.Authority);
        });

        await client.OpenAsync().Within();
        await _connected.WaitForCountAsync(1);

        Assert.Equal([new BrokerEndpoint("one.example", 5671, useTls: true), new BrokerEndpoint("two.example", 5673, useTls: true)], _asked.Items);
        Assert.Equal(["two.example:5673"], _connected.Items);
    }

    [Theory]
    [InlineData("broker.example", 5672, "broker.example:5672")]
    [InlineData("::1", 5671, "[::1]:5671")]
    public void An_endpoint_shows_host_and_port(string host, int port, string expected)
    {
        BrokerEndpoint endpoint = new(host, port, useTls: true);

        Assert.Equal((host, port, true, expected), (endpoint.Host, endpoint.Port, endpoint.UseTls, endpoint.ToString()));
        Assert.NotEqual(new BrokerEndpoint(host, port, useTls: false), endpoint);
    }

    [Theory]
    [InlineData("", 5672)]
    [InlineData("broker.example", 0)]
    [InlineData("broker.example", 65_536)]
    public void An_endpoint_has_a_host_and_a_port(string host, int port) => Assert.ThrowsAny<ArgumentException>(() => new BrokerEndpoint(host, port, useTls: false));

    private static SocketException Refused() => new((int)SocketError.ConnectionRefused);

    private static async ValueTask<Stream> ConnectAsync(InProcessBroker broker)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(System.Net.IPAddress.Loopback, broker.Port);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private SendClient Connect(Func<BrokerEndpoint, ValueTask<Stream>> connect, Action<SendClientOptions>? configure = null) => Connect((endpoint, _) => connect(endpoint), configure);

    private SendClient Connect(Func<BrokerEndpoint, CancellationToken, ValueTask<Stream>> connect, Action<SendClientOptions>? configure = null)
    {
        SendClientOptions options = new()
        {
            Host = "one.example",
            Hosts = { "two.example:5673" },
            TimeProvider = _time,
            IdleTimeout = Timeout.InfiniteTimeSpan,
            RetryPolicy = RecordingPolicy.Eager,
            ConnectStream = (endpoint, token) =>
            {
                _asked.Add(endpoint);
                return connect(endpoint, token);
            },
        };
        configure?.Invoke(options);
        SendClient client = new(options);
        client.StateChanged += (_, change) =>
        {
            if (change.Current == SendClientState.Connected)
            {
                _connected.Add(change.Endpoint);
            }
        };
        return client;
    }
}
