using TypedSender.Testing;

namespace TypedSender.Tests.Recovery;

/// <summary>A lost connection is made again: when, how often, where, and never beside another.</summary>
public sealed class ReconnectTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refused_port_is_tried_seldom_however_many_senders_loop(bool hasConnected)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        var sockets = new SocketCounter(broker.Port);
        var policy = new RecordingPolicy { Jitter = new Random(11).NextDouble };
        await using SendClient client = Connect(broker, policy, sockets);
        if (hasConnected)
        {
            await client.OpenAsync().Within();
        }

        int before = sockets.Attempts;
        await broker.SuspendAsync();
        using var stop = new CancellationTokenSource();
        var outcomes = new EventLog<SendOutcome>();
        Task[] loops = [.. Enumerable.Range(0, 64).Select(number => Task.Run(() => SendUntilAsync(client, number, outcomes, stop.Token)))];
        for (TimeSpan passed = TimeSpan.Zero; passed < TimeSpan.FromSeconds(60); passed += Step)
        {
            _time.Advance(Step);
            do
            {
                await Task.Delay(1);
            }
            while (sockets.Attempts > policy.Asked.Count);
        }

        int attempts = sockets.Attempts - before;
        await stop.CancelAsync();
        await Task.WhenAll(loops).Within();

        Assert.InRange(attempts, 5, 20);
        Assert.Equal(1, sockets.MostOpen);
        Assert.All(outcomes.Items, outcome => Assert.Equal(SendOutcomeKind.NotSent, outcome.Kind));
        Assert.Equal(Enumerable.Range(1, policy.Failures.Count), policy.Failures.Select(failure => failure.Attempt));
        Assert.All(policy.Asked.Items, asked => Assert.InRange(asked.Decision.Delay, TimeSpan.Zero, TimeSpan.FromMilliseconds(Math.Min(30_000, 100 * Math.Pow(2, asked.Failure.Attempt - 1)))));
        Assert.All(policy.Asked.Items, asked => Assert.Equal(hasConnected, asked.Decision.IsRetry));

        await broker.ResumeAsync();
        Task<SendOutcome> next = client.GetSender<INoteSender>(new SenderOptions { SendTimeout = Timeout.InfiniteTimeSpan }).TellTaskAsync(new Note("next"));
        await _time.AdvanceUntilAsync(next, TimeSpan.FromSeconds(1));
        Assert.Equal(SendOutcome.Accepted, await next.Within());
    }

    [Fact]
    public async Task After_a_long_life_it_is_made_again_at_once_and_after_a_short_one_with_a_pause()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        var sockets = new SocketCounter(broker.Port);
        var policy = new RecordingPolicy { Jitter = () => 0.5 };
        await using SendClient client = Connect(broker, policy, sockets);
        EventLog<SendClientState> states = Watch(client);
        await client.OpenAsync().Within();

        _time.Advance(TimeSpan.FromSeconds(30));
        broker.AbortConnections();
        await states.WaitForAsync(items => items.Count(state => state == SendClientState.Connected) == 2);

        _time.Advance(TimeSpan.FromSeconds(29));
        broker.AbortConnections();
        await policy.Asked.WaitForCountAsync(2);
        Assert.Equal(SendClientState.Reconnecting, client.State);
        Assert.Equal(2, sockets.Attempts);
        await _time.AdvanceUntilAsync(states.WaitForAsync(items => items.Count(state => state == SendClientState.Connected) == 3), TimeSpan.FromMilliseconds(10));

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMilliseconds(100)], policy.Asked.Items.Select(asked => asked.Decision.Delay));
        Assert.Equal([TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(29)], policy.Failures.Select(failure => failure.Uptime));
        Assert.Equal(3, sockets.Attempts);
        Assert.Equal(1, sockets.MostOpen);
    }

    [Fact]
    public async Task Twenty_restarts_and_one_client()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        var sockets = new SocketCounter(broker.Port);
        await using SendClient client = Connect(broker, RecordingPolicy.Eager, sockets, TimeProvider.System);
        INoteSender notes = client.GetSender<INoteSender>();
        await notes.SendAsync(new Note("0")).Within();

        for (int restart = 1; restart <= 20; restart++)
        {
            await broker.SuspendAsync();
            Task<SendOutcome> waiting = notes.TellTaskAsync(new Note($"{restart}"));
            await broker.ResumeAsync();

            // The loss may not have been seen when it was sent: then it left for nowhere.
            SendOutcome outcome = await waiting.Within();
            if (!outcome.IsSuccess)
            {
                Assert.Equal(SendReason.ConnectionLost, outcome.Reason);
                await notes.SendAsync(new Note($"{restart}")).Within();
            }
        }

        Assert.Equal(Enumerable.Range(0, 21).Select(number => $"{number}"), queue.Messages.Select(message => Bytes.TextOf(message.Bytes.ToArray())));
        Assert.Equal(1, sockets.MostOpen);
        Assert.True((await client.CloseAsync().Within()).IsClean);
        Assert.Equal(0, sockets.Open);
    }

    [Fact]
    public async Task Hosts_are_tried_in_order_and_after_a_loss_the_next_one()
    {
        InProcessBroker[] brokers = [await InProcessBroker.StartAsync(), await InProcessBroker.StartAsync(), await InProcessBroker.StartAsync()];
        try
        {
            string[] names = [.. brokers.Select(broker => $"127.0.0.1:{broker.Port}")];
            var options = new SendClientOptions { Host = "127.0.0.1", Port = brokers[0].Port, RetryPolicy = RecordingPolicy.Eager };
            options.Hosts.Add(names[1]);
            options.Hosts.Add(names[2]);
            await using var client = new SendClient(options);
            var connected = new EventLog<string>();
            client.StateChanged += (_, change) =>
            {
                if (change.Current == SendClientState.Connected)
                {
                    connected.Add(change.Endpoint);
                }
            };

            await brokers[0].SuspendAsync();
            await client.OpenAsync().Within();
            await connected.WaitForCountAsync(1);
            await brokers[1].SuspendAsync();
            await connected.WaitForCountAsync(2);
            brokers[2].AbortConnections();
            await connected.WaitForCountAsync(3);
            await brokers[0].ResumeAsync();
            brokers[2].AbortConnections();
            await connected.WaitForCountAsync(4);

            Assert.Equal([names[1], names[2], names[2], names[0]], connected.Items);
        }
        finally
        {
            foreach (InProcessBroker broker in brokers)
            {
                await broker.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task When_no_host_can_be_connected_each_is_told()
    {
        await using InProcessBroker first = await InProcessBroker.StartAsync();
        await using InProcessBroker second = await InProcessBroker.StartAsync();
        await first.SuspendAsync();
        second.RefuseNextConnections(1, "amqp:not-found", "no vhost");
        var options = new SendClientOptions { Host = "127.0.0.1", Port = first.Port };
        options.Hosts.Add($"127.0.0.1:{second.Port}");
        await using var client = new SendClient(options);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetSender<INoteSender>().SendAsync(new Note("a")).Within());

        Assert.Equal(
            $"None of the 2 hosts could be connected. Nothing listens at 127.0.0.1:{first.Port} (connection refused). Start the broker there, or correct host and port. "
            + $"127.0.0.1:{second.Port} refused the connection: amqp:not-found: no vhost. Correct the virtual host '127.0.0.1', or create it at the broker. "
            + "To let sends wait for a broker that is yet to start, set RetryPolicy = new AmqpRetryPolicy { RetryFirstConnection = true }. The message to 'notes' was not sent.",
            thrown.Message);
        Assert.True(thrown.IsTransient);
    }

    [Fact]
    public async Task Credentials_that_are_no_longer_taken_end_the_trying()
    {
        var options = new InProcessBrokerOptions { CreateQueuesOnDemand = true };
        options.Users["shop"] = Canary.Password;
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);
        var policy = new RecordingPolicy { MinDelay = TimeSpan.Zero };
        await using var client = new SendClient($"amqp://shop:{Canary.Password}@127.0.0.1:{broker.Port}", settings => settings.RetryPolicy = policy);
        INoteSender notes = client.GetSender<INoteSender>();
        await notes.SendAsync(new Note("a")).Within();

        await broker.SuspendAsync();
        await policy.Asked.WaitForCountAsync(1);
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("b"));
        options.Users["shop"] = Canary.OtherPassword;
        await broker.ResumeAsync();

        string text = $"127.0.0.1:{broker.Port} refused the user 'shop' (SASL outcome 1, auth). Correct the user name or the password. If both are right, the broker may not know the password in the form that SCRAM-SHA-512 needs: allow another mechanism (SendClientOptions.SaslMechanisms).";
        Assert.Equal($"NotSent (AuthenticationFailed): {text} The message to 'notes' was not sent.", (await waiting.Within()).ToString());
        Assert.Equal(SendClientState.Idle, client.State);
        Assert.Equal(MessageSenderState.Idle, client.GetMessageSender(notes).State);
        Assert.False(policy.Asked.Items[^1].Decision.IsRetry);

        // Corrected at the broker: the next send tries again.
        options.Users["shop"] = Canary.Password;
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("c")).Within());
    }

    [Fact]
    public async Task A_peer_that_goes_on_breaking_the_protocol_is_given_up_after_three_more_attempts()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        var policy = new RecordingPolicy { MinDelay = TimeSpan.Zero };
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = policy);
        INoteSender notes = client.GetSender<INoteSender>();
        await notes.SendAsync(new Note("a")).Within();

        broker.RefuseNextConnections(10, "amqp:connection:framing-error", "what was that");
        broker.CloseConnections("amqp:connection:framing-error");
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetSender<INoteSender>(new SenderOptions { Address = "others" }).SendAsync(new Note("b")).Within());

        Assert.Equal("amqp:connection:framing-error", thrown.Condition);
        Assert.False(thrown.IsTransient);
        Assert.Equal([true, true, true, false], policy.Asked.Items.Take(4).Select(asked => asked.Decision.IsRetry));
    }

    private static EventLog<SendClientState> Watch(SendClient client)
    {
        var states = new EventLog<SendClientState>();
        client.StateChanged += (_, change) => states.Add(change.Current);
        return states;
    }

    private static async Task SendUntilAsync(SendClient client, int number, EventLog<SendOutcome> outcomes, CancellationToken stop)
    {
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { Address = $"notes-{number}" });
        while (!stop.IsCancellationRequested)
        {
            outcomes.Add(await notes.TellAsync(new Note("looping"), stop));
        }
    }

    private SendClient Connect(InProcessBroker broker, AmqpRetryPolicy policy, SocketCounter sockets, TimeProvider? time = null) => new(broker.Url, options =>
    {
        options.TimeProvider = time ?? _time;
        options.RetryPolicy = policy;
        options.ConnectStream = sockets.ConnectAsync;
        options.IdleTimeout = Timeout.InfiniteTimeSpan;
        if (time is null)
        {
            options.SendTimeout = TimeSpan.FromSeconds(1);
            options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero;

            // The clock may run far ahead of the sockets.
            options.OpenTimeout = TimeSpan.FromDays(1);
        }
    });
}
