using System.Net;
using TypedSender.Amqp;
using TypedSender.Testing;

namespace TypedSender.MicrosoftAmqp.Tests.Client;

/// <summary>How a client on Microsoft.Azure.Amqp connects: hosts, logins, TLS, WebSocket, and what its open frame says.</summary>
public sealed class ConnectingTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task The_open_frame_says_what_the_options_say()
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        await using MicrosoftAmqpClient client = new($"{broker.Url}/shop?container-id=till-7&max-frame-size=4096", options =>
        {
            options.ChannelMax = 9;
            options.IdleTimeout = TimeSpan.FromSeconds(90);
            options.ConnectionProperties["till"] = 7;
        });

        await client.OpenAsync().Within();

        BrokerConnection connection = Assert.Single(broker.Connections);
        Assert.Equal(("till-7", "shop", 4096L, 9, TimeSpan.FromSeconds(45)), (connection.ContainerId, connection.HostName, connection.MaxFrameSize, connection.ChannelMax, connection.IdleTimeout));
        Assert.Equal(7, connection.Properties![new AmqpSymbol("till")]);
        Assert.Equal("TypedSender", connection.Properties[new AmqpSymbol("product")]);
        Assert.Equal("ANONYMOUS", connection.Mechanism);
    }

    [Fact]
    public async Task A_password_is_shown_by_PLAIN_though_the_peer_offers_SCRAM_too()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(WithUser(Canary.Password));
        broker.CreateQueue("notes");
        await using MicrosoftAmqpClient client = new($"amqp://shop:{Canary.Password}@127.0.0.1:{broker.Port}");

        Assert.True((await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within()).IsSuccess);

        Assert.Equal(("PLAIN", "shop"), (broker.Connections[0].Mechanism, broker.Connections[0].UserName));
    }

    [Fact]
    public async Task A_wrong_password_ends_sends_at_once_and_is_in_no_text()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(WithUser(Canary.OtherPassword));
        await using MicrosoftAmqpClient client = new($"amqp://shop:{Canary.Password}@127.0.0.1:{broker.Port}");

        SendOutcome outcome = await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AuthenticationFailed, false), (outcome.Kind, outcome.Reason, outcome.IsTransient));
        Assert.StartsWith($"NotSent (AuthenticationFailed): 127.0.0.1:{broker.Port} refused the user 'shop' (SASL outcome 1, auth).", outcome.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary.Mark, $"{outcome} {outcome.Cause}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_without_a_mechanism_that_fits_is_named_with_what_it_offers()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { SaslMechanisms = { "SCRAM-SHA-256" } });
        await using MicrosoftAmqpClient client = new(broker.Url);

        SendException exception = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());

        Assert.Equal(SendReason.AuthenticationFailed, exception.Reason);
        Assert.Contains("SCRAM-SHA-256", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_is_asked_at_each_attempt()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(WithUser(Canary.Password));
        broker.CreateQueue("notes");
        Passwords provider = new();
        await using MicrosoftAmqpClient client = new(broker.Url, options =>
        {
            options.Credential = AmqpCredential.FromProvider(provider);
            options.RetryPolicy = new AmqpRetryPolicy { RetryFirstConnection = true, MinDelay = TimeSpan.Zero };
        });

        Assert.True((await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within()).IsSuccess);

        Assert.Equal([false, true], provider.WasRefused.Items);
    }

    [Fact]
    public async Task The_second_host_is_tried_when_the_first_is_down_and_again_when_it_is_lost()
    {
        await using InProcessBroker down = await EitherClient.StartBrokerAsync();
        await down.SuspendAsync();
        await using InProcessBroker up = await EitherClient.StartBrokerAsync();
        await using MicrosoftAmqpClient client = new($"amqp://127.0.0.1:{down.Port},127.0.0.1:{up.Port}", options => options.RetryPolicy = RecordingPolicy.Eager);
        INoteSender notes = client.GetSender<INoteSender>();
        Assert.True((await notes.TellAsync(new Note("a")).Within()).IsSuccess);

        await up.SuspendAsync();
        await down.ResumeAsync();
        SendOutcome outcome = await notes.TellAsync(new Note("b")).Within();

        // It may have been written before the loss was seen.
        Assert.True(outcome is { IsSuccess: true } or { Reason: SendReason.ConnectionLost }, outcome.ToString());
        Assert.True((await notes.TellAsync(new Note("c")).Within()).IsSuccess);
        Assert.True(down.GetQueue("notes").Count > 0);
    }

    [Fact]
    public async Task A_first_connection_is_waited_for_if_the_policy_says_so()
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        await broker.SuspendAsync();
        RecordingPolicy policy = new() { RetryFirstConnection = true, MinDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) };
        await using MicrosoftAmqpClient client = new(broker.Url, options => options.RetryPolicy = policy);
        Task<SendOutcome> waiting = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));

        await policy.Asked.WaitForCountAsync(3);
        Assert.False(waiting.IsCompleted);
        await broker.ResumeAsync();

        Assert.Equal(SendOutcome.Accepted, await waiting.Within());
        Assert.All(policy.Failures, failure => Assert.Equal((AmqpRetryOperation.Connect, SendReason.ConnectionFailed), (failure.Operation, failure.Reason)));
        Assert.Equal([1, 2, 3], policy.Failures.Take(3).Select(failure => failure.Attempt));
    }

    [Fact]
    public async Task A_virtual_host_that_is_refused_is_told_with_what_the_peer_says()
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        broker.RefuseNextConnections(2, "amqp:not-found", "no such virtual host");
        await using MicrosoftAmqpClient client = new(broker.Url, options => options.VirtualHost = "elsewhere");

        SendOutcome outcome = await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.ConnectionFailed), (outcome.Kind, outcome.Reason));
        Assert.Contains("refused the connection: amqp:not-found: no such virtual host. Correct the virtual host 'elsewhere'", outcome.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_is_trusted_by_the_authority_of_the_options()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Certificate = _certificates.Issue("localhost", IPAddress.Loopback), CreateQueuesOnDemand = true });
        await using MicrosoftAmqpClient client = new(broker.Url, options => options.TrustedAuthorities.Add(_certificates.Authority));
        await using MicrosoftAmqpClient suspicious = new(broker.Url);

        Assert.True((await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within()).IsSuccess);
        SendOutcome refused = await suspicious.GetSender<INoteSender>().TellAsync(new Note("a")).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.TlsFailed), (refused.Kind, refused.Reason));
        Assert.Contains("is not trusted (", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains("MicrosoftAmqpClientOptions.TrustedAuthorities", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("elsewhere.example", -1, 1, "is not made out to 'localhost'")]
    [InlineData("localhost", -3, -1, ", not now.")]
    public async Task A_certificate_with_another_name_or_out_of_date_is_refused(string name, double fromDays, double toDays, string text)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Certificate = _certificates.Issue(name, fromDays: fromDays, toDays: toDays) });
        await using MicrosoftAmqpClient client = new(broker.Url, options => options.TrustedAuthorities.Add(_certificates.Authority));

        SendException exception = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());

        Assert.Equal(SendReason.TlsFailed, exception.Reason);
        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_has_to_bear_the_name_of_TlsHost()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Certificate = _certificates.Issue("elsewhere.example") });
        await using MicrosoftAmqpClient client = new(broker.Url, options =>
        {
            options.TrustedAuthorities.Add(_certificates.Authority);
            options.TlsHost = "elsewhere.example";
        });

        await client.OpenAsync().Within();
    }

    [Fact]
    public async Task A_client_certificate_logs_in_by_EXTERNAL()
    {
        InProcessBrokerOptions brokerOptions = new() { Certificate = _certificates.Issue("localhost"), AllowAnonymous = false };
        brokerOptions.ClientAuthorities.Add(_certificates.Authority);
        await using InProcessBroker broker = await InProcessBroker.StartAsync(brokerOptions);
        await using MicrosoftAmqpClient client = new(broker.Url, options =>
        {
            options.TrustedAuthorities.Add(_certificates.Authority);
            options.ClientCertificates.Add(_certificates.Issue("billing"));
        });

        await client.OpenAsync().Within();

        Assert.Equal("EXTERNAL", broker.Connections[0].Mechanism);
    }

    [Fact]
    public async Task Without_SASL_the_peer_sees_no_login()
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        await using MicrosoftAmqpClient client = new(broker.Url, options => options.SaslMode = SaslMode.None);

        Assert.True((await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within()).IsSuccess);

        Assert.Null(broker.Connections[0].Mechanism);
    }

    [Fact]
    public async Task A_WebSocket_carries_it_too()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { WebSocketPath = "/amqp", CreateQueuesOnDemand = true });
        await using MicrosoftAmqpClient client = new(broker.WebSocketUrl);
        await using MicrosoftAmqpClient lost = new($"ws://127.0.0.1:{broker.Port}/{Canary.Content}");

        Assert.True((await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within()).IsSuccess);
        SendOutcome outcome = await lost.GetSender<INoteSender>().TellAsync(new Note("a")).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.ConnectionFailed), (outcome.Kind, outcome.Reason));
        Assert.Contains("could not be connected by a WebSocket (", outcome.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary.Mark, outcome.ToString(), StringComparison.Ordinal);
    }

    private static InProcessBrokerOptions WithUser(string password) => new() { AllowAnonymous = false, Users = { ["shop"] = password } };

    private sealed class Passwords : ICredentialProvider
    {
        public EventLog<bool> WasRefused { get; } = new();

        public ValueTask<AmqpCredential> GetCredentialAsync(CredentialContext context, CancellationToken cancellationToken)
        {
            WasRefused.Add(context.WasRefused);
            return new(AmqpCredential.Password("shop", WasRefused.Count == 1 ? Canary.OtherPassword : Canary.Password));
        }
    }
}
