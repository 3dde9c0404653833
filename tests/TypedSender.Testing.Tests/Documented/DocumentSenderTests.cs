using TypedSender;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;
using Xunit;

namespace Shop;

/// <summary>The sender that docs/untyped-messages.md shows.</summary>
public sealed class DocumentSenderTests
{
    [Fact]
    public async Task A_document_is_in_its_queue()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("invoices");
        await using var client = new SendClient(broker.Url);
        Guid id = Guid.NewGuid();

        Assert.True(await new DocumentSender(client).SendAsync("invoices", id, "application/pdf", [1, 2]));

        Assert.Equal(new AmqpMessageId(id), queue.Messages[0].Message.Properties!.Value.MessageId);
        Assert.Equal(new byte[] { 1, 2 }, Assert.Single(queue.Messages[0].Message.Data));
    }
}
