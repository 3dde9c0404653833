using TypedSender.Testing;

namespace TypedSender.Tests.Recovery;

/// <summary>A policy of the user's own decides about connections, links and messages.</summary>
public sealed class PolicyTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Stop_ends_what_waits_and_the_next_send_tries_again()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Credit = CreditPolicy.None;
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = AmqpRetryPolicy.None);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("waiting"));

        queue.Credit = CreditPolicy.Window(10);
        broker.CloseConnections("amqp:connection:forced", "maintenance");

        Assert.Equal(
            $"NotSent (ConnectionLost): 127.0.0.1:{broker.Port} closed the connection: amqp:connection:forced: maintenance. Check the broker's log. The message to 'notes' was not sent.",
            (await waiting.Within()).ToString());
        Assert.Equal(SendClientState.Idle, client.State);
        Assert.Equal(1, broker.AcceptedConnectionCount);
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("next")).Within());
    }

    [Fact]
    public async Task Retry_waits_for_a_topology_that_is_yet_to_come()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        var policy = new RecordingPolicy(failure => failure.Condition == "amqp:not-found" ? AmqpRetryDecision.Retry(TimeSpan.FromSeconds(3)) : null);
        await using SendClient client = Connect(broker, policy);
        INoteSender notes = client.GetSender<INoteSender>();

        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("early"));
        await policy.Asked.WaitForCountAsync(1);
        await _time.AdvanceUntilAsync(policy.Asked.WaitForCountAsync(2), TimeSpan.FromMilliseconds(100));
        Assert.True(_time.GetElapsedTime(0) >= TimeSpan.FromSeconds(3));
        broker.CreateQueue("notes");
        await _time.AdvanceUntilAsync(waiting, TimeSpan.FromMilliseconds(100));

        Assert.Equal(SendOutcome.Accepted, await waiting.Within());
        Assert.Equal([1, 2], policy.Failures.Select(failure => failure.Attempt));
    }

    [Fact]
    public async Task A_retry_that_does_not_count_leaves_the_number_as_it_is()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").RefuseNextLinks(4, "amqp:resource-locked");
        int asked = 0;
        var policy = new RecordingPolicy(_ => AmqpRetryDecision.Retry(TimeSpan.Zero, countsAsAttempt: ++asked > 2));
        await using SendClient client = Connect(broker, policy);

        Task<SendOutcome> send = client.GetSender<INoteSender>().TellTaskAsync(new Note("a"));
        await _time.AdvanceUntilAsync(send, TimeSpan.FromMilliseconds(10));

        Assert.Equal(SendOutcome.Accepted, await send);
        Assert.Equal([1, 1, 1, 2], policy.Failures.Select(failure => failure.Attempt));
    }

    /// <summary>Whoever opens between the end of a round and the policy's word has not seen that round.</summary>
    [Fact]
    public async Task Opening_while_the_policy_decides_is_an_attempt_of_its_own()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await broker.SuspendAsync();
        SendClient? opening = null;
        Task? late = null;
        var policy = new RecordingPolicy(_ =>
        {
            late ??= opening!.OpenAsync();
            return AmqpRetryDecision.Stop;
        });
        await using SendClient client = opening = Connect(broker, policy);

        await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());
        await policy.Asked.WaitForCountAsync(1);
        await broker.ResumeAsync();
        await _time.AdvanceUntilAsync(late!, TimeSpan.FromMilliseconds(100));

        await late!.Within();
        Assert.Equal(SendClientState.Connected, client.State);
    }

    [Fact]
    public async Task A_policy_that_throws_stops()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.RefuseNextLinks(1, "amqp:resource-locked");
        await using SendClient client = Connect(broker, new RecordingPolicy(_ => throw new InvalidOperationException("a bug of the user's")));
        INoteSender notes = client.GetSender<INoteSender>();

        Assert.Equal(SendReason.AddressRefused, (await notes.TellAsync(new Note("a")).Within()).Reason);
        await notes.SendAsync(new Note("b")).Within();
        queue.Settlement = Settlement.Silence;
        Task<SendOutcome> left = notes.TellTaskAsync(new Note("c"));
        await queue.WaitForArrivalsAsync(2).Within();
        broker.AbortConnections();
        Assert.Equal(SendOutcomeKind.Indeterminate, (await left.Within()).Kind);
        await client.WaitForAsync(state => state == SendClientState.Idle).Within();
    }

    [Fact]
    public async Task A_policy_that_blocks_keeps_nobody_else_from_working()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        broker.CreateQueue("others").RefuseNextLinks(1, "amqp:resource-locked");
        TaskCompletionSource release = Bounded.Signal();
        var policy = new RecordingPolicy(_ =>
        {
            release.Task.Wait();
            return AmqpRetryDecision.Retry(TimeSpan.Zero);
        });
        await using SendClient client = Connect(broker, policy);
        INoteSender notes = client.GetSender<INoteSender>();

        Task<SendOutcome> blocked = client.GetSender<INoteSender>(new SenderOptions { Address = "others" }).TellTaskAsync(new Note("a"));
        while (broker.AcceptedConnectionCount == 0)
        {
            await Task.Yield();
        }

        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("b")).Within());
        }

        Assert.False(blocked.IsCompleted);
        release.SetResult();
        Assert.Equal(SendOutcome.Accepted, await blocked.Within());
    }

    [Fact]
    public async Task Nobody_is_asked_about_a_connection_that_the_client_closes()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        var policy = new RecordingPolicy();
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = policy);
        await client.GetSender<INoteSender>().SendAsync(new Note("a")).Within();

        Assert.True((await client.CloseAsync().Within()).IsClean);

        Assert.Empty(policy.Failures);
    }

    [Theory]
    [InlineData("released")]
    [InlineData("modified")]
    [InlineData("rejected")]
    public async Task A_retained_message_that_is_not_accepted_may_be_sent_again(string verdict)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        Settlement settlement = verdict switch
        {
            "released" => Settlement.Release,
            "modified" => Settlement.Modify(deliveryFailed: true),
            _ => Settlement.Reject("amqp:precondition-failed", "not yet"),
        };
        queue.SettleNext(settlement);
        var policy = new RecordingPolicy(failure => failure.Operation == AmqpRetryOperation.Send ? AmqpRetryDecision.Retry(TimeSpan.FromSeconds(2)) : null);
        await using SendClient client = Connect(broker, policy);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { Retention = MessageRetention.UntilSettled });

        Task<SendOutcome> first = notes.TellTaskAsync(new Note("first"));
        await policy.Asked.WaitForCountAsync(1);
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("second")).Within());
        await _time.AdvanceUntilAsync(first, TimeSpan.FromMilliseconds(100));

        Assert.Equal(SendOutcome.Accepted, await first.Within());
        Assert.Equal(["second", "first"], queue.Messages.Select(message => Bytes.TextOf(message.Bytes.ToArray())));
    }

    [Fact]
    public async Task A_message_that_rests_ends_at_its_deadline_or_when_it_is_cancelled_or_the_client_closes()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Settlement = Settlement.Release;
        var policy = new RecordingPolicy(_ => AmqpRetryDecision.Retry(TimeSpan.FromHours(1)));
        await using SendClient client = Connect(broker, policy);
        INoteSender hasty = client.GetSender<INoteSender>(new SenderOptions { Retention = MessageRetention.UntilSettled, SendTimeout = TimeSpan.FromSeconds(2) });
        INoteSender patient = client.GetSender<INoteSender>(new SenderOptions { Retention = MessageRetention.UntilSettled, SendTimeout = TimeSpan.FromDays(1) });
        using var cancellation = new CancellationTokenSource();
        Task<SendOutcome> expired = hasty.TellTaskAsync(new Note("a"));
        Task<SendOutcome> cancelled = patient.TellTaskAsync(new Note("b"), cancellation.Token);
        Task<SendOutcome> closed = patient.TellTaskAsync(new Note("c"));
        await policy.Asked.WaitForCountAsync(3);

        await cancellation.CancelAsync();
        await _time.AdvanceUntilAsync(expired, TimeSpan.FromMilliseconds(100));
        Assert.Equal(
            "NotSent (TimedOut): The send to 'notes' timed out after 2 s while waiting to be sent again, as the peer had not accepted it. The message was not stored. Check the broker's load and log, or raise SendTimeout.",
            (await expired.Within()).ToString());
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Canceled), Show(await cancelled.Within()));
        SendCloseReport report = await client.CloseAsync().Within();
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Closed), Show(await closed.Within()));
        Assert.Equal(new SendCloseReport(NotSent: 1, Indeterminate: 0, UnconfirmedLost: 0), report);
        Assert.Equal(0, client.GetMessageSender(patient).PendingCount);
    }

    [Fact]
    public async Task An_overloaded_peer_gets_a_retained_message_again_without_being_asked_for_it()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        Settlement busy = Settlement.Reject("com.microsoft:server-busy", "later");
        queue.SettleNext(busy, busy);
        var policy = new RecordingPolicy { Jitter = () => 0 };
        await using SendClient client = Connect(broker, policy);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { Retention = MessageRetention.UntilSettled });

        Task<SendOutcome> send = notes.TellTaskAsync(new Note("a"));
        await _time.AdvanceUntilAsync(send, TimeSpan.FromMilliseconds(250));

        Assert.Equal(SendOutcome.Accepted, await send.Within());
        Assert.Equal([10, 10], policy.Asked.Items.Select(asked => asked.Decision.Delay.TotalSeconds));
        Assert.True(_time.GetElapsedTime(0) >= TimeSpan.FromSeconds(20));
        Assert.Equal(3, queue.ArrivedCount);
        Assert.Equal(1, queue.Count);
    }

    private static (SendOutcomeKind Kind, SendReason Reason) Show(SendOutcome outcome) => (outcome.Kind, outcome.Reason);

    private SendClient Connect(InProcessBroker broker, AmqpRetryPolicy policy) => new(broker.Url, options =>
    {
        options.TimeProvider = _time;
        options.RetryPolicy = policy;
        options.IdleTimeout = Timeout.InfiniteTimeSpan;
        options.SendTimeout = Timeout.InfiniteTimeSpan;
        options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero;

        // The clock may run far ahead of the sockets.
        options.OpenTimeout = TimeSpan.FromDays(1);
    });
}
