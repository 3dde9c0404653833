using TypedSender.Testing;

namespace TypedSender.Tests.Tokens;

/// <summary>Tokens that are refused, that expire under a link, or that do not give the right to an address.</summary>
public sealed class UnauthorizedTests
{
    private const string Unauthorized = "amqp:unauthorized-access";

    [Fact]
    public async Task A_token_that_is_refused_for_good_ends_the_sends_and_the_next_one_tries_again()
    {
        await using TokenClientBench bench = await TokenClientBench.StartAsync();
        bench.Node.AnswerNext(1, 401, "InvalidSignature: The token has an invalid signature.");
        INoteSender notes = bench.Notes();

        SendOutcome outcome = await notes.TellTaskAsync(new Note("a")).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AuthenticationFailed), (outcome.Kind, outcome.Reason));
        Assert.Equal(
            "NotSent (AuthenticationFailed): The peer refused the token for 'amqp://127.0.0.1/notes' with status 401 (InvalidSignature: The token has an invalid signature). Check that key or identity are the right ones and have rights to it, and the clocks. The message to 'notes' was not sent.",
            outcome.ToString());
        await bench.SendAsync(notes);
    }

    [Fact]
    public async Task A_wrong_key_is_told()
    {
        await using TokenClientBench bench = await TokenClientBench.StartAsync(configure: options => options.Credential = AmqpCredential.SharedAccessKey("send", Canary.OtherPassword));

        SendOutcome outcome = await bench.Notes().TellTaskAsync(new Note("a")).Within();

        Assert.Contains("status 401 (InvalidSignature", outcome.ToString(), StringComparison.Ordinal);
        Assert.False(outcome.Failure!.IsTransient);
    }

    [Fact]
    public async Task When_a_token_expires_under_a_link_another_one_is_put_and_the_link_attached_again()
    {
        RecordingPolicy policy = new() { MinDelay = TimeSpan.Zero };
        await using TokenClientBench bench = await TokenClientBench.StartAsync(TimeSpan.FromSeconds(100), options => options.RetryPolicy = policy);
        INoteSender notes = bench.Notes();
        await bench.SendAsync(notes);

        // The renewals get no answer until the old token has expired.
        bench.Node.AnswerNext(100, 503);
        BrokerLink link = bench.Broker.Links.Single(each => each.Address == "notes");
        for (int step = 0; step < 400 && link.IsOpen; step++)
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(1);
        }

        Assert.False(link.IsOpen);
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("waiting"));
        bench.Node.ForgetAnswers();
        await bench.Time.AdvanceUntilAsync(waiting, TimeSpan.FromSeconds(1));

        SendOutcome outcome = await waiting;
        Assert.True(outcome.IsSuccess || outcome.Kind == SendOutcomeKind.Indeterminate, outcome.ToString());

        // An indeterminate outcome comes with the detach, while the next attempt at a token may still wait for its pause.
        Task<SendOutcome> again = notes.TellTaskAsync(new Note("again"));
        await bench.Time.AdvanceUntilAsync(again, TimeSpan.FromMilliseconds(100));
        Assert.Equal(SendOutcome.Accepted, await again);
        AmqpRetryContext asked = Assert.Single(policy.Failures);
        Assert.Equal((1, SendReason.LinkDetached, Unauthorized, true), (asked.Attempt, asked.Reason, asked.Condition, asked.IsTransient));
        Assert.Equal(1, bench.Broker.AcceptedConnectionCount);
    }

    [Fact]
    public async Task A_link_that_is_detached_as_unauthorised_after_it_had_worked_is_attached_again_with_a_fresh_token()
    {
        await using TokenClientBench bench = await TokenClientBench.StartAsync();
        INoteSender notes = bench.Notes();
        for (int time = 1; time <= 3; time++)
        {
            await bench.SendAsync(notes);
            Assert.Equal(time, bench.Node.Tokens.Count);

            BrokerLink link = bench.Broker.Links.Single(each => each.Address == "notes" && each.IsOpen);
            link.Detach(Unauthorized, "ExpiredToken: the token is expired.");
            await bench.Node.WaitForTokensAsync(time + 1).Within();
        }

        await bench.SendAsync(notes);
    }

    [Fact]
    public async Task A_link_that_is_older_than_the_present_token_is_attached_with_that_one_and_then_with_a_fresh_one()
    {
        await using TokenClientBench bench = await TokenClientBench.StartAsync(TimeSpan.FromSeconds(100));
        INoteSender notes = bench.Notes();
        await bench.SendAsync(notes);
        for (int count = 2; count <= 3; count++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(95));
            await bench.WaitForAcceptedAsync(count);
        }

        bench.Broker.GetQueue("notes").RefuseNextLinks(1, Unauthorized, "revoked");
        bench.Broker.Links.Single(each => each.Address == "notes").Detach(Unauthorized, "revoked");

        await bench.Node.WaitForTokensAsync(4).Within();
        Task<SendOutcome> send = notes.TellTaskAsync(new Note("a"));
        await bench.Time.AdvanceUntilAsync(send, TimeSpan.FromMilliseconds(100));
        Assert.Equal(SendOutcome.Accepted, await send);
    }

    [Fact]
    public async Task An_address_that_is_refused_though_the_token_is_fresh_fails_and_says_so()
    {
        await using TokenClientBench bench = await TokenClientBench.StartAsync();
        BrokerQueue queue = bench.Broker.CreateQueue("notes");
        queue.RefuseNextLinks(1, Unauthorized, "Send claim required");

        SendOutcome outcome = await bench.Notes().TellTaskAsync(new Note("a")).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AddressRefused), (outcome.Kind, outcome.Reason));
        Assert.Contains(
            "The peer had accepted a fresh token for 'amqp://127.0.0.1/notes' before, from the shared access key 'send': it does not give the right to send there.",
            outcome.ToString(),
            StringComparison.Ordinal);
        Assert.Single(bench.Node.Tokens);
    }

    [Fact]
    public async Task A_token_that_was_there_already_gets_a_second_chance_and_no_third()
    {
        await using TokenClientBench bench = await TokenClientBench.StartAsync();
        BrokerQueue queue = bench.Broker.CreateQueue("notes");
        await bench.SendAsync(bench.Notes());

        queue.RefuseNextLinks(1, Unauthorized, "revoked");
        INoteSender second = bench.Client.GetSender<INoteSender>(new SenderOptions { Address = "notes", MaxInFlight = 2 });
        await bench.SendAsync(second);
        Assert.Equal(2, bench.Node.Tokens.Count);

        queue.RefuseNextLinks(2, Unauthorized, "revoked");
        INoteSender third = bench.Client.GetSender<INoteSender>(new SenderOptions { Address = "notes", MaxInFlight = 3 });
        SendOutcome outcome = await third.TellTaskAsync(new Note("a")).Within();
        Assert.Contains("accepted a fresh token", outcome.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, bench.Node.Tokens.Count);
    }

    [Fact]
    public async Task A_fixed_token_is_not_renewed_and_that_is_said()
    {
        await using TokenClientBench bench = await TokenClientBench.StartAsync(
            configure: options => options.Credential = AmqpCredential.Token(Canary.Password, new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero)));
        INoteSender notes = bench.Notes();
        bench.Broker.CreateQueue("notes").Credit = CreditPolicy.None;
        await bench.Client.GetMessageSender(notes).OpenAsync().Within();
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("waiting"));

        bench.Broker.Links.Single(each => each.Address == "notes").Detach(Unauthorized, "ExpiredToken");

        Assert.Contains("The token cannot be renewed: make a new client with a new one", (await waiting.Within()).ToString(), StringComparison.Ordinal);
        Assert.Single(bench.Node.Tokens);
    }

    [Fact]
    public async Task A_token_that_the_node_repeats_when_it_refuses_its_links_is_in_no_text()
    {
        await using TokenClientBench bench = await TokenClientBench.StartAsync(
            configure: options => options.Credential = AmqpCredential.Token(Canary.Password + new string('x', 600), new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero)));
        bench.Node.Node.RefuseNextLinks(1, Unauthorized, $"no rights by {Canary.Password}{new string('x', 600)}");

        SendOutcome outcome = await bench.Notes().TellTaskAsync(new Note("a")).Within();

        Assert.Equal(SendOutcomeKind.NotSent, outcome.Kind);
        Assert.Contains("repeats the token", outcome.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary.Mark, outcome.ToString(), StringComparison.Ordinal);
        Assert.Contains(bench.Log.Entries, static entry => entry.Text.Contains("$cbs", StringComparison.Ordinal));
        Assert.DoesNotContain(bench.Log.Entries, static entry => entry.Text.Contains(Canary.Mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_broker_without_the_node_is_told()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        await using SendClient client = new(broker.Url, options => options.Credential = AmqpCredential.SharedAccessKey("send", Canary.Password));

        SendOutcome outcome = await client.GetSender<INoteSender>().TellTaskAsync(new Note("a")).Within();

        Assert.Equal(SendReason.AuthenticationFailed, outcome.Reason);
        Assert.Contains("A broker without the node '$cbs' takes no tokens: use another credential for it.", outcome.ToString(), StringComparison.Ordinal);
    }
}
