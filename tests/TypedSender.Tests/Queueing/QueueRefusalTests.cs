using TypedSender.Testing;

namespace TypedSender.Tests.Queueing;

/// <summary>Messages that end as soon as they are enqueued, and messages for which no room can be made.</summary>
public sealed class QueueRefusalTests
{
    private const int CostOfShort = 968;

    private static readonly string TooLarge = new('x', 5000);

    [Fact]
    public async Task A_refused_message_is_told_on_the_pool_and_not_in_the_call_that_enqueues_it()
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => options.MaxMessageSize = 1000);
        using ManualResetEventSlim returned = new();
        bool isToldApart = false;
        queue.Sender.QueuedMessageCompleted += (_, _) => isToldApart = returned.Wait(TimeSpan.FromSeconds(5));

        Assert.True(await Task.Run(() => queue.Sender.TryEnqueue(QueueCase.Text(TooLarge))).Within());
        returned.Set();
        SendQueueReport report = await queue.Sender.FlushAsync().Within();

        Assert.True(isToldApart);
        Assert.Equal(SendReason.MessageTooLarge, Assert.Single(report.Failed).Outcome.Reason);
    }

    [Fact]
    public async Task The_place_of_a_refused_message_goes_to_one_that_waits_for_room()
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => (options.Queue.MaxCount, options.MaxMessageSize) = (1, 1000));
        TaskCompletionSource<Task<long>> next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Sender.QueuedMessageCompleted += (_, args) =>
        {
            if (args.Number == 1)
            {
                next.SetResult(queue.Sender.EnqueueAsync(QueueCase.Text("b")).AsTask());
            }
        };

        queue.Enqueue(TooLarge);

        Assert.Equal(2, await (await next.Task.Within()).Within());
        queue.Queue.GrantCredit(1);
        Assert.Equal(1, (await queue.Sender.FlushAsync().Within()).Succeeded);
    }

    [Theory]
    [InlineData(SendQueueFullMode.DropOldest)]
    [InlineData(SendQueueFullMode.DropNewest)]
    public async Task Nothing_is_dropped_for_a_message_that_cannot_be_sent(SendQueueFullMode mode)
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => (options.Queue.MaxCount, options.Queue.FullMode, options.MaxMessageSize) = (2, mode, 1000));
        queue.Enqueue("a", "b");

        Assert.False(queue.Sender.TryEnqueue(QueueCase.Text(TooLarge)));
        Task<long> waiting = queue.Sender.EnqueueAsync(QueueCase.Text(TooLarge)).AsTask();
        queue.Queue.GrantCredit(10);

        Assert.Equal(3, await waiting.Within());
        SendQueueReport report = await queue.Sender.FlushAsync().Within();
        Assert.Equal((2, 0), (report.Succeeded, report.Dropped));
        Assert.Equal(SendReason.MessageTooLarge, Assert.Single(report.Failed).Outcome.Reason);
        Assert.Equal(["a", "b"], queue.Arrived);
    }

    [Theory]
    [InlineData(SendQueueFullMode.DropOldest)]
    [InlineData(SendQueueFullMode.DropNewest)]
    public async Task Nothing_is_dropped_where_that_would_not_make_room(SendQueueFullMode mode)
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => (options.Queue.MaxBytes, options.Queue.FullMode) = (3 * CostOfShort, mode));
        queue.Queue.Settlement = Settlement.Silence;
        queue.Queue.GrantCredit(1);
        queue.Enqueue("a");
        await queue.Queue.WaitForArrivalsAsync(1).Within();
        queue.Enqueue("b", "c");

        // It needs all of the queue, of which what has left keeps a part.
        Assert.False(queue.Sender.TryEnqueue(QueueCase.Text(TooLarge)));

        Assert.Equal([1, 2, 3], queue.Sender.GetPendingMessages().Select(message => message.Number));
    }

    [Fact]
    public async Task Failures_that_nobody_was_told_of_are_not_forgotten_where_that_would_not_make_room()
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => (options.Queue.MaxBytes, options.Queue.FullMode) = (3 * CostOfShort, SendQueueFullMode.DropOldest));
        queue.Queue.SettleNext(Settlement.Silence, Settlement.Release);
        queue.Queue.GrantCredit(2);
        queue.Enqueue("a", "b");
        await queue.Queue.WaitForArrivalsAsync(2).Within();
        await Task.Run(async () =>
        {
            while (queue.Sender.QueueStatus.Count > 1)
            {
                await Task.Yield();
            }
        }).Within();

        Assert.False(queue.Sender.TryEnqueue(QueueCase.Text(TooLarge)));

        SendCloseReport closed = await queue.Sender.CloseAsync().Within();
        SendQueueReport report = Assert.Single(closed.Queues);
        Assert.Equal((2L, 0L), (report.Count, report.Forgotten));
    }

    [Theory]
    [InlineData(SendQueueFullMode.DropOldest, "b1 a1 b2", 1)]
    [InlineData(SendQueueFullMode.DropNewest, "b1 a1 b2", 3)]
    [InlineData(SendQueueFullMode.DropOldest, "a1 b1 a2", 1)]
    [InlineData(SendQueueFullMode.DropNewest, "a1 b1 a2", 3)]
    public async Task The_oldest_or_newest_of_all_addresses_is_dropped(SendQueueFullMode mode, string texts, long dropped)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { AnonymousRelay = false });
        foreach (string name in (string[])["telemetry/a", "telemetry/b"])
        {
            broker.CreateQueue(name).Credit = CreditPolicy.None;
        }

        await using SendClient client = new(broker.Url, options => options.DrainTimeout = TimeSpan.FromMilliseconds(1));
        SenderOptions options = new();
        (options.Queue.MaxCount, options.Queue.FullMode) = (3, mode);
        IQueuedTelemetry telemetry = client.GetSender<IQueuedTelemetry>(options);
        MessageSender sender = client.GetMessageSender(telemetry);
        await sender.OpenAsync().Within();
        Assert.All(texts.Split(' '), text => Assert.True(telemetry.TryEnqueue(new Note(text), text[..1])));

        Assert.True(telemetry.TryEnqueue(new Note("a3"), "a"));

        SendQueueReport report = Assert.Single((await client.CloseAsync().Within()).Queues);
        Assert.Equal(dropped, Assert.Single(report.Outcomes, outcome => outcome.Outcome.Reason == SendReason.QueueFull).Number);
        Assert.Equal(3, report.NotSent.Count);
    }

    [Theory]
    [InlineData(1, 1L << 20)]
    [InlineData(10, CostOfShort)]
    public async Task A_handler_may_wait_for_room(int maxCount, long maxBytes)
    {
        await using QueueCase queue = await QueueCase.StartAsync(options => (options.Queue.MaxCount, options.Queue.MaxBytes) = (maxCount, maxBytes));
        TaskCompletionSource<long> next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Sender.QueuedMessageCompleted += (_, args) =>
        {
            if (args.Number == 1)
            {
                next.SetResult(queue.Sender.EnqueueAsync(QueueCase.Text("b")).Within().GetAwaiter().GetResult());
            }
        };
        queue.Queue.GrantCredit(2);

        queue.Enqueue("a");

        Assert.Equal(2, await next.Task.Within());
        Assert.Equal(2, (await queue.Sender.FlushAsync().Within()).Succeeded);
    }
}
