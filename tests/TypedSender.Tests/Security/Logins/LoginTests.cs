using System.Net;
using System.Net.Sockets;
using TypedSender.Testing;

namespace TypedSender.Tests.Security.Logins;

/// <summary>Each credential logs in at a broker that knows it, by the most secure mechanism that both sides have, and is refused by one that does not.</summary>
public sealed class LoginTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData("SCRAM-SHA-512")]
    [InlineData("SCRAM-SHA-256", "PLAIN", "ANONYMOUS", "SCRAM-SHA-256")]
    [InlineData("PLAIN", "ANONYMOUS", "PLAIN")]
    public async Task A_password_logs_in_by_the_most_secure_mechanism_that_is_offered(string expected, params string[] offered)
    {
        await using InProcessBroker broker = await StartAsync(offered);

        Assert.Equal((expected, "shop"), await LogInAsync(broker, AmqpCredential.Password("shop", Canary.Password)));
    }

    [Fact]
    public async Task A_user_name_in_the_options_is_a_password_too()
    {
        await using InProcessBroker broker = await StartAsync();
        await using SendClient client = new($"amqp://shop:{Canary.Password}@127.0.0.1:{broker.Port}");

        await client.GetSender<INoteSender>().SendAsync(new Note("a")).Within();

        Assert.Equal("SCRAM-SHA-512", broker.Connections[0].Mechanism);
    }

    [Theory]
    [InlineData("SCRAM-SHA-512", true)]
    [InlineData("SCRAM-SHA-512", false)]
    [InlineData("SCRAM-SHA-256", true)]
    [InlineData("PLAIN", true)]
    public async Task A_wrong_password_or_an_unknown_user_is_refused_in_the_same_words(string mechanism, bool isKnown)
    {
        await using InProcessBroker broker = await StartAsync(mechanism);
        string user = isKnown ? "shop" : "nobody";

        SendException thrown = await FailAsync(broker, options => options.Credential = AmqpCredential.Password(user, Canary.OtherPassword));

        Assert.StartsWith($"127.0.0.1:{broker.Port} refused the user '{user}' (SASL outcome 1, auth). Correct the user name or the password.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal((SendReason.AuthenticationFailed, false), (thrown.Reason, thrown.IsTransient));
        Assert.DoesNotContain(Canary.Mark, thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_passwords_beyond_ascii_and_with_commas_log_in()
    {
        const string Name = "k\u00E4the,=\u0416";
        await using InProcessBroker broker = await StartAsync(options => options.Users[Name] = Canary.Password + ",=\u00E9\u4E2D");

        Assert.Equal(("SCRAM-SHA-512", Name), await LogInAsync(broker, AmqpCredential.Password(Name, Canary.Password + ",=\u00E9\u4E2D")));
    }

    [Fact]
    public async Task One_credential_serves_two_clients_and_every_connection_of_them()
    {
        await using InProcessBroker broker = await StartAsync();
        AmqpCredential credential = AmqpCredential.Password("shop", Canary.Password);
        await using SendClient first = Client(broker, options => options.Credential = credential);
        await using SendClient second = Client(broker, options => options.Credential = credential);

        for (int round = 1; round <= 3; round++)
        {
            await first.GetSender<INoteSender>().SendAsync(new Note("a")).Within();
            await second.GetSender<INoteSender>().SendAsync(new Note("b")).Within();
            Assert.Equal(round * 2, broker.Connections.Count);
            Assert.All(broker.Connections, connection => Assert.Equal("shop", connection.UserName));
            await broker.LoseAsync(first, second);
        }
    }

    [Fact]
    public async Task A_bearer_token_is_shown_at_the_login()
    {
        (string? User, string Token) shown = default;
        await using InProcessBroker broker = await StartAsync(options => options.CheckToken = (user, token) => (shown = (user, token)).Token == Canary.Password);

        Assert.Equal(("OAUTHBEARER", null), await LogInAsync(broker, AmqpCredential.Bearer(Canary.Password)));
        Assert.Equal((null, Canary.Password), shown);
        Assert.Equal(("XOAUTH2", "anna"), await LogInAsync(broker, AmqpCredential.Bearer(Canary.Password, "anna"), options => options.SaslMechanisms.Add("XOAUTH2")));
        Assert.Equal(("anna", Canary.Password), shown);
    }

    [Theory]
    [InlineData("OAUTHBEARER")]
    [InlineData("XOAUTH2")]
    public async Task A_refused_token_is_told_with_the_words_of_the_broker(string mechanism)
    {
        await using InProcessBroker broker = await StartAsync(options => options.CheckToken = (_, _) => throw new InvalidOperationException("words of the check alone"));

        SendException thrown = await FailAsync(broker, options =>
        {
            options.Credential = AmqpCredential.Bearer(Canary.Password, "anna");
            options.SaslMechanisms.Add(mechanism);
        });

        Assert.StartsWith(
            $"127.0.0.1:{broker.Port} refused the token of the user 'anna' (SASL outcome 1, auth; the peer says 'invalid_token'). Give a token that is valid", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary.Mark, thrown.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("words of the check alone", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_the_credential_is_shown_and_logs_in()
    {
        await using InProcessBroker broker = await StartAsync(options =>
        {
            options.Certificate = _certificates.Issue("localhost");
            options.ClientAuthorities.Add(_certificates.Authority);
        });

        Assert.Equal(("EXTERNAL", "CN=billing"), await LogInAsync(broker, AmqpCredential.External(_certificates.Issue("billing")), Secure));
    }

    [Fact]
    public async Task A_client_without_tokens_does_not_use_the_mechanism_of_those_that_have_them()
    {
        await using InProcessBroker broker = await StartAsync("MSSBCBS");

        SendException thrown = await FailAsync(broker, options => options.Credential = AmqpCredential.Anonymous);

        Assert.StartsWith($"127.0.0.1:{broker.Port} offers the SASL mechanisms MSSBCBS; without a user name ANONYMOUS is needed.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_offers_less_than_is_demanded_is_not_given_the_password()
    {
        await using InProcessBroker broker = await StartAsync("PLAIN", "ANONYMOUS");

        SendException thrown = await FailAsync(broker, options =>
        {
            options.Credential = AmqpCredential.Password("shop", Canary.Password);
            options.SaslMechanisms.Add("SCRAM-SHA-256");
            options.SaslMechanisms.Add("SCRAM-SHA-512");
        });

        Assert.StartsWith(
            $"127.0.0.1:{broker.Port} offers the SASL mechanisms PLAIN, ANONYMOUS; of those that SendClientOptions.SaslMechanisms allows, with a user name and a password SCRAM-SHA-512 or SCRAM-SHA-256 is needed. Enable it at the broker",
            thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_scram_cannot_carry_is_refused_where_scram_would_be_chosen()
    {
        string password = Canary.Password + "\U0001F600";
        await using InProcessBroker broker = await StartAsync(options => options.Users["shop"] = password);

        SendException thrown = await FailAsync(broker, options => options.Credential = AmqpCredential.Password("shop", password));

        Assert.StartsWith(
            $"127.0.0.1:{broker.Port} was not logged in to. SASL SCRAM-SHA-512 cannot be used: the password has a character that Unicode 3.2 does not define (RFC 4013). Change it, or allow PLAIN alone",
            thrown.Message, StringComparison.Ordinal);
        Assert.Equal(("PLAIN", "shop"), await LogInAsync(broker, AmqpCredential.Password("shop", password), options => options.SaslMechanisms.Add("PLAIN")));
    }

    [Fact]
    public async Task By_scram_alone_a_password_needs_no_tls()
    {
        await using InProcessBroker broker = await StartAsync();

        Assert.Equal(("SCRAM-SHA-256", "shop"), await LogInAsync(broker, AmqpCredential.Password("shop", Canary.Password), options =>
        {
            options.Host = "broker.example";
            options.SaslMechanisms.Add("SCRAM-SHA-256");
            options.ConnectStream = async (_, cancellationToken) =>
            {
                Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, broker.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }));
    }

    [Fact]
    public async Task A_receiver_logs_in_with_a_credential()
    {
        await using InProcessBroker broker = await StartAsync();
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.Url, "notes", new AmqpReceiverOptions { Credential = AmqpCredential.Password("shop", Canary.Password) });

        Assert.Equal(("SCRAM-SHA-512", "shop"), (broker.Connections[0].Mechanism, broker.Connections[0].UserName));
    }

    private static ValueTask<InProcessBroker> StartAsync(params string[] offered) => StartAsync(options =>
    {
        foreach (string name in offered)
        {
            options.SaslMechanisms.Add(name);
        }
    });

    private static ValueTask<InProcessBroker> StartAsync(Action<InProcessBrokerOptions> configure)
    {
        InProcessBrokerOptions options = new() { AllowAnonymous = false, CreateQueuesOnDemand = true };
        options.Users["shop"] = Canary.Password;
        configure(options);
        return InProcessBroker.StartAsync(options);
    }

    private static SendClient Client(InProcessBroker broker, Action<SendClientOptions> configure)
    {
        SendClientOptions options = new() { Host = "127.0.0.1", Port = broker.Port, RetryPolicy = RecordingPolicy.Eager };
        configure(options);
        return new SendClient(options);
    }

    private static async Task<(string? Mechanism, string? UserName)> LogInAsync(InProcessBroker broker, AmqpCredential credential, Action<SendClientOptions>? configure = null)
    {
        await using SendClient client = Client(broker, options =>
        {
            options.Credential = credential;
            configure?.Invoke(options);
        });
        await client.GetSender<INoteSender>().SendAsync(new Note("a")).Within();
        BrokerConnection connection = broker.Connections[^1];
        return (connection.Mechanism, connection.UserName);
    }

    private static async Task<SendException> FailAsync(InProcessBroker broker, Action<SendClientOptions> configure)
    {
        await using SendClient client = Client(broker, configure);
        return await Assert.ThrowsAsync<SendException>(() => client.GetSender<INoteSender>().SendAsync(new Note("a")).Within());
    }

    private void Secure(SendClientOptions options)
    {
        options.Host = "localhost";
        options.UseTls = true;
        options.TrustedAuthorities.Add(_certificates.Authority);
    }
}
