using System.Transactions;
using Azure.Messaging.ServiceBus;
using TypedSender.Amqp.Messages;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.ServiceBus;

/// <summary>Transactions at a broker that is Service Bus: the SDK's, and ours, whose control link waits for a token of the connection.</summary>
public sealed class TransactionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_SDK_commits_and_rolls_back_what_it_sends(bool complete)
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        using (TransactionScope transaction = new(TransactionScopeAsyncFlowOption.Enabled))
        {
            // The first thing on the connection: its control link is attached before any token has come.
            await scene.Sender.SendMessageAsync(new ServiceBusMessage("one"));
            await scene.Sender.SendMessagesAsync([new ServiceBusMessage("two"), new ServiceBusMessage("three")]);
            Assert.Equal(0, scene.Queue.Count);
            if (complete)
            {
                transaction.Complete();
            }
        }

        await scene.Broker.Coordinator.WaitForEndedAsync(1).Within();
        Assert.Equal(complete ? (3, 1L, 0L) : (0, 0L, 1L), (scene.Queue.Count, scene.Broker.Coordinator.CommittedCount, scene.Broker.Coordinator.RolledBackCount));
        if (complete)
        {
            Assert.Equal(["one", "two", "three"], [(await scene.ReceiveAsync()).Body.ToString(), (await scene.ReceiveAsync()).Body.ToString(), (await scene.ReceiveAsync()).Body.ToString()]);
        }
    }

    [Fact]
    public async Task Our_control_link_waits_for_a_token_for_the_host_and_our_messages_are_committed()
    {
        await using InProcessBroker broker = await StartAsync();
        BrokerQueue orders = broker.CreateQueue("orders");
        BrokerQueue stock = broker.CreateQueue("stock");
        BrokerTokenNode node = broker.CreateTokenNode();
        node.Hold();
        await using SendClient client = ServiceBusSendClient.Create(broker.ServiceBusConnectionString);

        Task<AmqpTransaction> begin = client.BeginTransactionAsync();
        await node.WaitForArrivalsAsync(1).Within();
        Assert.False(begin.IsCompleted);
        Assert.DoesNotContain(broker.Links, link => link.Address == "$coordinator");
        node.Release();

        await using (AmqpTransaction transaction = await begin.Within())
        {
            Assert.True((await SendAsync(client, "orders", transaction)).IsProvisional);
            Assert.True((await SendAsync(client, "stock", transaction)).IsProvisional);
            await transaction.CommitAsync().Within();
        }

        Assert.Equal((1, 1), (orders.Count, stock.Count));
        Assert.Equal(["amqp://127.0.0.1/", "amqp://127.0.0.1/orders", "amqp://127.0.0.1/stock"], node.Tokens.Select(token => token.Audience));
        Assert.All(node.Tokens, token => Assert.True(token.IsAccepted));
    }

    [Fact]
    public async Task A_token_that_a_sender_has_put_is_enough()
    {
        await using InProcessBroker broker = await StartAsync();
        BrokerQueue orders = broker.CreateQueue("orders");
        await using SendClient client = ServiceBusSendClient.Create(broker.ServiceBusConnectionString);
        await client.GetMessageSender("orders").OpenAsync().Within();

        await using AmqpTransaction transaction = await client.BeginTransactionAsync().Within();
        await SendAsync(client, "orders", transaction);
        await transaction.CommitAsync().Within();

        Assert.Equal(1, orders.Count);
        Assert.Equal("amqp://127.0.0.1/orders", Assert.Single(broker.CreateTokenNode().Tokens).Audience);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_a_token_for_the_host_is_refused_the_coordinator_decides(bool isRefused)
    {
        await using InProcessBroker broker = await StartAsync();
        BrokerQueue orders = broker.CreateQueue("orders");
        broker.CreateTokenNode().Check = (audience, _, _) => audience.EndsWith("/orders", StringComparison.Ordinal);
        await using SendClient client = ServiceBusSendClient.Create(broker.ServiceBusConnectionString);
        if (isRefused)
        {
            broker.Coordinator.RefuseNextLinks(1, "amqp:unauthorized-access", "no token");
            SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.BeginTransactionAsync().Within());

            Assert.Equal((SendReason.AddressRefused, "amqp:unauthorized-access"), (thrown.Reason, thrown.Condition));
            Assert.Contains("no token", thrown.Message, StringComparison.Ordinal);
            Assert.Contains("InvalidToken", thrown.Message, StringComparison.Ordinal);
            Assert.EndsWith("open a sender for it before the first transaction (MessageSender.OpenAsync).", thrown.Message, StringComparison.Ordinal);
        }

        await using AmqpTransaction transaction = await client.BeginTransactionAsync().Within();
        await SendAsync(client, "orders", transaction);
        await transaction.CommitAsync().Within();
        Assert.Equal(1, orders.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Waiting_for_a_token_ends_with_the_deadline_and_with_the_callers_token(bool isCanceled)
    {
        await using InProcessBroker broker = await StartAsync();
        ManualTimeProvider time = new();
        broker.CreateTokenNode().Hold();
        await using SendClient client = ServiceBusSendClient.Create(broker.ServiceBusConnectionString, options =>
        {
            options.TimeProvider = time;
            options.IdleTimeout = Timeout.InfiniteTimeSpan;
            options.SendTimeout = TimeSpan.FromSeconds(5);
        });
        using CancellationTokenSource canceled = new();
        Task<AmqpTransaction> begin = client.BeginTransactionAsync(canceled.Token);
        await broker.CreateTokenNode().WaitForArrivalsAsync(1).Within();

        if (isCanceled)
        {
            await canceled.CancelAsync();
            SendCanceledException thrown = await Assert.ThrowsAsync<SendCanceledException>(() => begin.Within());
            Assert.Contains("The request for a transaction was cancelled while waiting for a token.", thrown.Message, StringComparison.Ordinal);
        }
        else
        {
            await time.AdvanceUntilAsync(begin, TimeSpan.FromSeconds(1));
            SendException thrown = await Assert.ThrowsAsync<SendException>(() => begin.Within());
            Assert.Equal(SendReason.TimedOut, thrown.Reason);
            Assert.Contains("The request for a transaction timed out after 5 s while waiting for a token.", thrown.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(broker.Links, link => link.Address == "$coordinator");
    }

    private static Task<SendOutcome> SendAsync(SendClient client, string address, AmqpTransaction transaction) =>
        client.GetMessageSender(address).SendForOutcomeAsync(new AmqpMessage { Value = address }, new SendOptions { Transaction = transaction }, CancellationToken.None).Within();

    private static async Task<InProcessBroker> StartAsync() => await InProcessBroker.StartAsync(new InProcessBrokerOptions { Profile = AmqpBrokerKind.ServiceBus, IdleTimeout = null });
}
