using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using TypedSender.Interop.Tests.RabbitMq;
using Xunit;

namespace TypedSender.Interop.Tests;

/// <summary>Each kind of body, as strangers decode it.</summary>
[Collection(RabbitMqCollection.Name)]
public class BodyTests(RabbitMqBroker broker)
{
    [ProtonFact]
    public async Task Proton_reads_each_kind_of_body()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(BodiesSample.Count);
        await using SendClient client = new(receiver.Url);

        await BodiesSample.SendAsync(client.GetSender<IBodySender>());

        BodiesSample.AssertEqual(await receiver.ReadMessagesAsync(BodiesSample.Count));
    }

    [RheaFact]
    public async Task Rhea_reads_each_kind_of_body()
    {
        await using RheaReceiver receiver = await RheaReceiver.ListenAsync(BodiesSample.Count);
        await using SendClient client = new(receiver.Url);

        await BodiesSample.SendAsync(client.GetSender<IBodySender>());

        BodiesSample.AssertEqual(await receiver.ReadMessagesAsync(BodiesSample.Count));
    }

    [RabbitMqFact]
    public async Task RabbitMq_keeps_each_kind_of_body()
    {
        string address = await broker.NewQueueAsync();
        await using SendClient client = new(broker.Url);

        await BodiesSample.SendAsync(client.GetSender<IBodySender>(new SenderOptions { Address = address }));
        await using ProtonReceiver receiver = ProtonReceiver.Connect(broker.Port, address, BodiesSample.Count);

        BodiesSample.AssertEqual(await receiver.ReadMessagesAsync(BodiesSample.Count));
    }
}
