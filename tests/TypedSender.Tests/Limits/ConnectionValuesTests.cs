using TypedSender.Amqp;
using TypedSender.TestPeer;
using TypedSender.Testing;

namespace TypedSender.Tests.Limits;

/// <summary>What the peer said in its open frame can be read (AMQP 1.0, 2.7.1): <see cref="SendClient.Connection"/>.</summary>
public sealed class ConnectionValuesTests
{
    [Fact]
    public async Task It_holds_what_the_peer_said_from_opening_to_closing()
    {
        AmqpMap properties = new() { { new AmqpSymbol("product"), "Mirror" }, { new AmqpSymbol("level"), 3 } };
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection(new()
        {
            ContainerId = "mirror", MaxFrameSize = 4096, ChannelMax = 9, IdleTimeOut = 30_000, OfferedCapabilities = ["A", "B"], DesiredCapabilities = ["C"], Properties = properties,
        }).AcceptSession().AnswerClosing());
        await using SendClient client = new(peer.Url, options => options.IdleTimeout = TimeSpan.FromSeconds(20));
        Assert.Null(client.Connection);

        await client.OpenAsync().Within();
        SendClientConnection connection = client.Connection!;
        await client.CloseAsync().Within();
        await peer.Completion.Within();

        Assert.Null(client.Connection);
        Assert.Equal(new BrokerEndpoint("127.0.0.1", peer.Port, useTls: false), connection.Endpoint);
        Assert.Equal(("mirror", 4096L, 9), (connection.ContainerId, connection.MaxFrameSize, connection.ChannelMax));
        Assert.Equal((TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30)), (connection.IdleTimeout!.Value, connection.PeerIdleTimeout!.Value));
        Assert.Equal(["A", "B"], connection.OfferedCapabilities);
        Assert.Equal(["C"], connection.DesiredCapabilities);
        Assert.Equal(["level=3", "product=Mirror"], connection.Properties.Select(property => $"{property.Key}={property.Value}").Order());
        Assert.False(connection.Properties is Dictionary<string, object?> || connection.OfferedCapabilities is string[]);
    }

    [Theory]
    [InlineData(7, 65_535, 7)]
    [InlineData(255, 0, 0)]
    public async Task Without_fields_of_the_peers_the_defaults_of_the_standard_hold(int channelMax, ushort channelMaxOfPeer, int agreed)
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptConnection(new() { ContainerId = "plain", ChannelMax = channelMaxOfPeer, IdleTimeOut = 0 }).AcceptSession().AnswerClosing());
        await using SendClient client = new(peer.Url, options => (options.ChannelMax, options.IdleTimeout) = (channelMax, Timeout.InfiniteTimeSpan));

        await client.OpenAsync().Within();
        SendClientConnection connection = client.Connection!;
        await client.CloseAsync().Within();
        await peer.Completion.Within();

        Assert.Equal((4_294_967_295L, agreed), (connection.MaxFrameSize, connection.ChannelMax));
        Assert.Equal((null, null), (connection.IdleTimeout, connection.PeerIdleTimeout));
        Assert.Empty(connection.OfferedCapabilities.Concat(connection.DesiredCapabilities));
        Assert.Empty(connection.Properties);
    }

    [Fact]
    public async Task Another_connection_has_values_of_its_own()
    {
        TaskCompletionSource lost = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptConnection(Handshakes.DefaultOpen with { ContainerId = "one" }).AcceptSession().WaitFor(lost.Task).CloseSocket(),
            script => script.AcceptConnection(Handshakes.DefaultOpen with { ContainerId = "two" }).AcceptSession().AnswerClosing());
        await using SendClient client = new(peer.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        EventLog<SendClientConnection?> seen = new();
        client.StateChanged += (_, _) => seen.Add(client.Connection);
        await client.OpenAsync().Within();
        SendClientConnection first = client.Connection!;

        // Connecting, Connected, Reconnecting, Connected.
        lost.SetResult();
        await seen.WaitForCountAsync(4);

        Assert.Equal(("one", "two"), (first.ContainerId, client.Connection!.ContainerId));
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task The_broker_in_process_shows_what_the_client_said_and_the_client_what_the_broker_offers()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(
            new() { MaxFrameSize = 9000, ChannelMax = 3, IdleTimeout = null, OfferedCapabilities = { "A", "B" }, DesiredCapabilities = { "C" } });
        await using SendClient client = new(broker.Url, options =>
        {
            (options.MaxFrameSize, options.ChannelMax, options.IdleTimeout) = (8192, 7, TimeSpan.FromSeconds(10));
            options.OfferedCapabilities.Add("O");
            options.DesiredCapabilities.Add("D");
        });
        await client.OpenAsync().Within();

        BrokerConnection seen = Assert.Single(broker.Connections);
        SendClientConnection connection = client.Connection!;
        Assert.Equal((8192L, 7, TimeSpan.FromSeconds(5)), (seen.MaxFrameSize, seen.ChannelMax, seen.IdleTimeout!.Value));
        Assert.Equal("O", Assert.Single(seen.OfferedCapabilities).Value);
        Assert.Equal("D", Assert.Single(seen.DesiredCapabilities).Value);
        Assert.Equal((9000L, 3, null), (connection.MaxFrameSize, connection.ChannelMax, connection.PeerIdleTimeout));
        Assert.Equal(["A", "B"], connection.OfferedCapabilities);
        Assert.Equal(["C"], connection.DesiredCapabilities);
    }
}
