using System.Net;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Interop.Tests.Tokens;

/// <summary>uamqp and this library put shared access tokens, each signed by itself with the same key, at the same broker, which verifies both.</summary>
public class UamqpTokenTests
{
    [UamqpFact]
    public async Task Both_signatures_verify()
    {
        using TestCertificates certificates = new();
        string authorityFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(authorityFile, certificates.Authority.ExportCertificatePem());
            InProcessBrokerOptions brokerOptions = new() { Certificate = certificates.Issue("localhost", IPAddress.Loopback), SaslMechanisms = { "MSSBCBS" } };
            await using InProcessBroker broker = await InProcessBroker.StartAsync(brokerOptions);
            BrokerQueue ours = broker.CreateQueue("interop");
            BrokerQueue theirs = broker.CreateQueue("amqps://localhost/theirs");
            BrokerTokenNode node = broker.CreateTokenNode();
            node.Keys["send & more"] = Canary.Password;

            SendClientOptions options = SendClientOptions.FromUrl(broker.Url);
            options.TrustedAuthorities.Add(certificates.Authority);
            options.Credential = AmqpCredential.SharedAccessKey("send & more", Canary.Password);
            await using SendClient client = new(options);
            await client.GetSender<ITestSender>().SendAsync(new Small(1));
            await using UamqpTokenSender uamqp = new(broker.Port, "theirs", authorityFile, "send & more", Canary.Password);
            Assert.Equal("accepted", await uamqp.ReadOutcomeAsync());

            Assert.Equal((1, 1), (ours.Count, theirs.Count));
            Assert.Equal(["amqps://localhost/interop", "amqps://localhost/theirs"], node.Tokens.Select(token => token.Audience));
            Assert.All(node.Tokens, token => Assert.Equal((202, "servicebus.windows.net:sastoken"), (token.StatusCode, token.Type)));
            Assert.All(broker.Connections, connection => Assert.Equal("MSSBCBS", connection.Mechanism));
        }
        finally
        {
            File.Delete(authorityFile);
        }
    }
}
