using Azure.Messaging.ServiceBus;
using TypedSender;
using TypedSender.Testing;
using Xunit;

namespace Shop;

/// <summary>An invoice that has been issued, as JSON.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw), ContentType("application/json"), Subject("invoice.issued")]
public sealed partial record InvoiceIssued([property: MessageId] string Number, [property: ApplicationProperty("total")] decimal Total, ReadOnlyMemory<byte> Json);

/// <summary>Tells the bookkeeping.</summary>
[AmqpSender("invoices")]
public partial interface IInvoicing
{
    /// <summary>Announces an invoice.</summary>
    ValueTask AnnounceAsync(InvoiceIssued invoice, CancellationToken cancellationToken = default);
}

public sealed class InvoicingTests
{
    [Fact]
    public async Task The_bookkeeping_reads_what_a_typed_sender_sends()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Profile = AmqpBrokerKind.ServiceBus });
        broker.CreateQueue("invoices");
        await using SendClient client = new(broker.Url);
        await using ServiceBusClient bookkeeping = new(broker.ServiceBusConnectionString);
        await using ServiceBusReceiver receiver = bookkeeping.CreateReceiver("invoices");

        await client.GetSender<IInvoicing>().AnnounceAsync(new InvoiceIssued("2026-17", 12.50m, "{}"u8.ToArray()));

        ServiceBusReceivedMessage message = await receiver.ReceiveMessageAsync();
        Assert.Equal(("2026-17", "invoice.issued", 12.50m), (message.MessageId, message.Subject, message.ApplicationProperties["total"]));
        await receiver.CompleteMessageAsync(message);
    }

    [Fact]
    public async Task What_the_bookkeeping_cannot_read_is_dead_lettered()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Profile = AmqpBrokerKind.ServiceBus });
        BrokerQueue queue = broker.CreateQueue("invoices");
        await using ServiceBusClient client = new(broker.ServiceBusConnectionString);
        await using ServiceBusReceiver receiver = client.CreateReceiver("invoices");
        await client.CreateSender("invoices").SendMessageAsync(new ServiceBusMessage("no JSON"));

        await receiver.DeadLetterMessageAsync(await receiver.ReceiveMessageAsync(), "unreadable");

        Assert.Equal(0, queue.Count);
        Assert.Equal(1, broker.GetQueue("invoices/$deadletterqueue").Count);
    }
}
