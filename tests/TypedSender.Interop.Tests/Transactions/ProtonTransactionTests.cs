using TypedSender.Amqp.Messages;
using TypedSender.Interop.Tests.Peers;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Interop.Tests.Transactions;

/// <summary>qpid-proton as the other side of transactions: as controller at the coordinator of the in-process broker, and as coordinator of our client.</summary>
public class ProtonTransactionTests
{
    [ProtonFact]
    public async Task Proton_commits_and_rolls_back_at_the_in_process_broker()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        await using ProtonController controller = ProtonController.Start(broker.Port, "orders", "commit", "abort", "commit");

        for (int number = 0; number < 3; number++)
        {
            Assert.Equal(($"{number}.0", "accepted", true), await controller.ReadOutcomeAsync());
            Assert.Equal(($"{number}.1", "accepted", true), await controller.ReadOutcomeAsync());
            Assert.Null(await controller.ReadEndAsync(number == 1 ? "aborted" : "committed"));
        }

        Assert.Equal(["0.0", "0.1", "2.0", "2.1"], queue.Messages.Select(message => message.Message.Value));
        Assert.Equal((0, 2L, 1L), (broker.Coordinator.ActiveCount, broker.Coordinator.CommittedCount, broker.Coordinator.RolledBackCount));
    }

    [ProtonFact]
    public async Task Proton_reads_why_the_in_process_broker_does_not_declare_or_commit()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("orders");
        broker.Coordinator.RefuseNextDeclares(1, "amqp:resource-limit-exceeded");
        broker.Coordinator.RefuseNextCommits(1, "amqp:transaction:rollback");
        await using ProtonController controller = ProtonController.Start(broker.Port, "orders", "commit", "commit", "commit");

        Assert.Equal("amqp:resource-limit-exceeded", await controller.ReadEndAsync("declare-failed"));
        Assert.Equal(("1.0", "accepted", true), await controller.ReadOutcomeAsync());
        Assert.Equal(("1.1", "accepted", true), await controller.ReadOutcomeAsync());
        Assert.Equal("amqp:transaction:rollback", await controller.ReadEndAsync("commit-failed"));
        await controller.ReadOutcomeAsync();
        await controller.ReadOutcomeAsync();
        Assert.Null(await controller.ReadEndAsync("committed"));

        Assert.Equal(["2.0", "2.1"], queue.Messages.Select(message => message.Message.Value));
    }

    [ProtonFact]
    public async Task Our_client_commits_and_rolls_back_at_a_coordinator_on_proton()
    {
        await using ProtonCoordinator peer = await ProtonCoordinator.ListenAsync();
        await using SendClient client = new(peer.Url);
        MessageSender sender = client.GetMessageSender("orders");

        await using (AmqpTransaction committed = await client.BeginTransactionAsync().Within())
        {
            await peer.ReadDeclaredAsync();
            Assert.True((await SendAsync(sender, "first", committed)).IsProvisional);
            Assert.True((await SendAsync(sender, "second", committed)).IsProvisional);
            await committed.CommitAsync().Within();
            Assert.Equal(["first", "second"], await peer.ReadBodiesAsync("committed"));
        }

        await using (AmqpTransaction left = await client.BeginTransactionAsync().Within())
        {
            await peer.ReadDeclaredAsync();
            await SendAsync(sender, "left", left);
        }

        Assert.Equal(["left"], await peer.ReadBodiesAsync("rolled-back"));
        Assert.Equal(SendOutcome.Accepted, await SendAsync(sender, "after", null));
        Assert.Equal(["after"], await peer.ReadBodiesAsync("stored"));
    }

    [ProtonFact]
    public async Task A_coordinator_on_proton_that_rejects_the_commit_is_told_with_its_words()
    {
        await using ProtonCoordinator peer = await ProtonCoordinator.ListenAsync("--refuse", "amqp:transaction:rollback");
        await using SendClient client = new(peer.Url);
        await using AmqpTransaction transaction = await client.BeginTransactionAsync().Within();
        await SendAsync(client.GetMessageSender("orders"), "a", transaction);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => transaction.CommitAsync().Within());

        Assert.Equal((SendOutcomeKind.Rejected, "amqp:transaction:rollback", AmqpTransactionState.RolledBack), (thrown.Outcome.Kind, thrown.Condition, transaction.State));
        Assert.Contains("refused by the test", thrown.Message, StringComparison.Ordinal);
    }

    private static Task<SendOutcome> SendAsync(MessageSender sender, string text, AmqpTransaction? transaction) =>
        sender.SendForOutcomeAsync(new AmqpMessage { Value = text }, new SendOptions { Transaction = transaction }, CancellationToken.None).Within();
}
