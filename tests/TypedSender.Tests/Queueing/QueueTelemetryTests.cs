using System.Diagnostics;

namespace TypedSender.Tests.Queueing;

/// <summary>Spans and hooks around messages that are enqueued.</summary>
public sealed class QueueTelemetryTests
{
    [Fact]
    public async Task A_message_carries_the_context_of_its_enqueue()
    {
        await using QueueCase queue = await QueueCase.StartAsync();
        using Activity activity = new Activity("enqueue").SetIdFormat(ActivityIdFormat.W3C).Start();
        queue.Enqueue("a");
        string context = activity.Id!;
        activity.Stop();
        queue.Queue.GrantCredit(1);

        await queue.Sender.FlushAsync().Within();

        Assert.Equal(context, queue.Queue.Messages[0].Message.ApplicationProperties!["traceparent"]);
    }

    [Fact]
    public async Task A_hook_is_called_at_the_enqueue_and_with_the_outcome()
    {
        CountingHook hook = new();
        await using QueueCase queue = await QueueCase.StartAsync(options => options.Queue.MaxCount = 1, options => options.Hook = hook);
        queue.Enqueue("a");
        Assert.False(queue.Sender.TryEnqueue(QueueCase.Text("b")));
        Assert.Equal(["sending 1"], hook.Calls);
        Task<long> waiting = queue.Sender.EnqueueAsync(QueueCase.Text("c")).AsTask();
        Assert.Equal(["sending 1", "sending 2"], hook.Calls);
        queue.Queue.GrantCredit(1);
        await waiting.Within();

        SendCloseReport closed = await queue.Sender.CloseAsync().Within();

        Assert.Equal(["sending 1", "sending 2", "completed 1 Accepted", "completed 2 NotSent"], hook.Calls);
        Assert.Single(closed.Queues[0].NotSent);
    }

    [Fact]
    public async Task A_hook_that_refuses_leaves_the_queue_as_it_is()
    {
        CountingHook hook = new() { Refusal = new InvalidOperationException("not now") };
        await using QueueCase queue = await QueueCase.StartAsync(options => options.Queue.MaxCount = 1, options => options.Hook = hook);

        Assert.Equal("not now", Assert.Throws<InvalidOperationException>(() => queue.Sender.TryEnqueue(QueueCase.Text("a"))).Message);
        hook.Refusal = null;

        Assert.Equal(default, queue.Sender.QueueStatus);
        queue.Enqueue("a");
    }
}
