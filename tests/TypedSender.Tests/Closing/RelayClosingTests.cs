using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Closing;

/// <summary>Closing with messages that name their addresses, at a peer that relays none: they move to links of their addresses, and are waited for there.</summary>
public sealed class RelayClosingTests
{
    private static readonly SenderOptions Anonymous = new() { Target = AmqpTarget.Anonymous };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_is_closed_before_it_is_connected_drains_what_moves_to_other_links(bool isShared)
    {
        await using InProcessBroker broker = await StartAsync();
        await using SendConnection connection = new(broker.Url);
        await using SendClient client = isShared ? new SendClient(connection) : new SendClient(broker.Url);
        MessageSender sender = client.GetMessageSender(Anonymous);
        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 40).Select(number => sender.SendForOutcomeAsync(Message(number)).AsTask())];
        Assert.All(Enumerable.Range(40, 40), number => Assert.True(sender.TryEnqueue(Message(number), out _)));

        SendCloseReport report = await client.CloseAsync().Within();

        Assert.All(await Task.WhenAll(sends).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal((0, 0), (report.NotSent, report.Indeterminate));
        Assert.Equal((40, 40), (Assert.Single(report.Queues).Count, report.Queues[0].Succeeded));
        Assert.Equal([40, 40], new[] { "a", "b" }.Select(name => broker.GetQueue(name).Count));
    }

    [Fact]
    public async Task A_connection_that_is_closed_before_it_is_made_drains_what_moves_to_other_links()
    {
        await using InProcessBroker broker = await StartAsync();
        await using SendConnection connection = new(broker.Url);
        await using SendClient client = new(connection);
        MessageSender sender = client.GetMessageSender(Anonymous);
        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 40).Select(number => sender.SendForOutcomeAsync(Message(number)).AsTask())];

        SendCloseReport report = await connection.CloseAsync().Within();

        Assert.All(await Task.WhenAll(sends).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.True(report.IsClean);
    }

    [Fact]
    public async Task Moving_does_not_begin_the_time_to_drain_anew()
    {
        var time = new ManualTimeProvider();
        await using InProcessBroker broker = await StartAsync();
        broker.GetQueue("a").Settlement = Settlement.Silence;
        SendClient client = new(broker.Url, options => (options.TimeProvider, options.IdleTimeout, options.SendTimeout) = (time, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        MessageSender sender = client.GetMessageSender(Anonymous);
        Task<SendOutcome> send = sender.SendForOutcomeAsync(Message(0)).AsTask();

        Task<SendCloseReport> closed = client.CloseAsync();
        await broker.GetQueue("a").WaitForArrivalsAsync(1).Within();
        await time.AdvanceUntilAsync(closed, TimeSpan.FromSeconds(1));

        Assert.Equal(new SendCloseReport(0, 1, 0), await closed.Within());
        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.Closed), ((await send.Within()).Kind, (await send).Reason));
    }

    [Fact]
    public async Task Calls_of_FlushAsync_are_answered_while_the_links_of_addresses_drain()
    {
        await using InProcessBroker broker = await StartAsync();
        BrokerQueue queue = broker.GetQueue("a");
        queue.Settlement = Settlement.Silence;
        await using SendClient client = new(broker.Url);
        MessageSender sender = client.GetMessageSender(Anonymous);
        Assert.True(sender.TryEnqueue(Message(0), out _));
        await queue.WaitForArrivalsAsync(1).Within();
        Task<SendQueueReport> flush = sender.FlushAsync();

        Task<SendCloseReport> closed = sender.CloseAsync();
        Assert.True(queue.Refused[0].Settle(Settlement.Accept));

        // The outcome is in one report, whichever was made first.
        SendQueueReport[] reports = [await flush.Within(), .. (await closed.Within()).Queues];
        Assert.Equal((1, 1), (reports.Sum(report => report.Count), reports.Sum(report => report.Succeeded)));
        Assert.Equal((0, 0), ((await closed).NotSent, (await closed).Indeterminate));
    }

    private static AmqpMessage Message(int number) => new() { Properties = new Properties { To = number % 2 == 0 ? "a" : "b" }, Value = number };

    private static async Task<InProcessBroker> StartAsync()
    {
        InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { AnonymousRelay = false });
        broker.CreateQueue("a");
        broker.CreateQueue("b");
        return broker;
    }
}
