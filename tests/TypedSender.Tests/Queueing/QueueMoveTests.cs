using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Queueing;

/// <summary>What was not sent goes to another client, as it was encoded.</summary>
public sealed class QueueMoveTests
{
    [Fact]
    public async Task What_names_its_address_goes_where_it_says_and_the_rest_to_the_address_of_the_report()
    {
        await using InProcessBroker full = await InProcessBroker.StartAsync();
        foreach (string name in (string[])["notes", "telemetry/eu", "telemetry/us"])
        {
            full.CreateQueue(name).Credit = CreditPolicy.None;
        }

        await using InProcessBroker free = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        await using SendClient first = new(full.Url, options => options.DrainTimeout = TimeSpan.FromMilliseconds(1));
        await using SendClient second = new(free.Url);
        IQueuedTelemetry telemetry = first.GetSender<IQueuedTelemetry>();
        Assert.True(telemetry.TryEnqueue(new Note("a"), "eu"));
        Assert.True(telemetry.TryEnqueue(new Note("b"), "us"));
        Assert.True(first.GetSender<IQueuedNotes>().TryEnqueueNote(new Note("c")));
        MessageSender anonymous = first.GetMessageSender(new SenderOptions { Target = AmqpTarget.Anonymous });
        Assert.True(anonymous.TryEnqueue(new AmqpMessage { Value = "d", Properties = new Properties { To = "telemetry/eu" } }));

        SendCloseReport closed = await first.CloseAsync().Within();
        List<long> numbers = [];
        foreach (SendQueueReport queue in closed.Queues)
        {
            MessageSender sender = queue.NamesAddresses ? second.GetMessageSender(new SenderOptions { Target = AmqpTarget.Anonymous }) : second.GetMessageSender(queue.Address);
            foreach (QueuedMessage message in queue.NotSent)
            {
                Assert.True(sender.TryEnqueue(message, out long number));
                numbers.Add(number);
            }

            Assert.True((await sender.FlushAsync().Within()).IsSuccess);
        }

        Assert.Equal(
            [("(anonymous)", true), ("notes", false), ("telemetry/{region}", true)],
            closed.Queues.Select(queue => (queue.Address, queue.NamesAddresses)).Order());
        Assert.Equal([1, 1, 2, 3], numbers.Order());
        Assert.Equal(
            [("notes", 1), ("telemetry/eu", 2), ("telemetry/us", 1)],
            free.Queues.Select(queue => (queue.Name, queue.Count)).Order());
    }

    [Fact]
    public async Task A_message_has_a_number_in_its_new_queue()
    {
        await using QueueCase queue = await QueueCase.StartAsync();
        queue.Queue.SettleNext(Settlement.Release, Settlement.Release);
        queue.Queue.GrantCredit(10);
        queue.Enqueue("a", "b");
        SendQueueReport report = await queue.Sender.FlushAsync().Within();

        long third = await queue.Sender.EnqueueAsync(report.Failed[0]).Within();
        bool isTaken = queue.Sender.TryEnqueue(report.Failed[1], out long fourth);

        Assert.Equal((3L, true, 4L), (third, isTaken, fourth));
        Assert.True((await queue.Sender.FlushAsync().Within()).IsSuccess);
        Assert.Equal(["a", "b"], queue.Arrived);
    }
}
