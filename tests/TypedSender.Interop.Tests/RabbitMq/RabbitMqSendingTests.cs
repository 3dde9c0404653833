using TypedSender.Amqp;
using TypedSender.Amqp.Performatives;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>Sending to RabbitMQ, and what two readers find there: ours and qpid-proton.</summary>
[Collection(RabbitMqCollection.Name)]
public class RabbitMqSendingTests(RabbitMqBroker broker)
{
    [RabbitMqFact]
    public async Task Each_message_of_a_list_is_accepted_and_read_once()
    {
        const int Count = 3000;
        string address = await broker.NewQueueAsync();
        await using SendClient client = new(broker.Url);
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { Address = address });

        IReadOnlyList<SendOutcome> outcomes = await sender.SendAllAsync([.. Enumerable.Range(0, Count).Select(number => new Small(number))]);

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(Count, await broker.CountAsync(address));
        await using ProtonReceiver receiver = ProtonReceiver.Connect(broker.Port, address, Count);
        IReadOnlyList<ProtonMessage> messages = await receiver.ReadMessagesAsync(Count);
        Assert.Equal(
            Enumerable.Range(0, Count).Select(number => ProtonValue.Map((ProtonValue.String("Number"), ProtonValue.Int(number)))),
            messages.Select(message => message["amqp-value"]!.Value));
    }

    [RabbitMqFact]
    public async Task Settled_messages_have_no_verdict_and_arrive()
    {
        const int Count = 2000;
        string address = await broker.NewQueueAsync();
        await using SendClient client = new(broker.Url);
        ITestSender sender = client.GetSender<ITestSender>(new SenderOptions { Address = address, SendSettleMode = SenderSettleMode.Settled });

        IReadOnlyList<SendOutcome> outcomes = await sender.SendAllAsync([.. Enumerable.Range(0, Count).Select(number => new Small(number))]);

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Unconfirmed, outcome));
        await using AmqpReceiver receiver = await AmqpReceiver.OpenAsync(broker.Url, address);
        for (int number = 0; number < Count; number++)
        {
            ReceivedMessage message = await receiver.ReceiveAsync();
            Assert.Equal(number, Assert.IsType<AmqpMap>(message.Message.Value)["Number"]);
            await message.AcceptAsync();
        }
    }
}
