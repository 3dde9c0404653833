using System.Collections.Concurrent;
using TypedSender;
using TypedSender.Amqp.Messages;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace Shop;

/// <summary>What docs/resume.md shows.</summary>
public sealed class LedgerTests
{
    [Fact]
    public async Task A_payment_that_was_taken_when_the_connection_was_lost_is_booked_once()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { KeepUnsettledState = true });
        BrokerQueue queue = broker.CreateQueue("payments");
        queue.Settlement = Settlement.Silence;
        await using SendClient client = new(broker.Url);
        ConcurrentQueue<string> reports = new();
        MessageSender payments = Ledger.GetSender(client, reports.Enqueue);
        Task<bool?> booked = Ledger.BookAsync(payments, new AmqpMessage { Value = 120 }, CancellationToken.None);
        await queue.WaitForArrivalsAsync(1).Within();

        broker.AbortConnections();
        Assert.True(Assert.Single(queue.Refused).Settle(Settlement.Accept));

        Assert.True(await booked.Within());
        Assert.Equal(1, queue.Count);
        await payments.CloseAsync().Within();
        Assert.Equal(["can be resumed", "resumed"], reports);
    }
}
