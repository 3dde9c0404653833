using TypedSender.Testing;

namespace TypedSender.Tests.Security.Logins;

/// <summary>A provider is asked at each attempt to connect; what it does wrong is told as such, without a secret, and tried again with the connection.</summary>
public sealed class CredentialProviderTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task Each_connection_has_the_password_of_its_time()
    {
        InProcessBrokerOptions options = Users(Canary.Password);
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);
        Answers provider = new(_ => AmqpCredential.Password("shop", options.Users["shop"]));
        await using SendClient client = Client(broker, provider);
        INoteSender notes = client.GetSender<INoteSender>();
        await notes.SendAsync(new Note("a")).Within();

        options.Users["shop"] = Canary.OtherPassword;
        await broker.LoseAsync(client);
        await notes.SendAsync(new Note("b")).Within();

        Assert.Equal([new CredentialContext(new BrokerEndpoint("127.0.0.1", broker.Port, false), "127.0.0.1"), .. provider.Asked.Items.Skip(1)], provider.Asked.Items);
        Assert.Equal(2, provider.Asked.Items.Count);
        Assert.All(provider.Asked.Items, context => Assert.False(context.WasRefused));
    }

    [Fact]
    public async Task A_refused_answer_is_followed_by_the_next_one_which_knows_of_the_refusal()
    {
        InProcessBrokerOptions options = Users(Canary.Password);
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);
        string cached = Canary.Password;
        Answers provider = new(context => AmqpCredential.Password("shop", context.WasRefused ? cached = options.Users["shop"] : cached));
        RecordingPolicy policy = new() { MinDelay = TimeSpan.Zero };
        await using SendClient client = Client(broker, provider, settings => settings.RetryPolicy = policy);
        INoteSender notes = client.GetSender<INoteSender>();
        await notes.SendAsync(new Note("a")).Within();

        options.Users["shop"] = Canary.OtherPassword;
        await broker.LoseAsync(client);
        await notes.SendAsync(new Note("b")).Within();

        Assert.Equal([false, false, true], provider.Asked.Items.Select(context => context.WasRefused));
        Assert.Equal(SendReason.AuthenticationFailed, policy.Failures[^1].Reason);
        Assert.Contains("It was given by Answers, which is asked again at the next attempt.", policy.Failures[^1].Outcome.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_go_on_being_refused_are_given_up_so_that_the_account_is_not_locked()
    {
        InProcessBrokerOptions options = Users(Canary.Password);
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);
        Answers provider = new(_ => AmqpCredential.Password("shop", Canary.Password));
        await using SendClient client = Client(broker, provider);
        INoteSender notes = client.GetSender<INoteSender>();
        await notes.SendAsync(new Note("a")).Within();

        options.Users["shop"] = Canary.OtherPassword;
        await broker.LoseAsync(client);
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => notes.SendAsync(new Note("b")).Within());

        Assert.Equal((SendReason.AuthenticationFailed, false), (thrown.Reason, thrown.IsTransient));
        Assert.InRange(provider.Asked.Items.Count, 1 + AmqpRetryPolicy.Default.MaxRefusedLogins, 2 + AmqpRetryPolicy.Default.MaxRefusedLogins);
    }

    [Fact]
    public async Task What_a_provider_throws_is_told_by_type_alone_and_tried_again()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(Users(Canary.Password));
        int calls = 0;
        Answers provider = new(_ => ++calls == 1
            ? throw new IOException("words of the vault alone", new TimeoutException("words of its store alone"))
            : AmqpCredential.Password("shop", Canary.Password));
        RecordingPolicy policy = new() { MinDelay = TimeSpan.Zero, RetryFirstConnection = true };
        await using SendClient client = Client(broker, provider, options => options.RetryPolicy = policy);

        await client.GetSender<INoteSender>().SendAsync(new Note("a")).Within();

        AmqpRetryContext failure = Assert.Single(policy.Failures);
        Assert.Equal(
            $"NotSent (AuthenticationFailed): The credential provider Answers failed for 127.0.0.1:{broker.Port} with IOException of TimeoutException, whose text is not shown because it may hold a secret. Look into what the provider asks; let it log its exceptions.",
            failure.Outcome.ToString());
        Assert.True(failure.IsTransient);
        Assert.Null(failure.Outcome.Cause);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_provider_that_hangs_ends_with_the_open_timeout_whether_it_waits_or_blocks(bool blocks)
    {
        ManualTimeProvider time = new();
        TaskCompletionSource<CancellationToken> asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ManualResetEventSlim released = new();
        await using InProcessBroker broker = await InProcessBroker.StartAsync(Users(Canary.Password));
        Answers provider = new((_, cancellationToken) =>
        {
            asked.TrySetResult(cancellationToken);
            if (blocks)
            {
                released.Wait(TimeSpan.FromSeconds(20), CancellationToken.None);
                return ValueTask.FromResult(AmqpCredential.Anonymous);
            }

            return new ValueTask<AmqpCredential>(new TaskCompletionSource<AmqpCredential>().Task);
        });
        SendClient client = Client(broker, provider, options => options.TimeProvider = time);
        Task<SendOutcome> sending = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        CancellationToken given = await asked.Task.Within();

        await time.AdvanceUntilAsync(sending, TimeSpan.FromSeconds(1));

        Assert.Equal(
            $"NotSent (ConnectionFailed): The credential provider Answers gave no credential for 127.0.0.1:{broker.Port} within 15 s (OpenTimeout). Look into what it waits for, or raise OpenTimeout. The message to 'notes' was not sent.",
            (await sending).ToString());
        TaskCompletionSource cancelled = Bounded.Signal();
        using (given.Register(() => cancelled.TrySetResult()))
        {
            await cancelled.Task.Within();
        }

        released.Set();
        Task closing = client.CloseAsync();
        await time.AdvanceUntilAsync(closing, TimeSpan.FromSeconds(1));
        Assert.Equal(0, broker.AcceptedConnectionCount);
    }

    [Fact]
    public async Task While_a_provider_blocks_the_client_can_be_used_and_closed()
    {
        TaskCompletionSource asked = Bounded.Signal();
        using ManualResetEventSlim released = new();
        await using InProcessBroker broker = await InProcessBroker.StartAsync(Users(Canary.Password));
        Answers provider = new((_, _) =>
        {
            asked.TrySetResult();
            released.Wait(TimeSpan.FromSeconds(20), CancellationToken.None);
            return ValueTask.FromResult(AmqpCredential.Anonymous);
        });
        SendClient client = Client(broker, provider, options => options.DrainTimeout = TimeSpan.Zero);
        INoteSender notes = client.GetSender<INoteSender>();
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("a"));
        await asked.Task.Within();

        using CancellationTokenSource cancelling = new();
        Task<SendOutcome> cancelled = notes.TellTaskAsync(new Note("b"), cancelling.Token);
        await cancelling.CancelAsync();
        Assert.Equal(SendReason.Canceled, (await cancelled.Within()).Reason);
        Assert.Equal(SendClientState.Connecting, client.State);
        await client.CloseAsync().Within();
        Assert.Equal(SendOutcomeKind.NotSent, (await waiting.Within()).Kind);
        released.Set();
    }

    [Fact]
    public async Task Answers_that_cannot_log_in_are_told()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(Users(Canary.Password));
        string start = $"The credential provider Answers, asked for 127.0.0.1:{broker.Port}, ";

        Assert.StartsWith(start + "returned null. Return a credential, such as AmqpCredential.Anonymous, or throw.", await FailAsync(broker, null!), StringComparison.Ordinal);
        Assert.StartsWith(
            start + "returned a credential that asks a provider itself. Return what that provider gives.",
            await FailAsync(broker, AmqpCredential.FromProvider(new Answers(_ => AmqpCredential.Anonymous))), StringComparison.Ordinal);
        Assert.StartsWith(
            start + "returned a credential that cannot be used. The credential has a client certificate, which is shown in the TLS handshake, and the connection has no TLS.",
            await FailAsync(broker, AmqpCredential.External(_certificates.Issue("billing"))), StringComparison.Ordinal);
        Assert.StartsWith(
            start + "returned a credential that cannot be used. SendClientOptions.SaslMechanisms allows EXTERNAL, and with a user name and a password SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN is needed.",
            await FailAsync(broker, AmqpCredential.Password("shop", Canary.Password), options => options.SaslMechanisms.Add("EXTERNAL")), StringComparison.Ordinal);
        Assert.Equal(0, broker.AcceptedConnectionCount);
    }

    [Fact]
    public async Task An_answer_that_would_travel_in_clear_text_does_not()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(Users(Canary.Password));

        string text = await FailAsync(broker, AmqpCredential.Bearer(Canary.Password), options => options.Host = "broker.example");

        Assert.StartsWith(
            $"The credential provider Answers, asked for broker.example:{broker.Port}, returned a credential that cannot be used. The token would travel unencrypted to 'broker.example'. Use TLS (amqps://)",
            text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_may_change_from_connection_to_connection()
    {
        InProcessBrokerOptions options = Users(Canary.Password);
        options.Certificate = _certificates.Issue("localhost");
        options.ClientAuthorities.Add(_certificates.Authority);
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);
        int number = 0;
        Answers provider = new(_ => AmqpCredential.External(_certificates.Issue($"billing-{++number}")));
        await using SendClient client = Client(broker, provider, settings =>
        {
            settings.Host = "localhost";
            settings.UseTls = true;
            settings.TrustedAuthorities.Add(_certificates.Authority);
        });
        INoteSender notes = client.GetSender<INoteSender>();

        await notes.SendAsync(new Note("a")).Within();
        await broker.LoseAsync(client);
        await notes.SendAsync(new Note("b")).Within();

        Assert.Equal(["CN=billing-1", "CN=billing-2"], broker.Connections.Select(connection => connection.UserName));
    }

    [Fact]
    public async Task A_receiver_asks_too()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(Users(Canary.Password));
        Answers provider = new(_ => AmqpCredential.Password("shop", Canary.Password));

        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.Url, "notes", new AmqpReceiverOptions { Credential = AmqpCredential.FromProvider(provider) });

        Assert.Single(provider.Asked.Items);
        Assert.Equal("shop", broker.Connections[0].UserName);
    }

    private static InProcessBrokerOptions Users(string password)
    {
        InProcessBrokerOptions options = new() { AllowAnonymous = false, CreateQueuesOnDemand = true };
        options.Users["shop"] = password;
        return options;
    }

    private static SendClient Client(InProcessBroker broker, ICredentialProvider provider, Action<SendClientOptions>? configure = null)
    {
        SendClientOptions options = new() { Host = "127.0.0.1", Port = broker.Port, Credential = AmqpCredential.FromProvider(provider), RetryPolicy = RecordingPolicy.Eager };
        configure?.Invoke(options);
        return new SendClient(options);
    }

    private static async Task<string> FailAsync(InProcessBroker broker, AmqpCredential answer, Action<SendClientOptions>? configure = null)
    {
        await using SendClient client = Client(broker, new Answers(_ => answer), configure);
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetSender<INoteSender>().SendAsync(new Note("a")).Within());
        Assert.Equal((SendReason.AuthenticationFailed, false), (thrown.Reason, thrown.IsTransient));
        Assert.DoesNotContain(Canary.Mark, thrown.ToString(), StringComparison.Ordinal);
        return thrown.Message;
    }

    private sealed class Answers(Func<CredentialContext, CancellationToken, ValueTask<AmqpCredential>> answer) : ICredentialProvider
    {
        public Answers(Func<CredentialContext, AmqpCredential> answer)
            : this((context, _) => ValueTask.FromResult(answer(context)))
        {
        }

        public EventLog<CredentialContext> Asked { get; } = new();

        public ValueTask<AmqpCredential> GetCredentialAsync(CredentialContext context, CancellationToken cancellationToken)
        {
            Asked.Add(context);
            return answer(context, cancellationToken);
        }
    }
}
