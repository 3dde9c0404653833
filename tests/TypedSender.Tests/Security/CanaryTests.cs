using System.Diagnostics;
using TypedSender.Testing;
using TypedSender.Tests.Telemetry;
using Xunit.Abstractions;

namespace TypedSender.Tests.Security;

/// <summary>With every log, trace and metric on, and everything going wrong: no secret stands in anything that a program can look at.</summary>
public sealed class CanaryTests(ITestOutputHelper output) : IDisposable
{
    private readonly CanaryWatch _watch = new();
    private readonly TelemetryProbe _probe = new();
    private readonly TestCertificates _certificates = new();

    public void Dispose()
    {
        _probe.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public async Task Nothing_that_a_program_can_look_at_shows_a_secret()
    {
        using (_watch.LookAtExceptions())
        {
            await LogInAndLoseConnectionAsync();
            await LogInWronglyAsync();
            await MistrustCertificateAsync();
            await BeSentElsewhereAsync();
            await PutTokensAsync();
            MisspellUrls();
        }

        foreach (Activity span in _probe.Spans)
        {
            _watch.Look("spans", $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.SelectMany(happened => happened.Tags))} {string.Join(' ', span.Baggage)}");
        }

        foreach (TelemetryProbe.Measurement measurement in _probe.Measurements)
        {
            _watch.Look("measurements", $"{measurement.Instrument} {string.Join(' ', measurement.Tags)}");
        }

        Assert.Empty(_watch.Hits);
        Assert.Superset(new HashSet<string>(["exceptions", "frames", "measurements", "records", "spans", "texts"]), _watch.Sources.ToHashSet());
        output.WriteLine(_watch.Line);
    }

    [Fact]
    public void A_secret_that_does_show_is_seen()
    {
        List<string> told = [];
        CanaryWatch watch = new(told.Add);

        watch.Look("texts", $"amqp://shop:{Canary.Password}@127.0.0.1");
        watch.Look("texts", "amqp://shop@127.0.0.1");

        Assert.StartsWith("texts: amqp://shop:", Assert.Single(watch.Hits), StringComparison.Ordinal);
        Assert.Equal(watch.Hits, told);
        Assert.Equal("canary hits=1 sources=texts:2", watch.Line);
    }

    private static InProcessBrokerOptions WithUser(string password)
    {
        InProcessBrokerOptions options = new() { AllowAnonymous = false };
        options.Users["shop"] = password;
        return options;
    }

    private async Task LogInAndLoseConnectionAsync()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(WithUser(Canary.Password));
        BrokerQueue queue = broker.CreateQueue(_probe.Address);
        queue.SettleNext(Settlement.Accept, Settlement.Reject("amqp:precondition-failed", "no"), Settlement.Modify(undeliverableHere: true));
        await using SendClient client = Client(broker.Port);
        INoteSender notes = client.GetSender<INoteSender>(_probe.Options);
        LookAt(client, notes);

