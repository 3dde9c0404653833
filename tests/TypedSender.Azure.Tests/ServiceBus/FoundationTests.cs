using Azure.Messaging.ServiceBus;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.ServiceBus;

public sealed class FoundationTests
{
    [Fact]
    public async Task A_message_is_sent_and_completed()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Profile = AmqpBrokerKind.ServiceBus });
        BrokerQueue queue = broker.CreateQueue("orders");
        await using ServiceBusClient client = new(broker.ServiceBusConnectionString);
        await using ServiceBusSender sender = client.CreateSender("orders");
        await sender.SendMessageAsync(new ServiceBusMessage("hello"));
        using ServiceBusMessageBatch batch = await sender.CreateMessageBatchAsync();
        batch.TryAddMessage(new ServiceBusMessage("a"));
        batch.TryAddMessage(new ServiceBusMessage("b"));
        await sender.SendMessagesAsync(batch);
        Assert.Equal(3, queue.Count);
        await using ServiceBusReceiver receiver = client.CreateReceiver("orders");
        ServiceBusReceivedMessage message = await receiver.ReceiveMessageAsync();
        Assert.Equal("hello", message.Body.ToString());
        Assert.Equal(1, message.SequenceNumber);
        await receiver.CompleteMessageAsync(message);
    }
}
