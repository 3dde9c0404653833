using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Queueing;

/// <summary>What becomes of messages that are enqueued, and who is told.</summary>
public sealed class QueueFlushTests
{
    [Fact]
    public async Task A_report_has_an_outcome_for_each_message_in_the_order_of_enqueueing()
    {
        await using QueueCase queue = await QueueCase.StartAsync();
        queue.Queue.SettleNext(Settlement.Accept, Settlement.Reject("amqp:precondition-failed", "no b"), Settlement.Accept, Settlement.Release);
        Assert.True(queue.Sender.TryEnqueue(QueueCase.Text("a"), out long first));
        Assert.Equal(2, await queue.Sender.EnqueueAsync(QueueCase.Text("b")).Within());
        queue.Enqueue("c", "d", "e");
        queue.Queue.GrantCredit(10);

        SendQueueReport report = await queue.Sender.FlushAsync().Within();

        Assert.Equal(1, first);
        Assert.Equal("notes", report.Address);
        Assert.Equal((5, 3, 0, 0), (report.Count, report.Succeeded, report.Dropped, report.Forgotten));
        Assert.False(report.IsSuccess);
        Assert.Equal([(1, "Accepted"), (2, "Rejected: amqp:precondition-failed: no b"), (3, "Accepted"), (4, "Released"), (5, "Accepted")], report.Outcomes.Select(outcome => (outcome.Number, outcome.Outcome.ToString())));
        Assert.Equal([2, 4], report.Failed.Select(message => message.Number));
        Assert.Equal("b", AmqpMessage.Decode(report.Failed[0].Encoded.Span).Value);
        Assert.Equal("Message 4 (6 bytes): Released", report.Failed[1].ToString());
        Assert.Equal(["a", "c", "e"], queue.Arrived);
        Assert.Equal("notes: 5 messages, 3 succeeded, 2 failed, 0 dropped, 0 forgotten", report.ToString());
    }

    [Fact]
    public async Task Each_outcome_is_told_by_one_report()
    {
        await using QueueCase queue = await QueueCase.StartAsync();
        queue.Queue.GrantCredit(3);
        queue.Enqueue("a", "b");
        Task<SendQueueReport>[] flushes = [queue.Sender.FlushAsync(), queue.Sender.FlushAsync()];
        SendQueueReport[] reports = await Task.WhenAll(flushes).Within();
        queue.Enqueue("c");

        SendQueueReport last = await queue.Sender.FlushAsync().Within();
        SendCloseReport closed = await queue.Sender.CloseAsync().Within();

        Assert.Equal(2, reports.Sum(report => report.Count));
        Assert.Equal([3], last.Outcomes.Select(outcome => outcome.Number));
        Assert.Empty(closed.Queues);
        Assert.True(closed.IsClean);
    }

    [Fact]
    public async Task A_flush_waits_for_what_was_enqueued_before_it_alone()
    {
        await using QueueCase queue = await QueueCase.StartAsync();
        queue.Enqueue("a");
        Task<SendQueueReport> flush = queue.Sender.FlushAsync();
        queue.Enqueue("b");
        Assert.False(flush.IsCompleted);
        queue.Queue.GrantCredit(1);

        SendQueueReport report = await flush.Within();

        Assert.Equal([1], report.Outcomes.Select(outcome => outcome.Number));
        Assert.Equal(2, Assert.Single(queue.Sender.GetPendingMessages()).Number);
    }

    [Fact]
    public async Task A_cancelled_flush_takes_nothing()
    {
        await using QueueCase queue = await QueueCase.StartAsync();
        using CancellationTokenSource source = new();
        queue.Enqueue("a");
        Task<SendQueueReport> flush = queue.Sender.FlushAsync(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush.Within());
        queue.Queue.GrantCredit(1);

        Assert.Equal(1, (await queue.Sender.FlushAsync().Within()).Count);
    }

    [Fact]
    public async Task Messages_go_out_in_one_order_with_those_that_are_sent()
    {
        await using QueueCase queue = await QueueCase.StartAsync();
        Assert.True(queue.Typed.TryEnqueueNote(new Note("a")));
        Task<SendOutcome> sent = queue.Typed.TellAsync(new Note("b")).AsTask();
        await queue.Typed.EnqueueAsync(new Note("c"));
        Assert.True(queue.Typed.Offer(new Note("d"), TimeSpan.FromMinutes(1)));
        queue.Queue.GrantCredit(10);

        Assert.Equal(SendOutcome.Accepted, await sent.Within());
        Assert.Equal(3, (await queue.Sender.FlushAsync().Within()).Succeeded);
        Assert.Equal(["a", "b", "c", "d"], queue.Arrived);
    }