        LookAt(await notes.TellAsync(new Note(Canary.Content)).Within());
        LookAt(await notes.TellAsync(new Note(Canary.Content)).Within());
        LookAt(await Assert.ThrowsAnyAsync<SendException>(() => notes.SendAsync(new Note(Canary.Content)).Within()));
        broker.AbortConnections();
        LookAt(await notes.TellAsync(new Note(Canary.Content)).Within());
        broker.CloseConnections("amqp:connection:forced", "maintenance");
        LookAt(await notes.TellAsync(new Note(Canary.Content)).Within());
        LookAt(client, notes);
        await client.CloseAsync().Within();
        LookAt(await Assert.ThrowsAnyAsync<ObjectDisposedException>(() => notes.TellAsync(new Note(Canary.Content)).Within()));
        Assert.True(queue.Count > 0);
    }

    private async Task LogInWronglyAsync()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(WithUser(Canary.OtherPassword));
        await using SendClient client = Client(broker.Port);
        await FailAsync(client, SendReason.AuthenticationFailed);
    }

    private async Task MistrustCertificateAsync()
    {
        InProcessBrokerOptions options = WithUser(Canary.Password);
        options.Certificate = _certificates.Issue("elsewhere.example");
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);
        await using SendClient client = Client(broker.Port, settings =>
        {
            settings.UseTls = true;
            settings.ClientCertificates.Add(_certificates.Issue("billing"));
        });
        await FailAsync(client, SendReason.TlsFailed);
    }

    private async Task BeSentElsewhereAsync()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(WithUser(Canary.Password));
        broker.RefuseNextConnections(2, "amqp:connection:redirect", "go elsewhere");
        await using SendClient client = Client(broker.Port);
        await FailAsync(client, expected: null);
    }

    private async Task PutTokensAsync()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue(_probe.Address);
        BrokerTokenNode node = broker.CreateTokenNode();
        node.Keys["send"] = Canary.Password;
        (AmqpCredential Credential, string Secret)[] credentials =
        [
            (AmqpCredential.SharedAccessKey("send", Canary.Password), Canary.Password), (AmqpCredential.SharedAccessKey("send", Canary.OtherPassword), Canary.OtherPassword),
            (AmqpCredential.Token(Canary.Password, DateTimeOffset.MaxValue), Canary.Password), (AmqpCredential.Token(new CanaryProvider()), Canary.Password),
        ];
        foreach ((AmqpCredential credential, string secret) in credentials)
        {
            _watch.Look("texts", credential.ToString());
            node.AnswerNext(1, 401, $"cannot read {secret} of {credential}");
            await using SendClient client = Client(broker.Port, options => (options.UserName, options.Password, options.Credential, options.SendTimeout) = (null, null, credential, TimeSpan.FromSeconds(2)));
            INoteSender notes = client.GetSender<INoteSender>(_probe.Options);
            LookAt(await notes.TellAsync(new Note(Canary.Content)).Within());
            LookAt(await notes.TellAsync(new Note(Canary.Content)).Within());
            LookAt(client, notes);
        }

        LookAt(Assert.ThrowsAny<ArgumentException>(() => AmqpCredential.SharedAccessSignature($"SharedAccessSignature sr=a&sig={Canary.Password}")));
        Assert.Contains(node.Tokens, token => token.IsAccepted);
        foreach (BrokerToken token in node.Tokens)
        {
            _watch.Look("texts", token.ToString());
        }
    }

    private void MisspellUrls()
    {
        string[] urls =
        [
            "amqp://shop:{password}@broker.example", "amqp://shop:{password}", "shop:{password}@localhost", "amqp://shop:{password}@localhost:port", "amqp://shop:{password}@",
            "amqp://shop:{password}/@localhost", "amqp://shop:{password}%zz@localhost", "http://shop:{password}@localhost",
        ];
        foreach (string url in urls)
        {
            LookAt(Assert.ThrowsAny<ArgumentException>(() => new SendClient(Canary.In(url))));
        }
    }

    private SendClient Client(int port, Action<SendClientOptions>? configure = null)
    {
        SendClientOptions options = new()
        {
            Host = "127.0.0.1",
            Port = port,
            UserName = "shop",
            Password = Canary.Password,
            LoggerFactory = new CanaryLog(_watch),
            RetryPolicy = RecordingPolicy.Eager,
            ConnectionProperties = { ["license"] = Canary.Content },
        };
        configure?.Invoke(options);
        _watch.Look("texts", options.ToString());
        _watch.Look("texts", SendClientSettings.Create(options).ToString());
        _watch.Look("texts", SendClientSettings.Create(options).Login.Credential.ToString());
        return new SendClient(options);
    }

    private async Task FailAsync(SendClient client, SendReason? expected)
    {
        INoteSender notes = client.GetSender<INoteSender>(_probe.Options);
        SendException opening = await Assert.ThrowsAnyAsync<SendException>(() => client.OpenAsync().Within());
        Assert.Equal(expected ?? opening.Reason, opening.Reason);
        LookAt(opening);
        LookAt(await notes.TellAsync(new Note(Canary.Content)).Within());
        LookAt(client, notes);
    }

    private void LookAt(SendClient client, INoteSender notes)
    {
        _watch.Look("texts", client.ToString());
        _watch.Look("texts", notes.ToString());
        _watch.Look("texts", client.GetMessageSender(notes).ToString());
    }

    /// <summary>Fails first, and gives a token then.</summary>
    private sealed class CanaryProvider : ITokenProvider
    {
        private int _calls;

        public ValueTask<AmqpToken> GetTokenAsync(TokenRequest request, CancellationToken cancellationToken) => Interlocked.Increment(ref _calls) == 1
            ? throw new InvalidOperationException("the identity service is away")
            : new(new AmqpToken(Canary.Password, DateTimeOffset.MaxValue));
    }

    private void LookAt(SendOutcome outcome) => _watch.Look("texts", $"{outcome} {outcome.Error} {outcome.Error?.Description}");

    private void LookAt(Exception exception) => _watch.Look("texts", $"{exception} {exception.Data.Count} {exception.HelpLink} {exception.Source}");
}
