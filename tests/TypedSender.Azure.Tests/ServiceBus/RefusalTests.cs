using System.Transactions;
using Azure.Messaging.ServiceBus;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.ServiceBus;

public sealed class RefusalTests
{
    [Fact]
    public async Task A_key_of_elsewhere_is_refused()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        await using ServiceBusScene other = await ServiceBusScene.StartAsync();
        string wrong = other.Broker.ServiceBusConnectionString.Replace($":{other.Broker.Port}", $":{scene.Broker.Port}", StringComparison.Ordinal);
        await using ServiceBusClient client = new(wrong, new ServiceBusClientOptions { RetryOptions = new ServiceBusRetryOptions { MaxRetries = 0 } });

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => client.CreateSender("orders").SendMessageAsync(new ServiceBusMessage("one")));
        Assert.Equal(0, scene.Queue.ArrivedCount);
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_not_found()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();

        ServiceBusException exception = await Assert.ThrowsAsync<ServiceBusException>(() => scene.Client.CreateSender("invoices").SendMessageAsync(new ServiceBusMessage("one")));
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, exception.Reason);
    }

    [Fact]
    public async Task A_session_is_refused()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => scene.Client.AcceptSessionAsync("orders", "s1"));
        Assert.Contains("no sessions", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_is_refused()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync(configure: options => options.CreateQueuesOnDemand = true);

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => scene.Client.CreateReceiver("topic", "subscription").ReceiveMessageAsync());
        Assert.Contains("no topics", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deferring_is_refused_and_the_message_stays_locked()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        await scene.SendAsync("one");
        ServiceBusReceivedMessage message = await scene.ReceiveAsync();

        NotSupportedException deferring = await Assert.ThrowsAsync<NotSupportedException>(() => scene.Receiver.DeferMessageAsync(message));
        NotSupportedException receiving = await Assert.ThrowsAsync<NotSupportedException>(() => scene.Receiver.ReceiveDeferredMessageAsync(1));

        Assert.Contains("does not defer", deferring.Message, StringComparison.Ordinal);
        Assert.Contains("receive-by-sequence-number", receiving.Message, StringComparison.Ordinal);
        Assert.Equal(1, scene.Queue.Count);
        Assert.Empty(scene.Queue.DeadLetters);
    }

    [Fact]
    public async Task What_a_receiver_decides_in_a_transaction_is_refused()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        await scene.SendAsync("one");
        ServiceBusReceivedMessage message = await scene.ReceiveAsync();

        using (TransactionScope transaction = new(TransactionScopeAsyncFlowOption.Enabled))
        {
            NotSupportedException refused = await Assert.ThrowsAsync<NotSupportedException>(() => scene.Receiver.CompleteMessageAsync(message));
            Assert.Contains("what receivers decide", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, scene.Queue.Count);
        Assert.Equal(0, scene.Broker.Coordinator.CommittedCount);
    }

    [Fact]
    public async Task Nobody_sends_to_a_dead_letter_queue()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.Client.CreateSender("orders/$deadletterqueue").SendMessageAsync(new ServiceBusMessage("one")));
    }

    [Fact]
    public async Task A_broker_of_no_kind_has_no_connection_string()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => broker.ServiceBusConnectionString);
        Assert.Contains("Profile", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_that_is_not_served_is_an_error()
    {
        ArgumentOutOfRangeException exception = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await InProcessBroker.StartAsync(new InProcessBrokerOptions { Profile = AmqpBrokerKind.Qpid }));
        Assert.Contains("Qpid", exception.Message, StringComparison.Ordinal);
    }
}
