using Azure.Messaging.ServiceBus;
using Xunit;

namespace TypedSender.Azure.Tests.ServiceBus;

/// <summary>An invoice whose body is bytes, as the SDK's receivers want it.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw), ContentType("application/json"), Subject("invoice.issued")]
public sealed partial record Invoice(
    [property: MessageId] string Id,
    [property: GroupId] string Customer,
    [property: ApplicationProperty("amount")] decimal Amount,
    [property: ApplicationProperty("attempt")] int Attempt,
    [property: TimeToLive] TimeSpan TimeToLive,
    [property: MessageAnnotation("x-opt-partition-key")] string PartitionKey,
    ReadOnlyMemory<byte> Body);

[AmqpSender("orders")]
public partial interface IInvoiceSender
{
    ValueTask<SendOutcome> SendAsync(Invoice invoice, CancellationToken cancellationToken = default);

    [AmqpBatch]
    ValueTask<IReadOnlyList<SendOutcome>> SendAllAsync(IReadOnlyList<Invoice> invoices, CancellationToken cancellationToken = default);
}

public sealed class TypedSenderTests
{
    [Fact]
    public async Task A_typed_message_is_read_by_the_receiver_of_the_SDK()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        await using SendClient client = new(scene.Broker.Url);

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<IInvoiceSender>().SendAsync(Make("i1")));
        ServiceBusReceivedMessage received = await scene.ReceiveAsync();

        Assert.Equal(
            ("i1", "customer-1", "customer-1", "invoice.issued", "application/json", TimeSpan.FromMinutes(5), "{}"),
            (received.MessageId, received.SessionId, received.PartitionKey, received.Subject, received.ContentType, received.TimeToLive, received.Body.ToString()));
        Assert.Equal((12.50m, 3), (received.ApplicationProperties["amount"], received.ApplicationProperties["attempt"]));
        await scene.Receiver.CompleteMessageAsync(received);
        Assert.Equal(0, scene.Queue.Count);
    }

    [Fact]
    public async Task The_messages_of_an_envelope_are_read_one_by_one()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();
        await using SendClient client = new(scene.Broker.Url);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<IInvoiceSender>().SendAllAsync([Make("i1"), Make("i2"), Make("i3")]);

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        foreach (string id in (string[])["i1", "i2", "i3"])
        {
            ServiceBusReceivedMessage received = await scene.ReceiveAsync();
            Assert.Equal((id, "customer-1", "{}"), (received.MessageId, received.SessionId, received.Body.ToString()));
        }
    }

    private static Invoice Make(string id) => new(id, "customer-1", 12.50m, 3, TimeSpan.FromMinutes(5), "customer-1", "{}"u8.ToArray());
}
