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

    private static Task<SendOutcome> SendAsync(MessageSender sender, AmqpTransaction transaction) =>
        sender.SendForOutcomeAsync(Hello, new SendOptions { Transaction = transaction }, CancellationToken.None).Within();
}
