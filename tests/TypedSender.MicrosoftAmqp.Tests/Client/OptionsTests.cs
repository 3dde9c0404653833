using System.Net;
using System.Security.Cryptography.X509Certificates;
using TypedSender.Testing;

namespace TypedSender.MicrosoftAmqp.Tests.Client;

/// <summary>What is wrong with the options of a client on Microsoft.Azure.Amqp is told when it is made, with what to do, and without any secret.</summary>
public sealed class OptionsTests
{
    public static TheoryData<string, string, Action<MicrosoftAmqpClientOptions>> Wrong => new()
    {
        { "SCRAM", "MicrosoftAmqpClientOptions.SaslMechanisms has the entry 'SCRAM-SHA-256', which Microsoft.Azure.Amqp does not have. Give names out of PLAIN, EXTERNAL, ANONYMOUS, MSSBCBS, AMQPCBS,", options => options.SaslMechanisms.Add("SCRAM-SHA-256") },
        { "bearer", "MicrosoftAmqpClientOptions.Credential: the login with a bearer token needs SASL OAUTHBEARER, and Microsoft.Azure.Amqp has PLAIN, EXTERNAL, ANONYMOUS, MSSBCBS or AMQPCBS.", options => options.Credential = AmqpCredential.Bearer(Canary.Password) },
        { "mechanism of another login", "MicrosoftAmqpClientOptions.SaslMechanisms allows EXTERNAL", options => options.SaslMechanisms.Add("EXTERNAL") },
        { "two logins", "MicrosoftAmqpClientOptions has both a Credential and a UserName.", options => (options.Credential, options.UserName, options.Password) = (AmqpCredential.Anonymous, "shop", Canary.Password) },
        { "clear text", "The password would travel unencrypted to 'broker.example'. Use TLS (amqps://)", options => (options.Host, options.UserName, options.Password) = ("broker.example", "shop", Canary.Password) },
        { "host", "Host", options => options.Host = $"amqp://shop:{Canary.Password}@broker.example" },
        { "port", "Port is 0. Give a number from 1 to 65535.", options => options.Port = 0 },
        { "frame", "MaxFrameSize is 511. Give a number from 512 to ", options => options.MaxFrameSize = 511 },
        { "timeout", "OpenTimeout is -00:00:01. Give a time above zero", options => options.OpenTimeout = TimeSpan.FromSeconds(-1) },
        { "memory", "MaxPendingBytes is 0. Give a number from 1 to ", options => options.MaxPendingBytes = 0 },
        { "clock", "MicrosoftAmqpClientOptions.TimeProvider is null.", options => options.TimeProvider = null! },
        { "policy", "MicrosoftAmqpClientOptions.RetryPolicy is null.", options => options.RetryPolicy = null! },
        { "proxy", "MicrosoftAmqpClientOptions has a Proxy and no WebSocket.", options => options.Proxy = new WebProxy("http://proxy.example:3128") },
        { "TLS of a WebSocket", "MicrosoftAmqpClientOptions.RevocationMode is set for a WebSocket with TLS (wss://)", options => (options.Transport, options.UseTls, options.RevocationMode) = (AmqpTransportKind.WebSocket, true, X509RevocationMode.Online) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_option_is_named_with_its_remedy(string what, string text, Action<MicrosoftAmqpClientOptions> configure)
    {
        Assert.NotEmpty(what);
        MicrosoftAmqpClientOptions options = new();
        configure(options);

        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => new MicrosoftAmqpClient(options));

        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SendClientOptions", exception.Message.Replace("MicrosoftAmqpClientOptions", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary.Mark, exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost")]
    [InlineData("amqp://shop:{password}@local host")]
    [InlineData("amqp://localhost?color={password}")]
    public void A_wrong_URL_shows_nothing_of_itself(string url)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => new MicrosoftAmqpClient(Canary.In(url)));

        Assert.DoesNotContain(Canary.Mark, exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("local host", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_client_certificates_are_one_too_many()
    {
        using TestCertificates certificates = new();
        MicrosoftAmqpClientOptions options = new() { UseTls = true };
        options.ClientCertificates.Add(certificates.Issue("a"));
        options.ClientCertificates.Add(certificates.Issue("b"));

        ArgumentException exception = Assert.Throws<ArgumentException>(() => new MicrosoftAmqpClient(options));

        Assert.Contains("ClientCertificates has 2 entries, and Microsoft.Azure.Amqp shows one certificate.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_a_link_of_the_library_can_keep_is_refused_for_a_sender()
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        await using MicrosoftAmqpClient client = new(broker.Url);

        Assert.Contains("SenderOptions.Retention", Assert.Throws<ArgumentException>(() => client.GetSender<INoteSender>(new SenderOptions { Retention = MessageRetention.UntilSettled })).Message, StringComparison.Ordinal);
        Assert.Contains("SenderOptions.RetryIndeterminate", Assert.Throws<ArgumentException>(() => client.GetSender<INoteSender>(new SenderOptions { RetryIndeterminate = true })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_shown_without_what_logs_in()
    {
        MicrosoftAmqpClientOptions options = MicrosoftAmqpClientOptions.FromUrl($"amqps://shop:{Canary.Password}@broker.example/{Canary.Content}");

        Assert.Equal("amqps://***@broker.example:5671", options.ToString());
        Assert.Equal(("broker.example", true, "shop", Canary.Password, Canary.Content), (options.Host, options.UseTls, options.UserName, options.Password, options.VirtualHost));
    }
}
