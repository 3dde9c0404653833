using TypedSender.TestPeer;
using TypedSender.Testing;

namespace TypedSender.Tests.Security.Logins;

/// <summary>Peers with and without SASL, against clients that begin with it and without it (AMQP 1.0, 2.2 and 5.3).</summary>
public sealed class SaslModeTests
{
    private static readonly byte[] AmqpHeader = [.. "AMQP"u8, 0, 1, 0, 0];
    private static readonly byte[] SaslHeader = [.. "AMQP"u8, 3, 1, 0, 0];

    [Fact]
    public async Task Without_sasl_a_client_begins_with_the_header_of_amqp()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        await using SendClient client = Client(broker.Port, SaslMode.None);

        await client.GetSender<INoteSender>().SendAsync(new Note("a")).Within();

        Assert.Null(broker.Connections[0].Mechanism);
    }

    [Fact]
    public async Task A_peer_without_sasl_is_told_apart()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.ExpectBytes(SaslHeader).SendRaw(AmqpHeader).ExpectEndOfStream());

        Assert.StartsWith(
            $"127.0.0.1:{peer.Port} wants AMQP 1.0 without a SASL layer (protocol id 0). Set SendClientOptions.SaslMode = SaslMode.None, or enable SASL at the broker; ANONYMOUS suffices.",
            await FailAsync(peer, SaslMode.Required), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_wants_sasl_is_told_apart()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.ExpectBytes(AmqpHeader).SendRaw(SaslHeader).ExpectEndOfStream());

        Assert.StartsWith(
            $"127.0.0.1:{peer.Port} wants a SASL layer (protocol id 3), and SendClientOptions.SaslMode is None. Set SaslMode.Required, with a credential that the broker accepts.",
            await FailAsync(peer, SaslMode.None), StringComparison.Ordinal);
    }

    private static SendClient Client(int port, SaslMode mode) =>
        new(new SendClientOptions { Host = "127.0.0.1", Port = port, SaslMode = mode, RetryPolicy = AmqpRetryPolicy.None });

    private static async Task<string> FailAsync(ScriptedPeer peer, SaslMode mode)
    {
        await using SendClient client = Client(peer.Port, mode);
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetSender<INoteSender>().SendAsync(new Note("a")).Within());
        Assert.Equal(SendReason.ProtocolMismatch, thrown.Reason);
        await peer.Completion.Within();
        return thrown.Message;
    }
}
