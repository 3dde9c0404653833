using TypedSender.Testing;

namespace TypedSender.Tests.Tokens;

/// <summary>A client puts a token before it attaches, renews it behind the back of sends, and explains what a send waits for.</summary>
public sealed class ClientTokenTests
{
    [Fact]
    public async Task A_token_is_put_before_the_address_is_attached_one_for_each_audience()
    {
        await using TokenClientBench bench = await TokenClientBench.StartAsync();
        INoteSender[] senders = [bench.Notes("orders"), bench.Notes("/orders"), bench.Notes("events"), bench.Client.GetSender<INoteSender>(new SenderOptions { Address = "orders", MaxInFlight = 7 })];

        await Task.WhenAll(senders.Select(sender => bench.SendAsync(sender)));

        Assert.Equal(["amqp://127.0.0.1/events", "amqp://127.0.0.1/orders"], bench.Node.Tokens.Select(token => token.Audience).Order());
        Assert.All(bench.Node.Tokens, token =>
        {
            Assert.Equal((202, "servicebus.windows.net:sastoken", new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero)), (token.StatusCode, token.Type, token.ExpiresOn));
        });
        Assert.Equal("$cbs", bench.Broker.Links[0].Address);
        Assert.Equal("$cbs", bench.Broker.Links[1].Address);
        Assert.Equal(6, bench.Broker.Links.Count);
    }

    [Fact]
    public async Task The_audience_is_that_of_the_options_where_they_have_one()
    {
        await using TokenClientBench bench = await TokenClientBench.StartAsync();
        bench.Node.Covers = (audience, _) => audience == "urn:shop";

        await bench.SendAsync(bench.Client.GetSender<INoteSender>(new SenderOptions { Address = "orders", TokenAudience = "urn:shop" }));
        await bench.SendAsync(bench.Client.GetSender<INoteSender>(new SenderOptions { Address = "events", TokenAudience = "urn:shop" }));

        Assert.Equal("urn:shop", Assert.Single(bench.Node.Tokens).Audience);
    }

    [Fact]
    public async Task The_host_of_the_audience_is_that_of_the_options_where_they_have_one()
    {
        await using TokenClientBench bench = await TokenClientBench.StartAsync(configure: options => options.TokenHost = "shop.example");

        await bench.SendAsync(bench.Notes("/orders"));

        Assert.Equal("amqp://shop.example/orders", Assert.Single(bench.Node.Tokens).Audience);
        Assert.Throws<ArgumentException>("options", () => new SendClient(new SendClientOptions { TokenHost = "shop example" }));
        Assert.Throws<ArgumentException>("options", () => new SendClient(new SendClientOptions { TokenHost = "" }));
    }

    /// <summary>With every put-token held back, what has a valid token is sent; a send that waits waits for credit, not for a token.</summary>
    [Fact]
    public async Task While_tokens_are_held_back_no_send_waits_whose_token_is_valid()
    {
        await using TokenClientBench bench = await TokenClientBench.StartAsync(TimeSpan.FromSeconds(100));
        INoteSender[] senders = [.. Enumerable.Range(0, 5).Select(number => bench.Notes($"notes-{number}"))];
        BrokerQueue starved = bench.Broker.CreateQueue("starved");
        starved.Credit = CreditPolicy.None;
        INoteSender waiting = bench.Notes("starved");
        await Task.WhenAll(senders.Select(sender => bench.SendAsync(sender)));
        await bench.Client.GetMessageSender(waiting).OpenAsync().Within();
        bench.Node.Hold();

        bench.Time.Advance(TimeSpan.FromSeconds(90));
        await bench.Node.WaitForArrivalsAsync(12).Within();
        for (int second = 0; second < 9; second++)
        {
            await Task.WhenAll(senders.Select(sender => bench.SendAsync(sender)));
            await bench.SendAsync(bench.Client.GetSender<INoteSender>(new SenderOptions { Address = "notes-0", MaxInFlight = 10 + second }));
            await CheckWaitsForAsync(waiting, "waiting for link credit");
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        // What has no token yet waits for one, and says so.
        await CheckWaitsForAsync(bench.Notes("late"), "waiting for a token to be given and accepted by the peer");
        Assert.Equal(6, bench.Node.Tokens.Count);
        bench.Node.Release();
        await bench.SendAsync(bench.Notes("late"));
    }

    [Theory]
    [InlineData("00:00:10", null, "00:00:09")]
    [InlineData("01:00:00", null, "00:54:00")]
    [InlineData("01:00:00", "00:20:00", "00:40:00")]
    [InlineData("1.01:00:00", null, "1.00:53:00")]
    public async Task Sends_go_on_for_longer_than_a_token_lives_and_none_waits_or_fails(string lifetime, string? window, string renewal)
    {
        TimeSpan life = TimeSpan.Parse(lifetime, System.Globalization.CultureInfo.InvariantCulture);
        TimeSpan next = TimeSpan.Parse(renewal, System.Globalization.CultureInfo.InvariantCulture);
        await using TokenClientBench bench = await TokenClientBench.StartAsync(
            life, options => options.TokenRefreshWindow = window is null ? null : TimeSpan.Parse(window, System.Globalization.CultureInfo.InvariantCulture));
        INoteSender notes = bench.Notes();
        await bench.SendAsync(notes);

        for (int renewals = 1; renewals <= 5; renewals++)
        {
            bench.Time.Advance(next);
            await bench.WaitForAcceptedAsync(1 + renewals).Within();
            await bench.SendAsync(notes);
            await bench.SendAsync(bench.Client.GetSender<INoteSender>(new SenderOptions { Address = "notes", MaxInFlight = renewals }));
        }

        Assert.All(bench.Node.Tokens, token => Assert.Equal(202, token.StatusCode));
        Assert.Equal(1, bench.Broker.AcceptedConnectionCount);
        Assert.All(bench.Broker.Links, link => Assert.True(link.IsOpen));
    }

    [Fact]
    public async Task A_send_that_times_out_says_what_kept_its_token_away()
    {
        await using TokenClientBench bench = await TokenClientBench.StartAsync(configure: options => options.SendTimeout = TimeSpan.FromSeconds(30));
        bench.Node.Hold();
        Task<SendOutcome> first = bench.Notes().TellTaskAsync(new Note("a"));
        await bench.Node.WaitForArrivalsAsync(1).Within();

        await bench.Time.AdvanceUntilAsync(bench.Log.WaitForAsync(entry => entry.Id == 5002), TimeSpan.FromSeconds(1));
        await bench.Time.AdvanceUntilAsync(first, TimeSpan.FromSeconds(1));

        SendOutcome outcome = await first;
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.TimedOut), (outcome.Kind, outcome.Reason));
        Assert.Contains(
            "The send to 'notes' timed out after 30 s while waiting for a token to be given and accepted by the peer. The message was not sent. The last failure: The peer did not answer the token for 'amqp://127.0.0.1/notes' on its node '$cbs' within 10 s (TokenTimeout).",
            outcome.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_that_times_out_says_so_too()
    {
        await using TokenClientBench bench = await TokenClientBench.StartAsync(configure: options => options.TokenTimeout = TimeSpan.FromMinutes(1));
        bench.Node.Hold();
        Task opened = bench.Client.GetMessageSender(bench.Notes()).OpenAsync();
        await bench.Node.WaitForArrivalsAsync(1).Within();

        await bench.Time.AdvanceUntilAsync(opened, TimeSpan.FromSeconds(1));

        SendException exception = await Assert.ThrowsAnyAsync<SendException>(() => opened);
        Assert.Equal(
            "The link to 'notes' was not attached within 15 s: no token for it had been accepted. Check what gives the tokens, and the broker's node '$cbs', or lower TokenTimeout to learn which of them is slow.",
            exception.Message);
    }

    [Fact]
    public async Task After_the_connection_was_lost_tokens_are_put_anew()
    {
        await using TokenClientBench bench = await TokenClientBench.StartAsync();
        INoteSender notes = bench.Notes();
        await bench.SendAsync(notes);

        bench.Broker.AbortConnections();
        Task<SendOutcome> again = notes.TellTaskAsync(new Note("again"));
        await bench.Node.WaitForTokensAsync(2).Within();

        // It may have been written before the loss was seen.
        Assert.True((await again.Within()) is { IsSuccess: true } or { Reason: SendReason.ConnectionLost });
        await bench.SendAsync(notes);
        Assert.Equal(2, bench.Node.Tokens.Select(token => token.Connection).Distinct().Count());
    }

    [Fact]
    public async Task A_fresh_token_is_asked_of_a_provider_for_each_audience_and_comes_with_its_type()
    {
        Provider provider = new();
        await using TokenClientBench bench = await TokenClientBench.StartAsync(configure: options => options.Credential = AmqpCredential.Token(provider));

        await bench.SendAsync(bench.Notes("orders"));
        await bench.SendAsync(bench.Notes("events"));

        Assert.Equal(["amqp://127.0.0.1/orders orders", "amqp://127.0.0.1/events events"], provider.Requests.Items.Select(request => $"{request.Audience} {request.Address}"));
        Assert.All(provider.Requests.Items, request => Assert.Equal(bench.Broker.Port, request.Endpoint.Port));

        // The broker reads the expiry of such a token in the property "expiration" alone.
        Assert.All(bench.Node.Tokens, token => Assert.Equal(("amqp:jwt", new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero)), (token.Type, token.ExpiresOn)));
    }

    [Fact]
    public async Task A_management_node_is_asked_with_a_token_of_its_own()
    {
        await using TokenClientBench bench = await TokenClientBench.StartAsync();
        bench.Broker.CreateNode("$management", request => request.CreateReply(200));
        bench.Node.AnswerNext(1, 401, "no");

        SendException refused = await Assert.ThrowsAnyAsync<SendException>(() => bench.Client.GetManagement().RequestAsync(new AmqpManagementRequest { Operation = "READ" }).Within());
        await bench.Client.GetManagement().RequestAsync(new AmqpManagementRequest { Operation = "READ" }).Within();
        await bench.Client.GetManagement().RequestAsync(new AmqpManagementRequest { Operation = "READ" }).Within();

        Assert.Contains("refused the token for 'amqp://127.0.0.1/$management' with status 401 (no).", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["amqp://127.0.0.1/$management", "amqp://127.0.0.1/$management"], bench.Node.Tokens.Select(token => token.Audience));

        // The links to the node stay, and so their token is renewed.
        bench.Time.Advance(TimeSpan.FromMinutes(54));
        await bench.Node.WaitForTokensAsync(3).Within();
    }

    private static async Task CheckWaitsForAsync(INoteSender notes, string what)
    {
        using CancellationTokenSource canceling = new();
        Task<SendOutcome> send = notes.TellTaskAsync(new Note("waits"), canceling.Token);
        await canceling.CancelAsync();
        Assert.Contains($"was cancelled while {what}", (await send.Within()).ToString(), StringComparison.Ordinal);
    }

    private sealed class Provider : ITokenProvider
    {
        public EventLog<TokenRequest> Requests { get; } = new();

        public ValueTask<AmqpToken> GetTokenAsync(TokenRequest request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return new(new AmqpToken(Canary.Password, new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero), AmqpTokenTypes.AmqpJwt));
        }
    }
}