    [Fact]
    public async Task Nothing_of_a_message_is_read_after_the_call()
    {
        await using QueueCase queue = await QueueCase.StartAsync();
        byte[] bytes = new byte[100_000];
        bytes[^1] = 7;
        await queue.Typed.EnqueueBlobAsync(new Blob(bytes));
        AmqpMessage message = new() { Data = [bytes] };
        Assert.True(queue.Sender.TryEnqueue(message));
        bytes[^1] = 8;
        queue.Queue.GrantCredit(10);

        Assert.Equal(2, (await queue.Sender.FlushAsync().Within()).Succeeded);

        Assert.All(queue.Queue.Messages, arrived => Assert.Equal((byte)7, arrived.Bytes.Span[^1]));
    }

    [Fact]
    public async Task Every_outcome_is_an_event_and_a_handler_that_throws_does_no_harm()
    {
        await using QueueCase queue = await QueueCase.StartAsync();
        List<QueuedMessageCompletedEventArgs> told = [];
        queue.Sender.QueuedMessageCompleted += (sender, args) =>
        {
            Assert.Same(queue.Sender, sender);
            lock (told)
            {
                told.Add(args);
            }

            throw new InvalidOperationException("a defect of the handler");
        };
        queue.Queue.SettleNext(Settlement.Accept, Settlement.Release);
        queue.Enqueue("a", "b");
        queue.Queue.GrantCredit(2);

        SendQueueReport report = await queue.Sender.FlushAsync().Within();

        Assert.Equal([(1, SendOutcome.Accepted), (2, SendOutcome.Released)], told.OrderBy(args => args.Number).Select(args => (args.Number, args.Outcome)));
        Assert.Equal("b", AmqpMessage.Decode(told.Single(args => args.Failed is not null).Failed!.Encoded.Span).Value);
        Assert.Single(report.Failed);
    }

    [Fact]
    public async Task A_message_that_cannot_be_encoded_throws_and_takes_no_place()
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => options.Queue.MaxCount = 1);

        Assert.Throws<AmqpEncodeException>(() => queue.Sender.TryEnqueue(new AmqpMessage()));
        AmqpEncodeException named = Assert.Throws<AmqpEncodeException>(() => queue.Typed.TryEnqueueNote(new Note("half: \ud800")));
        Assert.Throws<ArgumentNullException>(() => queue.Sender.TryEnqueue((AmqpMessage)null!));

        Assert.Equal("Note.Text", named.Member);
        queue.Enqueue("a");
    }

    [Fact]
    public async Task A_message_that_the_peer_would_not_take_ends_without_leaving()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("notes").MaxMessageSize = 100;
        await using SendClient client = new(broker.Url);
        MessageSender sender = client.GetMessageSender("notes");

        // Before the limit is known, and after.
        Assert.True(sender.TryEnqueue(QueueCase.Text(new string('a', 1000))));
        SendQueueReport before = await sender.FlushAsync().Within();
        Assert.True(sender.TryEnqueue(QueueCase.Text(new string('b', 1000))));
        SendQueueReport after = await sender.FlushAsync().Within();

        Assert.Equal([SendReason.MessageTooLarge, SendReason.MessageTooLarge], before.NotSent.Concat(after.NotSent).Select(message => message.Outcome.Reason));
        Assert.Equal(0, sender.QueueStatus.Count);
    }

    [Fact]
    public async Task A_message_has_the_time_of_the_sender_or_its_own_from_the_enqueue()
    {
        var time = new ManualTimeProvider();
        await using QueueCase queue = await QueueCase.StartAsync(
            options => options.SendTimeout = TimeSpan.FromSeconds(5), options => (options.TimeProvider, options.IdleTimeout) = (time, Timeout.InfiniteTimeSpan));
        queue.Enqueue("a");
        Assert.True(queue.Typed.Offer(new Note("b"), TimeSpan.FromSeconds(50)));
        Task<SendQueueReport> flush = queue.Sender.FlushAsync();
        await time.AdvanceUntilAsync(flush, TimeSpan.FromSeconds(1));

        SendQueueReport report = await flush.Within();

        Assert.All(report.Failed, message => Assert.Equal((SendOutcomeKind.NotSent, SendReason.TimedOut), (message.Outcome.Kind, message.Outcome.Reason)));
        Assert.Contains("5 s", report.Failed[0].Outcome.ToString(), StringComparison.Ordinal);
        Assert.Contains("50 s", report.Failed[1].Outcome.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_settled_sender_reports_what_left_as_unconfirmed()
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => options.SendSettleMode = SenderSettleMode.Settled);
        queue.Queue.GrantCredit(2);
        queue.Enqueue("a", new string('b', 200_000));

        SendQueueReport report = await queue.Sender.FlushAsync().Within();

        Assert.All(report.Outcomes, outcome => Assert.Equal(SendOutcome.Unconfirmed, outcome.Outcome));
        await queue.Queue.WaitForCountAsync(2).Within();
    }
}
