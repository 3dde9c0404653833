using TypedSender.Testing;

namespace TypedSender.MicrosoftAmqp.Tests.Client;

/// <summary>A client on Microsoft.Azure.Amqp asks the retry policy, keeps its pauses, and tells sends what it says.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public async Task A_loss_is_put_to_the_policy_and_its_pause_is_kept()
    {
        ManualTimeProvider time = new();
        RecordingPolicy policy = new(_ => AmqpRetryDecision.Retry(TimeSpan.FromMilliseconds(50)));
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Credit = CreditPolicy.None;
        await using MicrosoftAmqpClient client = Connect(broker, policy, time);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("a"));
        queue.Credit = CreditPolicy.Window(10);

        broker.AbortConnections();
        await policy.Asked.WaitForCountAsync(1);

        AmqpRetryContext failure = policy.Failures[0];
        Assert.Equal((AmqpRetryOperation.Connect, SendReason.ConnectionLost, true, 1), (failure.Operation, failure.Reason, failure.HasWorked, failure.Attempt));
        Assert.Equal(TimeSpan.FromMilliseconds(50), policy.Asked.Items[0].Decision.Delay);
        Assert.Equal(1, broker.AcceptedConnectionCount);
        await time.AdvanceUntilAsync(waiting, TimeSpan.FromMilliseconds(10));
        Assert.Equal(SendOutcome.Accepted, await waiting.Within());
    }

    [Fact]
    public async Task A_policy_that_stops_ends_what_waits_and_the_next_send_tries_again()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Credit = CreditPolicy.None;
        await using MicrosoftAmqpClient client = Connect(broker, AmqpRetryPolicy.None, TimeProvider.System);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        Task<SendOutcome> waiting = notes.TellTaskAsync(new Note("a"));

        broker.CloseConnections("amqp:connection:forced", "maintenance");

        SendOutcome outcome = await waiting.Within();
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.ConnectionLost, "amqp:connection:forced"), (outcome.Kind, outcome.Reason, outcome.Error?.Condition.Value));
        queue.Credit = CreditPolicy.Window(10);
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("b")).Within());
    }

    [Fact]
    public async Task A_link_whose_loss_stopped_the_attempts_is_attached_by_the_next_send()
    {
        RecordingPolicy policy = new(_ => AmqpRetryDecision.Stop) { MinDelay = TimeSpan.Zero };
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using MicrosoftAmqpClient client = Connect(broker, policy, TimeProvider.System);
        INoteSender notes = client.GetSender<INoteSender>();
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("a")).Within());
        TaskCompletionSource stopped = Bounded.Signal();
        client.GetMessageSender(notes).StateChanged += (_, change) =>
        {
            if (change.Current == MessageSenderState.Idle)
            {
                stopped.TrySetResult();
            }
        };

        // The queue is deleted, and created again after one more send.
        queue.RefuseNextLinks(1, "amqp:not-found", "deleted");
        broker.Links.Single(link => link.IsOpen).Detach("amqp:resource-deleted", "deleted");
        await stopped.Task.Within();
        SendOutcome refused = await notes.TellAsync(new Note("b")).Within();
        SendOutcome accepted = await notes.TellAsync(new Note("c")).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AddressRefused, "amqp:not-found"), (refused.Kind, refused.Reason, refused.Error?.Condition.Value));
        Assert.Equal(SendOutcome.Accepted, accepted);
        Assert.Equal(["amqp:resource-deleted", "amqp:not-found"], policy.Failures.Select(failure => failure.Condition!));
    }

    [Fact]
    public async Task A_link_that_is_locked_for_a_while_is_attached_when_it_is_free()
    {
        RecordingPolicy policy = new() { MinDelay = TimeSpan.Zero };
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.RefuseNextLinks(3, "amqp:resource-locked", "busy");
        await using MicrosoftAmqpClient client = Connect(broker, policy, TimeProvider.System);

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within());

        Assert.Equal(
            Enumerable.Range(1, 3).Select(attempt => (AmqpRetryOperation.Attach, SendReason.AddressRefused, "amqp:resource-locked", "notes", attempt)),
            policy.Failures.Select(failure => (failure.Operation, failure.Reason, failure.Condition!, failure.Address!, failure.Attempt)));
        Assert.Equal(1, broker.AcceptedConnectionCount);
    }

    [Fact]
    public async Task A_refused_right_ends_what_waits()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").RefuseNextLinks(1, "amqp:unauthorized-access", "not yours");
        await using MicrosoftAmqpClient client = new(broker.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        SendOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => notes.TellTaskAsync(new Note("a")))).Within();

        Assert.All(outcomes, outcome =>
        {
            Assert.Equal((SendOutcomeKind.NotSent, SendReason.AddressRefused, "amqp:unauthorized-access"), (outcome.Kind, outcome.Reason, outcome.Error?.Condition.Value));
            Assert.Contains("Give the user the right to send to it", outcome.ToString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_session_that_ends_with_a_refused_link_is_told_and_others_go_on()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { EndSessionOfRefusedLinks = true });
        broker.CreateQueue("notes");
        await using MicrosoftAmqpClient client = new(broker.Url, options => options.RetryPolicy = AmqpRetryPolicy.None);
        INoteSender notes = client.GetSender<INoteSender>();
        Assert.True((await notes.TellAsync(new Note("a")).Within()).IsSuccess);

        SendOutcome outcome = await client.GetSender<INoteSender>(new SenderOptions { Address = "elsewhere" }).TellAsync(new Note("a")).Within();

        Assert.Equal(SendOutcomeKind.NotSent, outcome.Kind);
        Assert.Equal("amqp:not-found", outcome.Error?.Condition.Value);
        Assert.True((await notes.TellAsync(new Note("b")).Within()).IsSuccess);
        Assert.Single(broker.Links, link => link.Address == "notes");
    }

    [Fact]
    public async Task Opening_gives_up_after_OpenTimeout_and_names_the_obstacle()
    {
        ManualTimeProvider time = new();
        RecordingPolicy policy = new(_ => AmqpRetryDecision.Retry(TimeSpan.FromSeconds(1)));
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").RefuseNextLinks(10_000, "amqp:resource-locked", "busy");
        await using MicrosoftAmqpClient client = new(broker.Url, options =>
        {
            (options.TimeProvider, options.RetryPolicy) = (time, policy);
            (options.OpenTimeout, options.DrainTimeout, options.CloseTimeout) = (TimeSpan.FromMinutes(1), TimeSpan.Zero, TimeSpan.Zero);
        });
        Task opened = client.GetMessageSender(client.GetSender<INoteSender>()).OpenAsync();
        await policy.Asked.WaitForCountAsync(1);

        await time.AdvanceUntilAsync(opened, TimeSpan.FromSeconds(1));

        SendException exception = await Assert.ThrowsAsync<SendException>(() => opened.Within());
        Assert.Equal(SendReason.TimedOut, exception.Reason);
        Assert.StartsWith("The link to 'notes' was not attached within 60 s: the peer did not attach it. The last failure: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_senders_of_a_client_come_back_on_one_connection_and_share_its_memory_limit()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true, Credit = CreditPolicy.None });
        await using MicrosoftAmqpClient client = new(broker.Url, options =>
        {
            options.RetryPolicy = RecordingPolicy.Eager;
            // Room for ten messages with a trace context, which they have while another test listens, and not for fifteen.
            options.MaxPendingBytes = 6 * 1024;
            options.DrainTimeout = TimeSpan.Zero;
        });
        INoteSender[] senders = [.. Enumerable.Range(0, 5).Select(number => client.GetSender<INoteSender>(new SenderOptions { Address = $"notes-{number}" }))];
        await Task.WhenAll(senders.Select(sender => client.GetMessageSender(sender).OpenAsync())).Within();
        Task<SendOutcome>[] waiting = [.. senders.Concat(senders).Select(sender => sender.TellTaskAsync(new Note("a")))];

        Task<SendOutcome>[] full = [.. senders.Select(sender => sender.TellTaskAsync(new Note("b")))];
        Assert.Contains(SendReason.QueueFull, (await Task.WhenAll(full.Where(send => send.IsCompleted))).Select(outcome => outcome.Reason));
        foreach (BrokerQueue queue in broker.Queues)
        {
            queue.Credit = CreditPolicy.Window(10);
        }

        broker.AbortConnections();

        Assert.All(await Task.WhenAll(waiting).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(2, broker.AcceptedConnectionCount);
    }

    private static MicrosoftAmqpClient Connect(InProcessBroker broker, AmqpRetryPolicy policy, TimeProvider time) => new(broker.Url, options =>
    {
        options.TimeProvider = time;
        options.RetryPolicy = policy;
        options.SendTimeout = Timeout.InfiniteTimeSpan;
        options.DrainTimeout = TimeSpan.Zero;
        options.OpenTimeout = TimeSpan.FromDays(1);
    });
}
