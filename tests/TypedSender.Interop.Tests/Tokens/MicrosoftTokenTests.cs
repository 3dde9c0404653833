using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Sasl;
using Microsoft.Azure.Amqp.Transport;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Interop.Tests.Tokens;

/// <summary>The client of Azure's SDKs puts its tokens at the in-process broker's node.</summary>
public class MicrosoftTokenTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task AmqpCbsLink_puts_a_token_and_is_told_when_it_is_refused()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerTokenNode node = broker.CreateTokenNode();
        node.Check = (audience, type, token) => (audience, type, token) == ("amqp://127.0.0.1/orders", "jwt", Canary.Password);
        AmqpConnection connection = await OpenAsync(broker);
        AmqpCbsLink link = new(connection);
        DateTime expiresOn = new(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        DateTime until = await PutAsync(link, new Provider(Canary.Password, expiresOn));
        AmqpException refused = await Assert.ThrowsAsync<AmqpException>(() => PutAsync(link, new Provider(Canary.OtherPassword, expiresOn)));

        Assert.Equal(expiresOn, until);
        Assert.Contains("InvalidToken", refused.Message, StringComparison.Ordinal);
        Assert.Equal([202, 401], node.Tokens.Select(token => token.StatusCode));
        Assert.All(node.Tokens, token => Assert.Equal((new DateTimeOffset(expiresOn), "jwt"), (token.ExpiresOn, token.Type)));
        await connection.CloseAsync(Bound);
    }

    private static Task<DateTime> PutAsync(AmqpCbsLink link, Provider provider) =>
        link.SendTokenAsync(provider, new Uri("amqp://127.0.0.1/"), "amqp://127.0.0.1/orders", "amqp://127.0.0.1/orders", ["Send"], Bound);

    private static async Task<AmqpConnection> OpenAsync(InProcessBroker broker)
    {
        AmqpVersion version = new(1, 0, 0);
        SaslTransportProvider sasl = new() { Versions = { version } };
        sasl.AddHandler(new SaslAnonymousHandler());
        AmqpSettings settings = new() { TransportProviders = { sasl, new AmqpTransportProvider { Versions = { version } } } };
        AmqpTransportInitiator initiator = new(settings, new TcpTransportSettings { Host = "127.0.0.1", Port = broker.Port });
        TransportBase transport = await initiator.ConnectTaskAsync(Bound);
        AmqpConnection connection = new(transport, settings, new AmqpConnectionSettings { ContainerId = "azure", HostName = "127.0.0.1" });
        await connection.OpenAsync(Bound);
        return connection;
    }

    private sealed class Provider(string value, DateTime expiresOn) : ICbsTokenProvider
    {
        public Task<CbsToken> GetTokenAsync(Uri namespaceAddress, string appliesTo, string[] requiredClaims) => Task.FromResult(new CbsToken(value, "jwt", expiresOn));
    }
}
