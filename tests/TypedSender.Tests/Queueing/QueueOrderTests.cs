using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Queueing;

/// <summary>Random calls, credit, refusals and losses of the connection, against the model of a queue: what is accepted arrives in order, and of each message one report tells.</summary>
public sealed class QueueOrderTests
{
    private const int Steps = 300;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Messages_arrive_in_order_and_each_is_told_once(int seed)
    {
        var random = new Random(seed);
        bool retains = seed % 3 == 0;
        await using QueueCase queue = await QueueCase.StartAsync(options =>
        {
            options.Queue.MaxCount = random.Next(1, 40);
            options.Queue.FullMode = (SendQueueFullMode)random.Next(3);
            options.Retention = retains ? MessageRetention.UntilSettled : MessageRetention.None;
        });
        if (!retains)
        {
            queue.Queue.SettlementOf = message => (long)message.Message.Value! % 7 == 0 ? Settlement.Release : Settlement.Accept;
        }

        List<Task<long>> enqueued = [];
        List<Task<SendQueueReport>> flushes = [];
        long texts = 0;
        Dictionary<long, long> numbers = [];
        for (int step = 0; step < Steps; step++)
        {
            switch (random.Next(20))
            {
                case < 10:
                    if (queue.Sender.TryEnqueue(new AmqpMessage { Value = ++texts }, out long number))
                    {
                        Note(texts, number);
                    }

                    break;
                case < 15:
                    enqueued.Add(NoteAsync(++texts));
                    break;
                case < 18:
                    queue.Queue.GrantCredit((uint)random.Next(1, 20));
                    break;
                case 18:
                    flushes.Add(queue.Sender.FlushAsync());
                    break;
                default:
                    queue.Broker.AbortConnections();
                    break;
            }

            if (random.Next(4) == 0)
            {
                await Task.Delay(1);
            }
        }

        queue.Queue.Credit = CreditPolicy.Window(100);
        queue.Queue.GrantCredit(1000);
        await Task.WhenAll(enqueued).Within();
        flushes.Add(queue.Sender.FlushAsync());
        SendQueueReport[] reports = await Task.WhenAll(flushes).Within();

        QueuedMessageOutcome[] told = [.. reports.SelectMany(report => report.Outcomes).OrderBy(outcome => outcome.Number)];
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(number => (long)number), numbers.Values.Order());
        if (reports.Sum(report => report.Forgotten) == 0)
        {
            Assert.Equal(numbers.Values.Order(), told.Select(outcome => outcome.Number));
        }

        Assert.Equal(numbers.Count, reports.Sum(report => report.Count + report.Forgotten));
        long[] arrived = [.. queue.Queue.Messages.Select(message => numbers[(long)message.Message.Value!])];
        Assert.Equal(arrived.Order(), arrived);
        Assert.Equal(arrived.Distinct(), arrived);
        HashSet<long> there = [.. arrived];
        Assert.All(told, outcome => Assert.True(
            outcome.Outcome.Kind == SendOutcomeKind.Indeterminate || outcome.Outcome.IsSuccess == there.Contains(outcome.Number), $"{outcome.Number}: {outcome.Outcome}"));
        Assert.Equal(default, queue.Sender.QueueStatus);

        async Task<long> NoteAsync(long text)
        {
            long number = await queue.Sender.EnqueueAsync(new AmqpMessage { Value = text });
            Note(text, number);
            return number;
        }

        void Note(long text, long number)
        {
            lock (numbers)
            {
                numbers.Add(text, number);
            }
        }
    }
}
