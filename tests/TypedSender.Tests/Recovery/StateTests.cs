using TypedSender.Amqp;
using TypedSender.Amqp.Performatives;
using TypedSender.Testing;

namespace TypedSender.Tests.Recovery;

/// <summary>What people can see of clients and senders: states, events in order, what was agreed; and closing and opening in the middle of recovery.</summary>
public sealed class StateTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task States_are_told_in_order_with_reason_and_place()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        INoteSender notes = client.GetSender<INoteSender>();
        MessageSender sender = client.GetMessageSender(notes);
        var ofClient = new EventLog<SendClientStateChangedEventArgs>();
        var ofSender = new EventLog<MessageSenderStateChangedEventArgs>();
        client.StateChanged += (who, change) => ofClient.Add(who == client ? change : null!);
        sender.StateChanged += (who, change) => ofSender.Add(who == sender ? change : null!);
        Assert.Equal((SendClientState.Idle, MessageSenderState.Idle), (client.State, sender.State));

        await notes.SendAsync(new Note("a")).Within();
        Assert.Equal((SendClientState.Connected, MessageSenderState.Open), (client.State, sender.State));
        broker.CloseConnections("amqp:connection:forced", "maintenance");
        await ofSender.WaitForCountAsync(4);
        Assert.Single(broker.Links, link => link.IsOpen).Detach("amqp:link:detach-forced", "moved");
        await ofSender.WaitForCountAsync(6);
        await client.CloseAsync().Within();
        await ofClient.WaitForCountAsync(5);
        await ofSender.WaitForCountAsync(7);

        Assert.Equal(
            [
                (SendClientState.Idle, SendClientState.Connecting), (SendClientState.Connecting, SendClientState.Connected), (SendClientState.Connected, SendClientState.Reconnecting),
                (SendClientState.Reconnecting, SendClientState.Connected), (SendClientState.Connected, SendClientState.Closed),
            ],
            ofClient.Items.Select(change => (change.Previous, change.Current)));
        Assert.All(ofClient.Items, change => Assert.Equal($"127.0.0.1:{broker.Port}", change.Endpoint));
        Assert.Equal([null, null, "amqp:connection:forced", null, null], ofClient.Items.Select(change => change.Error?.Condition));
        Assert.Equal(
            [
                (MessageSenderState.Idle, MessageSenderState.Opening), (MessageSenderState.Opening, MessageSenderState.Open), (MessageSenderState.Open, MessageSenderState.Recovering),
                (MessageSenderState.Recovering, MessageSenderState.Open), (MessageSenderState.Open, MessageSenderState.Recovering), (MessageSenderState.Recovering, MessageSenderState.Open),
                (MessageSenderState.Open, MessageSenderState.Closed),
            ],
            ofSender.Items.Select(change => (change.Previous, change.Current)));
        Assert.Equal([null, null, "amqp:connection:forced", null, "amqp:link:detach-forced", null, null], ofSender.Items.Select(change => change.Error?.Condition));
        Assert.Equal((SendClientState.Closed, MessageSenderState.Closed), (client.State, sender.State));
    }

    [Fact]
    public async Task A_client_that_gives_up_is_idle_and_says_why()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await broker.SuspendAsync();
        await using var client = new SendClient(broker.Url);
        var changes = new EventLog<SendClientStateChangedEventArgs>();
        client.StateChanged += (_, change) => changes.Add(change);

        await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());
        await changes.WaitForCountAsync(2);

        Assert.Equal([SendClientState.Connecting, SendClientState.Idle], changes.Items.Select(change => change.Current));
        Assert.Equal(SendReason.ConnectionFailed, changes.Items[1].Error!.Reason);
        Assert.StartsWith(
            $"Nothing listens at 127.0.0.1:{broker.Port} (connection refused). Start the broker there, or correct host and port. To let sends wait for a broker that is yet to start, ",
            changes.Items[1].Error!.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handlers_may_throw_block_and_send()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        INoteSender notes = client.GetSender<INoteSender>();
        var sent = new EventLog<SendOutcome>();
        client.StateChanged += (_, change) => throw new InvalidOperationException("a bug of the user's");
        client.GetMessageSender(notes).StateChanged += (_, change) =>
        {
            if (change.Current == MessageSenderState.Open)
            {
                sent.Add(notes.TellTaskAsync(new Note("from a handler")).WaitAsync(TimeSpan.FromSeconds(10)).GetAwaiter().GetResult());
            }
        };

        await notes.SendAsync(new Note("a")).Within();
        await sent.WaitForCountAsync(1);
        broker.AbortConnections();
        await sent.WaitForCountAsync(2);

        Assert.All(sent.Items, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
    }

    [Fact]
    public async Task What_was_agreed_is_shown_while_the_link_is_attached()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.MaxMessageSize = 4096;
        queue.AttachResponse = new AttachResponse
        {
            OfferedCapabilities = ["queue", "shared"],
            Properties = new AmqpMap { { new AmqpSymbol("tier"), 2 } },
            Address = "/queues/notes",
            ReceiveSettleMode = ReceiverSettleMode.Second,
        };
        await using SendClient client = Connect(broker, new RecordingPolicy { Jitter = () => 0.5 });
        MessageSender sender = client.GetMessageSender(client.GetSender<INoteSender>());
        Assert.Null(sender.Attachment);

        await sender.OpenAsync().Within();

        SenderAttachment attachment = sender.Attachment!;
        Assert.Equal(broker.Links[0].Name, attachment.LinkName);
        Assert.Equal("/queues/notes", attachment.Address);
        Assert.Equal("notes", sender.Address);
        Assert.Equal(SenderSettleMode.Unsettled, attachment.SendSettleMode);
        Assert.Equal(ReceiverSettleMode.Second, attachment.ReceiveSettleMode);
        Assert.Equal(4096, attachment.MaxMessageSize);
        Assert.Equal(["queue", "shared"], attachment.OfferedCapabilities);
        Assert.Equal(2, attachment.Properties["tier"]);

        await broker.SuspendAsync();
        await client.WaitForAsync(state => state == SendClientState.Reconnecting).Within();
        Assert.Null(sender.Attachment);
        queue.AttachResponse = AttachResponse.Plain;
        queue.MaxMessageSize = 0;
        await broker.ResumeAsync();
        await _time.AdvanceUntilAsync(sender.WaitForAsync(state => state == MessageSenderState.Open), TimeSpan.FromMilliseconds(50));

        Assert.Equal("notes", sender.Attachment!.Address);
        Assert.Empty(sender.Attachment.OfferedCapabilities);
        Assert.Null(sender.Attachment.MaxMessageSize);
    }

    [Fact]
    public async Task Properties_that_differ_only_in_the_type_of_their_keys_do_no_harm()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").AttachResponse = new AttachResponse { Properties = new AmqpMap { { new AmqpSymbol("tier"), 1 }, { "tier", 2 }, { 3, 4 } } };
        await using SendClient client = Connect(broker, AmqpRetryPolicy.Default);
        MessageSender sender = client.GetMessageSender(client.GetSender<INoteSender>());

        await sender.OpenAsync().Within();

        Assert.Equal(2, sender.Attachment!.Properties["tier"]);
        Assert.Equal(4, sender.Attachment.Properties["3"]);
    }

    [Fact]
    public async Task Opening_in_the_middle_of_recovery_waits_for_its_end()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        var policy = new RecordingPolicy { Jitter = () => 0.5 };
        await using SendClient client = Connect(broker, policy);
        MessageSender sender = client.GetMessageSender(client.GetSender<INoteSender>());
        await sender.OpenAsync().Within();
        await broker.SuspendAsync();
        await policy.Asked.WaitForCountAsync(1);

        Task ofSender = sender.OpenAsync();
        Task ofClient = client.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        Task cancelled = sender.OpenAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Within());
        Assert.False(ofSender.IsCompleted);
        Assert.False(ofClient.IsCompleted);
        await broker.ResumeAsync();
        await _time.AdvanceUntilAsync(Task.WhenAll(ofSender, ofClient), TimeSpan.FromMilliseconds(50));

        await ofSender.Within();
        await ofClient.Within();
        Assert.Equal(MessageSenderState.Open, sender.State);
    }

    [Fact]
    public async Task Opening_in_the_middle_of_recovery_is_bounded_and_says_what_stood_in_the_way()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes");
        var policy = new RecordingPolicy { Jitter = () => 0.5 };
        await using SendClient client = Connect(broker, policy, openTimeout: TimeSpan.FromMinutes(1));
        MessageSender sender = client.GetMessageSender(client.GetSender<INoteSender>());
        await sender.OpenAsync().Within();
        await broker.SuspendAsync();
        await policy.Asked.WaitForCountAsync(1);

        Task ofSender = sender.OpenAsync();
        await _time.AdvanceUntilAsync(policy.Asked.WaitForCountAsync(2), TimeSpan.FromMilliseconds(10));
        await _time.AdvanceUntilAsync(ofSender, TimeSpan.FromMilliseconds(100));
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => ofSender.Within());

        Assert.Equal(
            $"The link to 'notes' was not attached within 60 s: there was no connection. The last failure: Nothing listens at 127.0.0.1:{broker.Port} (connection refused). Start the broker there, or correct host and port.",
            thrown.Message);
        Assert.Equal(SendReason.TimedOut, thrown.Reason);
    }

    private SendClient Connect(InProcessBroker broker, AmqpRetryPolicy policy, TimeSpan? openTimeout = null) => new(broker.Url, options =>
    {
        options.TimeProvider = _time;
        options.RetryPolicy = policy;
        options.IdleTimeout = Timeout.InfiniteTimeSpan;
        options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero;
        options.OpenTimeout = openTimeout ?? TimeSpan.FromDays(1);
    });
}
