using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Interop.Tests;

/// <summary>A stranger's clients at the in-process broker.</summary>
public class InProcessBrokerTests
{
    [ProtonFact]
    public async Task Proton_sends_to_a_queue_and_another_proton_reads_it_unchanged()
    {
        const int Count = 200;
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("numbers");
        await using ProtonSender sender = ProtonSender.Start(broker.Port, "numbers", Count, "--size", "3000");

        Assert.All(await sender.ReadOutcomesAsync(Count), outcome => Assert.Equal("accepted", outcome));
        Assert.Equal(Count, queue.Count);
        await using ProtonReceiver receiver = ProtonReceiver.Connect(broker.Port, "numbers", Count, "--max-frame-size", "1024", "--credit", "10");
        IReadOnlyList<ProtonMessage> messages = await receiver.ReadMessagesAsync(Count);

        for (int index = 0; index < Count; index++)
        {
            Assert.Equal(NumberedMessage.Sections(index, filling: 3000), messages[index].Sections);
        }

        Assert.Equal(Count, await receiver.ReadDoneAsync());
        Assert.Equal(0, queue.Count);
    }

    [ProtonFact]
    public async Task Proton_sees_the_settlements_that_a_queue_is_told_to_give()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("numbers").SettleNext(
            Settlement.Accept, Settlement.Reject("test:refused", "refused by the test"), Settlement.Release, Settlement.Modify(deliveryFailed: true));
        await using ProtonSender sender = ProtonSender.Start(broker.Port, "numbers", 4);

        Assert.Equal(["accepted", "rejected", "released", "modified"], await sender.ReadOutcomesAsync(4));
    }

    [ProtonFact]
    public async Task Proton_reads_what_our_sender_sent_through_the_broker()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("interop");
        await using SendClient client = new(broker.Url);
        await client.GetSender<ITestSender>().SendAllAsync([new Small(1), new Small(2)]);
        await using ProtonReceiver receiver = ProtonReceiver.Connect(broker.Port, "interop", 2);

        IReadOnlyList<ProtonMessage> messages = await receiver.ReadMessagesAsync(2);

        Assert.Equal(
            [ProtonValue.Map((ProtonValue.String("Number"), ProtonValue.Int(1))), ProtonValue.Map((ProtonValue.String("Number"), ProtonValue.Int(2)))],
            messages.Select(message => message["amqp-value"]!.Value));
    }
}
