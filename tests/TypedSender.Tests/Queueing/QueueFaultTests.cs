using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Queueing;

/// <summary>A queue whose connection is lost, or whose sender is closed.</summary>
public sealed class QueueFaultTests
{
    [Fact]
    public async Task A_full_queue_outlives_its_connection_and_keeps_its_order()
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => options.Queue.MaxCount = 50);
        queue.Enqueue([.. Enumerable.Range(0, 50).Select(number => $"{number}")]);
        Task<long> waiting = queue.Sender.EnqueueAsync(QueueCase.Text("50")).AsTask();
        queue.Broker.AbortConnections();
        queue.Queue.Credit = CreditPolicy.Window(10);

        Assert.Equal(51, await waiting.Within());
        Assert.Equal(51, (await queue.Sender.FlushAsync().Within()).Succeeded);
        Assert.Equal(Enumerable.Range(0, 51).Select(number => $"{number}"), queue.Arrived);
    }

    [Fact]
    public async Task What_may_have_left_when_the_connection_was_lost_is_indeterminate_and_has_its_bytes()
    {
        await using QueueCase queue = await QueueCase.StartAsync();
        queue.Queue.SettleNext(Settlement.Silence);
        queue.Queue.GrantCredit(1);
        queue.Enqueue("a", "b");
        await queue.Queue.WaitForArrivalsAsync(1).Within();
        queue.Queue.Credit = CreditPolicy.Window(10);
        queue.Broker.AbortConnections();

        SendQueueReport report = await queue.Sender.FlushAsync().Within();

        Assert.Equal((2, 1), (report.Count, report.Succeeded));
        QueuedMessage lost = Assert.Single(report.Indeterminate);
        Assert.Empty(report.NotSent);
        Assert.Equal((1, SendReason.ConnectionLost), (lost.Number, lost.Outcome.Reason));
        Assert.Equal("a", AmqpMessage.Decode(lost.Encoded.Span).Value);
    }

    [Fact]
    public async Task A_retained_message_is_sent_again_and_is_seen_to_be()
    {
        await using QueueCase queue = await QueueCase.StartAsync(
            options => options.Retention = MessageRetention.UntilSettled,
            options => options.RetryPolicy = new AmqpRetryPolicy { MinDelay = TimeSpan.FromMilliseconds(1), BusyDelay = TimeSpan.FromHours(1) });
        queue.Queue.SettleNext(Settlement.Reject("amqp:resource-limit-exceeded"));
        queue.Queue.GrantCredit(1);
        queue.Enqueue("a");
        await queue.Queue.WaitForArrivalsAsync(1).Within();

        await Task.Run(async () =>
        {
            while (Assert.Single(queue.Sender.GetPendingMessages()).State != PendingMessageState.Retrying)
            {
                await Task.Yield();
            }
        }).Within();

        Assert.Equal(1, Assert.Single(queue.Sender.GetPendingMessages()).Attempts);
        SendCloseReport closed = await queue.Sender.CloseAsync().Within();
        Assert.Equal(SendOutcomeKind.NotSent, Assert.Single(Assert.Single(closed.Queues).Failed).Outcome.Kind);
    }

    [Fact]
    public async Task Closing_gives_back_what_was_not_sent_and_another_client_takes_it()
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => options.Queue.MaxCount = 4);
        queue.Queue.SettleNext(Settlement.Accept, Settlement.Silence);
        queue.Queue.GrantCredit(2);
        queue.Enqueue("a", "b", "c", new string('d', 100_000));
        Task<long> waiting = queue.Sender.EnqueueAsync(QueueCase.Text("e")).AsTask();
        await queue.Queue.WaitForArrivalsAsync(2).Within();

        // With the outcome of the first one there was room for the one that waited.
        Assert.Equal(5, await waiting.Within());

        SendCloseReport closed = await queue.Sender.CloseAsync().Within();

        SendQueueReport report = Assert.Single(closed.Queues);
        Assert.Equal((3, 1), (closed.NotSent, closed.Indeterminate));
        Assert.False(closed.IsClean);
        Assert.Equal(5, report.Count);
        Assert.Equal([3, 4, 5], report.NotSent.Select(message => message.Number));
        Assert.All(report.NotSent, message => Assert.Equal(SendReason.Closed, message.Outcome.Reason));
        Assert.Equal(2, Assert.Single(report.Indeterminate).Number);
        Assert.Empty((await queue.Sender.CloseAsync().Within()).Queues);
        Assert.Throws<ObjectDisposedException>(() => queue.Sender.TryEnqueue(QueueCase.Text("e")));
        Assert.Throws<ObjectDisposedException>(() => { _ = queue.Sender.EnqueueAsync(QueueCase.Text("e")); });
        await Assert.ThrowsAsync<ObjectDisposedException>(() => queue.Sender.FlushAsync().Within());

        BrokerQueue elsewhere = queue.Broker.CreateQueue("elsewhere");
        await using SendClient other = new(queue.Broker.Url);
        MessageSender sender = other.GetMessageSender("elsewhere");
        Assert.All(report.NotSent.Take(2), message => Assert.True(sender.TryEnqueue(message)));
        Assert.Equal(3, await sender.EnqueueAsync(report.NotSent[2], CancellationToken.None).Within());
        Assert.True((await sender.FlushAsync().Within()).IsSuccess);
        Assert.Equal(["c", new string('d', 100_000), "e"], elsewhere.Messages.Select(message => (string)message.Message.Value!));
    }

    [Fact]
    public async Task A_queue_that_is_full_when_its_sender_closes_refuses_those_that_wait_for_room()
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => options.Queue.MaxCount = 2);
        queue.Enqueue("a", "b");
        Task<long> waiting = queue.Sender.EnqueueAsync(QueueCase.Text("c")).AsTask();
        Task<SendQueueReport> flush = queue.Sender.FlushAsync();

        SendCloseReport closed = await queue.Sender.CloseAsync().Within();

        SendException refused = await Assert.ThrowsAsync<SendException>(() => waiting.Within());
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Closed), (refused.Outcome.Kind, refused.Reason));
        Assert.Equal(SendReason.Closed, (await Assert.ThrowsAsync<SendException>(() => flush.Within())).Reason);
        Assert.Equal([1, 2], Assert.Single(closed.Queues).NotSent.Select(message => message.Number));
        Assert.Equal(default, queue.Sender.QueueStatus);
        Assert.Empty(queue.Arrived);
    }

    [Fact]
    public async Task Closing_the_client_reports_the_queue_of_each_sender()
    {
        await using QueueCase queue = await QueueCase.StartAsync();
        queue.Broker.CreateQueue("others").Credit = CreditPolicy.None;
        MessageSender other = queue.Client.GetMessageSender("others");
        queue.Enqueue("a");
        Assert.True(other.TryEnqueue(QueueCase.Text("b")));
        queue.Client.GetMessageSender("unused");

        SendCloseReport closed = await queue.Client.CloseAsync().Within();

        Assert.Equal(["notes", "others"], closed.Queues.Select(report => report.Address));
        Assert.Equal(["a", "b"], closed.Queues.Select(report => (string)AmqpMessage.Decode(report.NotSent[0].Encoded.Span).Value!));
        Assert.Equal(
            "SendCloseReport { NotSent = 2, Indeterminate = 0, UnconfirmedLost = 0, IsClean = False, Queue = { notes: 1 messages, 0 succeeded, 1 failed, 0 dropped, 0 forgotten }, Queue = { others: 1 messages, 0 succeeded, 1 failed, 0 dropped, 0 forgotten } }",
            closed.ToString());
    }

    [Fact]
    public async Task A_handler_that_never_returns_does_not_hold_up_closing()
    {
        TaskCompletionSource entered = Bounded.Signal();
        using ManualResetEventSlim leave = new();
        await using QueueCase queue = await QueueCase.StartAsync();
        queue.Sender.QueuedMessageCompleted += (_, _) =>
        {
            entered.TrySetResult();
            leave.Wait();
        };
        queue.Queue.GrantCredit(1);
        queue.Enqueue("a");
        await entered.Task.Within();

        await queue.Sender.CloseAsync().Within();

        leave.Set();
    }
}
