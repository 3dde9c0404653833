using TypedSender.Interop.Tests.RabbitMq;
using TypedSender.Amqp.Messages;
using TypedSender.Shared;
using Xunit;
using Xunit.Abstractions;

namespace TypedSender.Interop.Tests.Transactions;

/// <summary>Our client at coordinators of others.</summary>
[Collection(RabbitMqCollection.Name)]
public class CoordinatorTests(RabbitMqBroker rabbit, ITestOutputHelper output)
{
    [Theory]
    [InlineData]
    [InlineData("amqp:local-transactions")]
    [InlineData("amqp:local-transactions", "amqp:multi-txns-per-ssn", "amqp:multi-ssns-per-txn")]
    public async Task A_coordinator_on_AMQPNetLite_commits_and_rolls_back(params string[] capabilities)
    {
        using NetLiteCoordinator peer = new() { Capabilities = capabilities.Length == 0 ? null : [.. capabilities.Select(capability => new global::Amqp.Types.Symbol(capability))] };
        await using SendClient client = Connect(peer);
        MessageSender sender = client.GetMessageSender("orders");

        await using (AmqpTransaction committed = await client.BeginTransactionAsync().Within())
        {
            Assert.True((await SendAsync(sender, "first", committed)).IsProvisional);
            Assert.True((await SendAsync(sender, new string('x', 200_000), committed)).IsProvisional);
            Assert.Empty(peer.Stored);
            await committed.CommitAsync().Within();
        }

        await using (AmqpTransaction left = await client.BeginTransactionAsync().Within())
        {
            await SendAsync(sender, "left", left);
        }

        Assert.Equal(["first", new string('x', 200_000)], peer.Stored);
        Assert.Equal(SendOutcome.Accepted, await SendAsync(sender, "after", null));
    }

    [Fact]
    public async Task A_coordinator_on_AMQPNetLite_that_rejects_the_commit_is_told_with_its_words()
    {
        using NetLiteCoordinator peer = new() { Refusal = "amqp:transaction:rollback" };
        await using SendClient client = Connect(peer);
        await using AmqpTransaction transaction = await client.BeginTransactionAsync().Within();
        await SendAsync(client.GetMessageSender("orders"), "a", transaction);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => transaction.CommitAsync().Within());

        Assert.Equal((SendOutcomeKind.Rejected, "amqp:transaction:rollback", AmqpTransactionState.RolledBack), (thrown.Outcome.Kind, thrown.Condition, transaction.State));
        Assert.Contains("refused by the test", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(peer.Stored);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_connection_that_ends_at_the_commit_leaves_it_indeterminate(bool after, int stored)
    {
        using NetLiteCoordinator peer = new() { AbortsAfter = after };
        await using SendClient client = Connect(peer);
        await using AmqpTransaction transaction = await client.BeginTransactionAsync().Within();
        await SendAsync(client.GetMessageSender("orders"), "a", transaction);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => transaction.CommitAsync().Within());

        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.ConnectionLost), (thrown.Outcome.Kind, thrown.Reason));
        Assert.Equal(stored, peer.Stored.Length);
    }

    /// <summary>RabbitMQ 3 has no coordinator, and says so by ending the session of the link: that of the control link alone.</summary>
    [RabbitMqFact]
    public async Task RabbitMQ_refuses_transactions_and_goes_on_with_messages()
    {
        await using SendClient client = new(rabbit.Url);
        MessageSender sender = client.GetMessageSender(await rabbit.NewQueueAsync());
        Assert.Equal(SendOutcome.Accepted, await SendAsync(sender, "before", null));

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.BeginTransactionAsync().Within());

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AddressRefused), (thrown.Outcome.Kind, thrown.Reason));
        Assert.Contains("refused the link to its transaction coordinator", thrown.Message, StringComparison.Ordinal);
        output.WriteLine(thrown.Message);
        Assert.Equal(SendOutcome.Accepted, await SendAsync(sender, "after", null));
    }

    private static SendClient Connect(NetLiteCoordinator peer) => new($"amqp://127.0.0.1:{peer.Port}", options => options.SaslMode = SaslMode.None);

    private static Task<SendOutcome> SendAsync(MessageSender sender, string value, AmqpTransaction? transaction) =>
        sender.SendForOutcomeAsync(new AmqpMessage { Value = value }, new SendOptions { Transaction = transaction }, default).Within();
}
