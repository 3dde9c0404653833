using TypedSender.Testing;

namespace TypedSender.Tests.Recovery;

/// <summary>A link that is refused or detached, or whose session ends, is attached again where that can help; the others are left in peace.</summary>
public sealed class ReattachTests
{
    public static TheoryData<string> Passing => new()
    {
        "amqp:link:detach-forced", "amqp:internal-error", "amqp:illegal-state", "amqp:resource-locked", "amqp:resource-limit-exceeded", "amqp:link:transfer-limit-exceeded",
        "amqp:link:message-size-exceeded", "amqp:connection:forced", "amqp:session:window-violation", "com.microsoft:timeout", "com.microsoft:server-busy",
        "com.microsoft:operation-cancelled", "com.microsoft:container-close", "com.example:never-heard-of",
    };

    public static TheoryData<string> Lasting => new()
    {
        "amqp:not-found", "amqp:resource-deleted", "amqp:unauthorized-access", "amqp:not-allowed", "amqp:not-implemented", "amqp:invalid-field", "amqp:precondition-failed",
        "amqp:link:stolen", "amqp:link:redirect", "com.microsoft:entity-disabled", "com.microsoft:auth-failed",
    };

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task After_a_detach_that_may_pass_what_waits_goes_on_waiting(string condition)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Credit = CreditPolicy.Once(1);
        queue.Settlement = Settlement.Silence;
        await using SendClient client = Connect(broker);
        INoteSender notes = client.GetSender<INoteSender>();
        Task<SendOutcome> left = notes.TellTaskAsync(new Note("left"));
        await queue.WaitForArrivalsAsync(1).Within();
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("waiting"));

        queue.Credit = CreditPolicy.Window(10);
        queue.Settlement = Settlement.Accept;
        Assert.Single(broker.Links).Detach(condition, "for now");

        SendOutcome lost = await left.Within();
        Assert.Equal(SendOutcomeKind.Indeterminate, lost.Kind);
        Assert.Equal(SendReason.LinkDetached, lost.Reason);
        Assert.Equal(condition, lost.Error?.Condition.Value);
        Assert.Equal(SendOutcome.Accepted, await waiting.Within());
        Assert.Equal(2, broker.Links.Count);
        Assert.Equal(1, broker.AcceptedConnectionCount);
        Assert.Equal(1, queue.SenderCount);
    }

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task After_a_detach_that_lasts_what_waits_ends_and_the_next_send_tries_again(string condition)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Credit = CreditPolicy.None;
        await using SendClient client = Connect(broker);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("waiting"));

        queue.Credit = CreditPolicy.Window(10);
        Assert.Single(broker.Links).Detach(condition, "for good");

        SendOutcome ended = await waiting.Within();
        Assert.Equal(SendOutcomeKind.NotSent, ended.Kind);
        Assert.Equal(SendReason.LinkDetached, ended.Reason);
        Assert.StartsWith($"NotSent (LinkDetached): 127.0.0.1:{broker.Port} detached the link to 'notes': {condition}: for good. ", ended.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("The message to 'notes' was not sent.", ended.ToString(), StringComparison.Ordinal);
        Assert.Equal(MessageSenderState.Idle, client.GetMessageSender(notes).State);
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("next")).Within());
    }

    [Fact]
    public async Task A_link_that_is_refused_for_a_while_is_attached_in_the_end()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.RefuseNextLinks(5, "amqp:resource-locked", "someone else has it");
        var policy = new RecordingPolicy { MinDelay = TimeSpan.Zero };
        await using var client = new SendClient(broker.Url, options => options.RetryPolicy = policy);

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within());

        Assert.Equal([1, 2, 3, 4, 5], policy.Failures.Select(failure => failure.Attempt));
        Assert.All(policy.Failures, failure => Assert.Equal((AmqpRetryOperation.Attach, SendReason.AddressRefused, "notes"), (failure.Operation, failure.Reason, failure.Address)));
    }

    [Theory]
    [InlineData("amqp:internal-error")]
    [InlineData("amqp:session:window-violation")]
    [InlineData("amqp:not-found")]
    public async Task A_session_that_the_peer_ends_is_begun_again_for_all_links_on_it(string condition)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        await using SendClient client = Connect(broker);
        INoteSender[] senders = [.. Enumerable.Range(0, 5).Select(number => client.GetSender<INoteSender>(new SenderOptions { Address = $"notes-{number}" }))];
        foreach (INoteSender sender in senders)
        {
            await sender.SendAsync(new Note("before")).Within();
        }

        broker.Links[0].EndSession(condition, "oops");
        await broker.GetQueue("notes-0").WaitForSendersAsync(1).Within();
        SendOutcome[] outcomes = await Task.WhenAll(senders.Select(sender => sender.TellTaskAsync(new Note("after")))).Within();

        // The end may not have been seen when they were sent: then they left for a session that was gone.
        Assert.All(outcomes, outcome => Assert.True(outcome.IsSuccess || outcome.Reason == SendReason.SessionEnded, outcome.ToString()));
        foreach (INoteSender sender in senders)
        {
            Assert.Equal(SendOutcome.Accepted, await sender.TellAsync(new Note("again")).Within());
        }

        Assert.Equal(1, broker.AcceptedConnectionCount);
        Assert.All(broker.Queues, queue => Assert.Equal(1, queue.SenderCount));
    }

    [Fact]
    public async Task An_address_that_costs_the_session_fails_alone()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { EndSessionOfRefusedLinks = true });
        BrokerQueue[] queues = [.. Enumerable.Range(0, 8).Select(number => broker.CreateQueue($"notes-{number}"))];
        await using SendClient client = Connect(broker);
        using var stop = new CancellationTokenSource();
        var outcomes = new EventLog<SendOutcome>();
        Task[] loops = [.. queues.Select(queue => Task.Run(() => SendUntilAsync(client, queue.Name, outcomes, stop.Token)))];
        await outcomes.WaitForCountAsync(100);

        for (int i = 0; i < 5; i++)
        {
            INoteSender missing = client.GetSender<INoteSender>(new SenderOptions { Address = $"missing-{i}" });
            SendException thrown = await Assert.ThrowsAsync<SendException>(() => missing.SendAsync(new Note("nowhere")).Within());

            Assert.Equal(SendReason.AddressRefused, thrown.Reason);
            Assert.StartsWith($"127.0.0.1:{broker.Port} refused the address 'missing-{i}': amqp:not-found: ", thrown.Message, StringComparison.Ordinal);
            Assert.Equal("amqp:not-found", thrown.Condition);
            await outcomes.WaitForCountAsync(outcomes.Count + 20);
        }

        await stop.CancelAsync();
        await Task.WhenAll(loops).Within();

        // The others may have had something under way when their session ended, but none was refused or given up.
        Assert.All(outcomes.Items, outcome => Assert.True(
            outcome.IsSuccess || outcome is { Kind: SendOutcomeKind.Indeterminate, Reason: SendReason.SessionEnded }, outcome.ToString()));
        foreach (BrokerQueue queue in queues)
        {
            Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>(new SenderOptions { Address = queue.Name }).TellAsync(new Note("last")).Within());
        }

        Assert.Equal(1, broker.AcceptedConnectionCount);
    }

    [Fact]
    public async Task Two_addresses_that_cost_the_session_at_once_are_both_told()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { EndSessionOfRefusedLinks = true });
        broker.CreateQueue("notes");
        await using SendClient client = Connect(broker);
        Task<SendOutcome>[] sends =
        [
            client.GetSender<INoteSender>(new SenderOptions { Address = "missing-1" }).TellTaskAsync(new Note("nowhere")),
            client.GetSender<INoteSender>().TellTaskAsync(new Note("somewhere")),
            client.GetSender<INoteSender>(new SenderOptions { Address = "missing-2" }).TellTaskAsync(new Note("nowhere")),
        ];

        SendOutcome[] outcomes = await Task.WhenAll(sends).Within();

        Assert.Equal(SendReason.AddressRefused, outcomes[0].Reason);
        Assert.Equal(SendReason.AddressRefused, outcomes[2].Reason);
        Assert.True(outcomes[1].IsSuccess || outcomes[1].Reason == SendReason.SessionEnded, outcomes[1].ToString());
        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("again")).Within());
    }

    [Fact]
    public async Task A_capability_that_is_missing_fails_the_open_and_names_what_was_offered()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.AttachResponse = new AttachResponse { OfferedCapabilities = ["queue", "shared"] };
        await using SendClient client = Connect(broker);
        var required = new SenderOptions();
        required.RequiredCapabilities.Add("queue");
        required.RequiredCapabilities.Add("topic");
        INoteSender notes = client.GetSender<INoteSender>(required);

        const string Text = "The link to 'notes' was given up: the sender requires the capabilities topic, and the peer offers queue, shared. "
            + "Use a broker and an address that offer them, or require less in [RequiredCapability] or SenderOptions.RequiredCapabilities.";
        SendException opening = await Assert.ThrowsAsync<SendException>(() => client.GetMessageSender(notes).OpenAsync().Within());
        SendException sending = await Assert.ThrowsAsync<SendException>(() => notes.SendAsync(new Note("a")).Within());

        Assert.Equal(Text, opening.Message);
        Assert.Equal($"{Text} The message to 'notes' was not sent.", sending.Message);
        Assert.Equal(SendReason.CapabilityMissing, sending.Reason);
        Assert.False(sending.IsTransient);
        Assert.Equal(["queue", "topic"], broker.Links[0].DesiredCapabilities.Select(capability => capability.Value));
        Assert.Equal(0, queue.ArrivedCount);

        // Offered from now on: the next send attaches.
        queue.AttachResponse = new AttachResponse { OfferedCapabilities = ["topic", "queue"] };
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("b")).Within());
        Assert.Equal(["topic", "queue"], client.GetMessageSender(notes).Attachment!.OfferedCapabilities);
    }

    [Fact]
    public async Task A_thousand_refused_links_leave_no_handle_behind()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { HandleMax = 3, ChannelMax = 0 });
        await using SendClient client = Connect(broker);
        INoteSender notes = client.GetSender<INoteSender>();
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal(SendReason.AddressRefused, (await notes.TellAsync(new Note("nowhere")).Within()).Reason);
        }

        broker.CreateQueue("notes");
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("somewhere")).Within());
        Assert.Equal(1, broker.AcceptedConnectionCount);
    }

    private static async Task SendUntilAsync(SendClient client, string address, EventLog<SendOutcome> outcomes, CancellationToken stop)
    {
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { Address = address });
        while (!stop.IsCancellationRequested)
        {
            outcomes.Add(await notes.TellAsync(new Note("looping"), CancellationToken.None).Within());
        }
    }

    private static SendClient Connect(InProcessBroker broker) => new(broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
}
