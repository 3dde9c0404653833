using TypedSender.Testing;

namespace TypedSender.MicrosoftAmqp.Tests.Client;

/// <summary>Tokens of a client on Microsoft.Azure.Amqp: put at <c>$cbs</c> before an address is attached, renewed in the background, and replaced where the peer wants another one.</summary>
public sealed class TokenTests
{
    private const string Key = Canary.Password;

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData("MSSBCBS")]
    [InlineData("ANONYMOUS")]
    public async Task A_token_is_put_for_each_address_after_a_login_without_a_name(string mechanism)
    {
        await using InProcessBroker broker = await StartAsync(mechanism);
        BrokerTokenNode node = broker.CreateTokenNode();
        node.Keys["send"] = Key;
        await using MicrosoftAmqpClient client = Connect(broker, AmqpCredential.SharedAccessKey("send", Key));

        foreach (string address in (string[])["orders", "events", "orders"])
        {
            Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>(new SenderOptions { Address = address }).TellTaskAsync(new Note("a")).Within());
        }

        Assert.Equal(["amqp://127.0.0.1/events", "amqp://127.0.0.1/orders"], node.Tokens.Select(token => token.Audience).Order());
        Assert.All(node.Tokens, token => Assert.Equal((202, AmqpTokenTypes.SharedAccessSignature), (token.StatusCode, token.Type)));
        Assert.Equal(mechanism, broker.Connections[0].Mechanism);
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_expires_and_sends_go_on()
    {
        await using InProcessBroker broker = await StartAsync();
        BrokerTokenNode node = broker.CreateTokenNode();
        node.Keys["send"] = Key;
        await using MicrosoftAmqpClient client = Connect(broker, AmqpCredential.SharedAccessKey("send", Key, TimeSpan.FromSeconds(100)));
        INoteSender notes = client.GetSender<INoteSender>();
        Assert.Equal(SendOutcome.Accepted, await notes.TellTaskAsync(new Note("a")).Within());

        for (int tokens = 2; tokens <= 4; tokens++)
        {
            await _time.AdvanceUntilAsync(node.WaitForTokensAsync(tokens), TimeSpan.FromSeconds(1));
            Assert.Equal(SendOutcome.Accepted, await notes.TellTaskAsync(new Note("a")).Within());
        }

        Assert.All(node.Tokens, token => Assert.Equal(202, token.StatusCode));
        Assert.Equal(1, broker.AcceptedConnectionCount);
        Assert.All(broker.Links, link => Assert.True(link.IsOpen));
    }

    [Fact]
    public async Task A_token_comes_from_a_provider_with_its_type_and_expiry()
    {
        await using InProcessBroker broker = await StartAsync();
        BrokerTokenNode node = broker.CreateTokenNode();
        Provider provider = new(Canary.Content, _time.GetUtcNow() + TimeSpan.FromHours(1));
        await using MicrosoftAmqpClient client = Connect(broker, AmqpCredential.Token(provider));

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>(new SenderOptions { TokenAudience = "amqp://127.0.0.1/notes" }).TellTaskAsync(new Note("a")).Within());

        Assert.Equal("amqp://127.0.0.1/notes notes", Assert.Single(provider.Requests.Items));
        BrokerToken token = Assert.Single(node.Tokens);
        Assert.Equal((AmqpTokenTypes.AmqpJwt, _time.GetUtcNow() + TimeSpan.FromHours(1)), (token.Type, token.ExpiresOn));
    }

    [Theory]
    [InlineData(401, "InvalidSignature: the token is not signed with the right key", SendReason.AuthenticationFailed, "Check that key or identity are the right ones")]
    [InlineData(404, "there is no such address", SendReason.AuthenticationFailed, "Check the audience")]
    public async Task A_refused_token_ends_what_waits_for_it(int status, string description, SendReason reason, string advice)
    {
        await using InProcessBroker broker = await StartAsync();
        BrokerTokenNode node = broker.CreateTokenNode();
        node.AnswerNext(1, status, description);
        await using MicrosoftAmqpClient client = Connect(broker, AmqpCredential.SharedAccessKey("send", Key));

        SendOutcome outcome = await client.GetSender<INoteSender>().TellTaskAsync(new Note("a")).Within();

        Assert.Equal((SendOutcomeKind.NotSent, reason), (outcome.Kind, outcome.Reason));
        Assert.Contains($"The peer refused the token for 'amqp://127.0.0.1/notes' with status {status} ({description}). {advice}", outcome.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Not a canary: Microsoft.Azure.Amqp itself makes an exception of what the peer says, which this library does not pass on.</summary>
    [Fact]
    public async Task A_token_that_the_peer_repeats_is_in_no_text()
    {
        const string secret = "a-token-that-nobody-else-may-know";
        await using InProcessBroker broker = await StartAsync();
        broker.CreateTokenNode().AnswerNext(1, 401, $"the token {secret} is not known");
        await using MicrosoftAmqpClient client = Connect(broker, AmqpCredential.Token(secret, _time.GetUtcNow() + TimeSpan.FromHours(1)));

        SendOutcome outcome = await client.GetSender<INoteSender>().TellTaskAsync(new Note("a")).Within();

        Assert.Contains("with status 401 ", outcome.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, $"{outcome} {outcome.Error} {outcome.Cause}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_node_is_asked_again_while_sends_wait()
    {
        await using InProcessBroker broker = await StartAsync();
        BrokerTokenNode node = broker.CreateTokenNode();
        node.Keys["send"] = Key;
        node.AnswerNext(2, 503, "later");
        await using MicrosoftAmqpClient client = Connect(broker, AmqpCredential.SharedAccessKey("send", Key));

        Task<SendOutcome> send = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        await _time.AdvanceUntilAsync(send, TimeSpan.FromMilliseconds(100));

        Assert.Equal(SendOutcome.Accepted, await send.Within());
        Assert.Equal([503, 503, 202], node.Tokens.Select(token => token.StatusCode));
    }

    [Fact]
    public async Task A_link_whose_right_was_revoked_is_attached_with_another_token()
    {
        await using InProcessBroker broker = await StartAsync();
        BrokerTokenNode node = broker.CreateTokenNode();
        node.Keys["send"] = Key;
        await using MicrosoftAmqpClient client = Connect(broker, AmqpCredential.SharedAccessKey("send", Key));
        INoteSender notes = client.GetSender<INoteSender>();
        Assert.Equal(SendOutcome.Accepted, await notes.TellTaskAsync(new Note("a")).Within());
        _time.Advance(TimeSpan.FromMinutes(1));

        broker.Links.Single(link => link.Address == "notes").Detach("amqp:unauthorized-access", "the token was revoked");
        await node.WaitForTokensAsync(2).Within();

        SendOutcome outcome = await notes.TellTaskAsync(new Note("b")).Within();
        Assert.True(outcome is { IsSuccess: true } or { Reason: SendReason.LinkDetached }, outcome.ToString());
        Assert.Equal(SendOutcome.Accepted, await notes.TellTaskAsync(new Note("c")).Within());
    }

    [Fact]
    public async Task After_the_connection_was_lost_tokens_are_put_anew()
    {
        await using InProcessBroker broker = await StartAsync();
        BrokerTokenNode node = broker.CreateTokenNode();
        node.Keys["send"] = Key;
        await using MicrosoftAmqpClient client = Connect(broker, AmqpCredential.SharedAccessKey("send", Key));
        INoteSender notes = client.GetSender<INoteSender>();
        Assert.Equal(SendOutcome.Accepted, await notes.TellTaskAsync(new Note("a")).Within());

        broker.AbortConnections();
        SendOutcome outcome = await notes.TellTaskAsync(new Note("b")).Within();

        Assert.True(outcome is { IsSuccess: true } or { Reason: SendReason.ConnectionLost }, outcome.ToString());
        Assert.Equal(SendOutcome.Accepted, await notes.TellTaskAsync(new Note("c")).Within());
        Assert.Equal(2, node.Tokens.Select(token => token.Connection).Distinct().Count());
    }

    private ValueTask<InProcessBroker> StartAsync(string mechanism = "MSSBCBS") =>
        InProcessBroker.StartAsync(new InProcessBrokerOptions { TimeProvider = _time, IdleTimeout = null, CreateQueuesOnDemand = true, SaslMechanisms = { mechanism } });

    private MicrosoftAmqpClient Connect(InProcessBroker broker, AmqpCredential credential) => new(broker.Url, options =>
    {
        options.TimeProvider = _time;
        options.Credential = credential;
        options.RetryPolicy = RecordingPolicy.Eager;
        options.DrainTimeout = TimeSpan.Zero;

        // The clock runs far ahead of the sockets.
        options.OpenTimeout = options.SendTimeout = options.TokenTimeout = TimeSpan.FromDays(1);
    });

    private sealed class Provider(string token, DateTimeOffset expiresOn) : ITokenProvider
    {
        public EventLog<string> Requests { get; } = new();

        public ValueTask<AmqpToken> GetTokenAsync(TokenRequest request, CancellationToken cancellationToken)
        {
            Requests.Add($"{request.Audience} {request.Address}");
            return new(new AmqpToken(token, expiresOn, AmqpTokenTypes.AmqpJwt));
        }
    }
}
