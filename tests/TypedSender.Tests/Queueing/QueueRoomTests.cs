using TypedSender.Testing;

namespace TypedSender.Tests.Queueing;

/// <summary>A queue that has reached one of its bounds.</summary>
public sealed class QueueRoomTests
{
    // 640 bytes each, and 256 for what is shorter.
    private const int CostOfShort = 968;

    [Fact]
    public async Task A_full_queue_refuses_and_has_room_again_with_each_outcome()
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => options.Queue.MaxCount = 2);
        queue.Enqueue("a", "b");

        Assert.False(queue.Sender.TryEnqueue(QueueCase.Text("c"), out long number));
        Assert.False(queue.Typed.TryEnqueueNote(new Note("c")));
        Assert.Equal(0, number);
        queue.Queue.GrantCredit(1);
        await queue.Queue.WaitForCountAsync(1).Within();
        await queue.Sender.EnqueueAsync(QueueCase.Text("d")).Within();

        Assert.False(queue.Sender.TryEnqueue(QueueCase.Text("e")));
        queue.Queue.GrantCredit(5);
        Assert.Equal(3, (await queue.Sender.FlushAsync().Within()).Succeeded);
        Assert.Equal(["a", "b", "d"], queue.Arrived);
    }

    [Fact]
    public async Task The_bytes_are_bounded_too_and_a_larger_message_goes_alone()
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => options.Queue.MaxBytes = 2 * CostOfShort);
        queue.Enqueue("a", "b");
        Assert.False(queue.Sender.TryEnqueue(QueueCase.Text("c")));
        Assert.Equal(new SendQueueStatus(2, 0, 2 * CostOfShort), queue.Sender.QueueStatus);
        queue.Queue.GrantCredit(2);
        await queue.Sender.FlushAsync().Within();

        queue.Enqueue(new string('x', 5000));

        Assert.Equal(2 * CostOfShort, queue.Sender.QueueStatus.Bytes);
        Assert.False(queue.Sender.TryEnqueue(QueueCase.Text("c")));
        queue.Queue.GrantCredit(1);
        Assert.True((await queue.Sender.FlushAsync().Within()).IsSuccess);
        Assert.Equal(default, queue.Sender.QueueStatus);
    }

    [Fact]
    public async Task Those_that_wait_for_room_get_it_in_the_order_of_their_calls()
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => options.Queue.MaxCount = 1);
        queue.Enqueue("a");
        Task<long>[] waiting = [.. "bcd".Select(letter => queue.Sender.EnqueueAsync(QueueCase.Text($"{letter}")).AsTask())];
        Task typed = queue.Typed.EnqueueAsync(new Note("e")).AsTask();
        queue.Queue.GrantCredit(10);

        long[] numbers = await Task.WhenAll(waiting).Within();
        Assert.Equal([2, 3, 4], numbers);
        await typed.Within();
        Assert.Equal(5, (await queue.Sender.FlushAsync().Within()).Succeeded);
        Assert.Equal(["a", "b", "c", "d", "e"], queue.Arrived);
    }

    [Fact]
    public async Task A_cancelled_wait_enqueues_nothing()
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => options.Queue.MaxCount = 1);
        using CancellationTokenSource source = new();
        queue.Enqueue("a");
        Task<long> waiting = queue.Sender.EnqueueAsync(QueueCase.Text("b"), source.Token).AsTask();
        Task<long> behind = queue.Sender.EnqueueAsync(QueueCase.Text("c")).AsTask();
        await source.CancelAsync();

        SendCanceledException canceled = await Assert.ThrowsAsync<SendCanceledException>(() => waiting.Within());
        await Assert.ThrowsAsync<SendCanceledException>(() => queue.Typed.EnqueueAsync(new Note("d"), source.Token).Within());
        queue.Queue.GrantCredit(10);

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Canceled), (canceled.Outcome.Kind, canceled.Outcome.Reason));
        Assert.Equal("Enqueueing a message to 'notes' was cancelled while it waited for room in the queue. The message was not enqueued.", canceled.Message);
        Assert.Equal(2, await behind.Within());
        await queue.Sender.FlushAsync().Within();
        Assert.Equal(["a", "c"], queue.Arrived);
    }

    [Theory]
    [InlineData(SendQueueFullMode.DropOldest, "cde", "1 2")]
    [InlineData(SendQueueFullMode.DropNewest, "abe", "3 4")]
    public async Task A_queue_that_drops_tells_of_what_it_dropped(SendQueueFullMode mode, string arrived, string dropped)
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => (options.Queue.MaxCount, options.Queue.FullMode) = (3, mode));
        List<QueuedMessage> told = [];
        queue.Sender.QueuedMessageCompleted += (_, args) =>
        {
            if (args.Failed is { } failed)
            {
                lock (told)
                {
                    told.Add(failed);
                }
            }
        };
        queue.Enqueue("a", "b", "c");
        queue.Enqueue("d", "e");
        Assert.Equal(3, queue.Sender.QueueStatus.Count);
        queue.Queue.GrantCredit(10);

        SendQueueReport report = await queue.Sender.FlushAsync().Within();

        Assert.Equal(arrived.Select(letter => $"{letter}"), queue.Arrived);
        Assert.Equal((5, 3, 2), (report.Count, report.Succeeded, report.Dropped));
        Assert.Equal(dropped, string.Join(" ", report.Outcomes.Where(outcome => !outcome.Outcome.IsSuccess).Select(outcome => outcome.Number)));
        Assert.Equal(dropped, string.Join(" ", told.Select(message => message.Number).Order()));
        Assert.All(told, message => Assert.Equal(
            $"NotSent (QueueFull): A message to 'notes' was dropped from the full queue to make room for another (SenderOptions.Queue.FullMode is {mode}). It was not sent. Enqueue more slowly, or raise SenderOptions.Queue.MaxCount or MaxBytes.",
            message.Outcome.ToString()));
    }

    [Fact]
    public async Task What_has_left_is_not_dropped()
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => (options.Queue.MaxCount, options.Queue.FullMode) = (2, SendQueueFullMode.DropOldest));
        List<BrokerMessage> arrived = [];
        queue.Queue.SettlementOf = message =>
        {
            arrived.Add(message);
            return Settlement.Silence;
        };
        queue.Queue.GrantCredit(2);
        queue.Enqueue("a", "b");
        await queue.Queue.WaitForArrivalsAsync(2).Within();

        Assert.False(queue.Sender.TryEnqueue(QueueCase.Text("c")));
        Task<long> waiting = queue.Sender.EnqueueAsync(QueueCase.Text("d")).AsTask();
        Assert.False(waiting.IsCompleted);
        Assert.True(arrived[0].Settle(Settlement.Accept));

        Assert.Equal(3, await waiting.Within());
    }

    [Fact]
    public async Task Failures_that_nobody_was_told_of_keep_their_memory_until_a_report()
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => options.Queue.MaxBytes = 2 * CostOfShort);
        queue.Queue.Settlement = Settlement.Release;
        queue.Queue.GrantCredit(10);
        queue.Enqueue("a", "b");
        await queue.WaitUntilEmptyAsync();
        Task<long> waiting = queue.Sender.EnqueueAsync(QueueCase.Text("c")).AsTask();
        Assert.False(waiting.IsCompleted);
        SendQueueReport report = await queue.Sender.FlushAsync().Within();

        Assert.Equal(2, report.Failed.Count);
        Assert.Equal(3, await waiting.Within());
    }

    [Fact]
    public async Task As_many_failures_that_nobody_was_told_of_as_there_are_places_fill_the_queue()
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => options.Queue.MaxCount = 2);
        queue.Queue.SettleNext(Settlement.Accept, Settlement.Release, Settlement.Accept, Settlement.Release, Settlement.Accept);
        queue.Queue.GrantCredit(100);
        for (int number = 1; number <= 4; number++)
        {
            Assert.Equal(number, await queue.Sender.EnqueueAsync(QueueCase.Text("a")).Within());
        }

        await queue.WaitUntilEmptyAsync();
        Assert.False(queue.Sender.TryEnqueue(QueueCase.Text("a")));
        Task<long> waiting = queue.Sender.EnqueueAsync(QueueCase.Text("a")).AsTask();
        Assert.False(waiting.IsCompleted);
        SendQueueReport report = await queue.Sender.FlushAsync().Within();

        Assert.Equal([2, 4], report.Failed.Select(message => message.Number));
        Assert.Equal(5, await waiting.Within());
        Assert.True((await queue.Sender.FlushAsync().Within()).IsSuccess);
    }

    [Fact]
    public async Task Failures_that_a_handler_was_told_of_give_way()
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => options.Queue.MaxBytes = 2 * CostOfShort);
        int told = 0;
        queue.Sender.QueuedMessageCompleted += (_, _) => Interlocked.Increment(ref told);
        queue.Queue.Settlement = Settlement.Release;
        queue.Queue.GrantCredit(100);
        for (int number = 1; number <= 20; number++)
        {
            Assert.Equal(number, await queue.Sender.EnqueueAsync(QueueCase.Text("a")).Within());
        }

        SendQueueReport report = await queue.Sender.FlushAsync().Within();

        Assert.Equal(20, told);
        Assert.Equal(20, report.Count + report.Forgotten);
        Assert.InRange(report.Failed.Count, 1, 2);
    }

    [Fact]
    public async Task A_snapshot_tells_state_age_attempts_and_size()
    {
        var time = new ManualTimeProvider();
        await using QueueCase queue = await QueueCase.StartAsync(configureClient: options =>
        {
            (options.TimeProvider, options.IdleTimeout) = (time, Timeout.InfiniteTimeSpan);
            options.DrainTimeout = TimeSpan.Zero;
        });
        queue.Queue.Settlement = Settlement.Silence;
        queue.Queue.GrantCredit(1);
        queue.Enqueue("a");
        await queue.Queue.WaitForArrivalsAsync(1).Within();
        time.Advance(TimeSpan.FromSeconds(2));
        queue.Enqueue("secret");

        Assert.Equal(
            [new PendingMessage(1, PendingMessageState.InFlight, TimeSpan.FromSeconds(2), 1, 6), new PendingMessage(2, PendingMessageState.Waiting, TimeSpan.Zero, 0, 11)],
            queue.Sender.GetPendingMessages());
        Assert.Equal((1, 1), (queue.Sender.QueueStatus.Waiting, queue.Sender.QueueStatus.InFlight));
        Assert.DoesNotContain("secret", queue.Sender.GetPendingMessages()[1].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 0, "Queue.MaxCount is 0. Give a number from 1 to 2147483647.")]
    [InlineData(1, 0, 0, "Queue.MaxBytes is 0. Give a number from 1 to 9223372036854775807.")]
    [InlineData(1, 1, 3, "Queue.FullMode is 3. Give a number from 0 to 2.")]
    public async Task Bounds_that_are_none_are_refused(int count, long bytes, int mode, string text)
    {
        await using SendClient client = new("amqp://localhost:1");
        SenderOptions options = new();
        (options.Queue.MaxCount, options.Queue.MaxBytes, options.Queue.FullMode) = (count, bytes, (SendQueueFullMode)mode);

        Assert.StartsWith(text, Assert.Throws<ArgumentOutOfRangeException>(() => client.GetMessageSender("a", options)).Message, StringComparison.Ordinal);
    }
}
