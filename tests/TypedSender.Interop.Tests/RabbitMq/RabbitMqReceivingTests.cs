using TypedSender.Amqp;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>Receiving from RabbitMQ with a credit that has to be granted many times.</summary>
[Collection(RabbitMqCollection.Name)]
public class RabbitMqReceivingTests(RabbitMqBroker broker)
{
    /// <summary>
    /// RabbitMQ up to 3.13 adds a new grant to the messages on their way from the queue to the link. The receiver detaches a link that is sent more than was granted.
    /// </summary>
    [RabbitMqFact]
    public async Task A_receiver_is_never_sent_more_than_it_granted()
    {
        const int Count = 20_000;
        string address = await broker.NewQueueAsync();
        await using SendClient client = new(broker.Url);
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { Address = address, SendSettleMode = SenderSettleMode.Settled });
        await sender.SendAllAsync([.. Enumerable.Range(0, Count).Select(number => new Small(number))]);

        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.Url, address, new AmqpReceiverOptions { Credit = 100 });
        for (int number = 0; number < Count; number++)
        {
            ReceivedMessage message = await receiver.ReceiveAsync().Within();
            Assert.Equal(number, Assert.IsType<AmqpMap>(message.Message.Value)["Number"]);
            await message.AcceptAsync();
        }
    }
}
