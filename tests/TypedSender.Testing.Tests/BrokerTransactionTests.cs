using TypedSender.Amqp.Messages;
using TypedSender.Shared;

namespace TypedSender.Testing.Tests;

/// <summary>What the broker keeps of transactions that have ended.</summary>
public sealed class BrokerTransactionTests
{
    private static readonly AmqpMessage Hello = new() { Value = "hello" };

    [Theory]
    [InlineData(DynamicNodeLifetime.DeleteOnNoMessages, false)]
    [InlineData(DynamicNodeLifetime.DeleteOnNoMessages, true)]
    [InlineData(DynamicNodeLifetime.DeleteOnNoLinksOrMessages, false)]
    [InlineData(DynamicNodeLifetime.DeleteOnNoLinksOrMessages, true)]
    public async Task ADynamicQueueIsDeletedAfterTheRollbackOfItsMessages(DynamicNodeLifetime lifetime, bool closesFirst)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using SendClient client = new(broker.Url);
        MessageSender sender = client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Dynamic(lifetime) });
        await using AmqpTransaction transaction = await client.BeginTransactionAsync().Within();
        Assert.True((await SendAsync(sender, transaction)).IsProvisional);
        BrokerQueue queue = Assert.Single(broker.Queues);

        if (closesFirst)
        {
            await sender.CloseAsync().Within();
            Assert.Same(queue, Assert.Single(broker.Queues));
            await transaction.RollbackAsync().Within();
        }
        else
        {
            await transaction.RollbackAsync().Within();
            await sender.CloseAsync().Within();
        }

        await queue.WaitForDeletionAsync().Within();
        Assert.Equal((0, 0L), (broker.Queues.Count, queue.ArrivedCount));
    }

    [Fact]
    public async Task ADynamicQueueIsDeletedAfterAMessageCameInATransactionThatHasEnded()
    {
        ManualTimeProvider time = new();
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { TimeProvider = time, IdleTimeout = null, TransactionTimeout = TimeSpan.FromDays(49) });
        await using SendClient client = new(broker.Url);
        MessageSender sender = client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Dynamic(DynamicNodeLifetime.DeleteOnNoMessages) });
        await using AmqpTransaction transaction = await client.BeginTransactionAsync().Within();
        time.Advance(TimeSpan.FromDays(50));
        Assert.Equal(1, broker.Coordinator.RolledBackCount);

        SendOutcome refused = await SendAsync(sender, transaction);
        BrokerQueue queue = Assert.Single(broker.Queues);
        await sender.CloseAsync().Within();

        Assert.Equal((SendOutcomeKind.Rejected, "amqp:transaction:timeout"), (refused.Kind, refused.Error?.Condition.Value));
        await queue.WaitForDeletionAsync().Within();
    }

    [Fact]
    public async Task ADeclareOfALostConnectionIsRolledBack()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue orders = broker.CreateQueue("orders");
        BrokerQueue later = broker.CreateQueue("later");
        await using SendClient client = new(broker.Url);
        await (await client.BeginTransactionAsync().Within()).CommitAsync().Within();
        TaskCompletionSource held = Bounded.Signal();
        TaskCompletionSource reached = Bounded.Signal();
        orders.SettlementOf = _ =>
        {
            // The broker handles what comes on a connection in its order: the declare waits behind this message.
            reached.TrySetResult();
            held.Task.GetAwaiter().GetResult();
            return Settlement.Accept;
        };
        Task<SendOutcome> send = client.GetMessageSender("orders").SendForOutcomeAsync(Hello).AsTask();
        await reached.Task.Within();
        Task<AmqpTransaction> begin = client.BeginTransactionAsync();

        // An attach is answered as it comes, so the declare before it has come as well.
        Task open = client.GetMessageSender("later").OpenAsync();
        await later.WaitForSendersAsync(1).Within();
        await open.Within();
        broker.AbortConnections();
        held.SetResult();

        // The client declares again on its next connection.
        await (await begin.Within()).CommitAsync().Within();
        await send.Within();
        await broker.Coordinator.WaitForEndedAsync(3).Within();
        Assert.Equal((0, 2L, 1L), (broker.Coordinator.ActiveCount, broker.Coordinator.CommittedCount, broker.Coordinator.RolledBackCount));
    }

    [Theory]
    [InlineData(-10_000_000L)]
    [InlineData(-10_000L)]
    [InlineData(0L)]
    [InlineData((49 * TimeSpan.TicksPerDay) + 1)]
    [InlineData(long.MaxValue)]
    public async Task ATimeoutThatNoTimerTakesIsRefusedAtTheStart(long ticks)
    {
        InProcessBrokerOptions options = new() { TransactionTimeout = TimeSpan.FromTicks(ticks) };

        ArgumentOutOfRangeException thrown = await Assert.ThrowsAsync<ArgumentOutOfRangeException>("options", async () => await InProcessBroker.StartAsync(options));

        Assert.StartsWith(
            $"InProcessBrokerOptions.TransactionTimeout is {TimeSpan.FromTicks(ticks)}. Set a time above zero and of at most 49 days, or null for transactions without a bound.", thrown.Message, StringComparison.Ordinal);
    }

    private static Task<SendOutcome> SendAsync(MessageSender sender, AmqpTransaction transaction) =>
        sender.SendForOutcomeAsync(Hello, new SendOptions { Transaction = transaction }, CancellationToken.None).Within();
}
