using TypedSender;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace Shop;

/// <summary>Sends documents whose kinds and queues are known only when the program runs.</summary>
public sealed class DocumentSender(ISendClient client)
{
    /// <summary>Sends a document and tells whether the queue has it.</summary>
    public async Task<bool> SendAsync(string queue, Guid id, string mediaType, byte[] document, CancellationToken cancellationToken = default)
    {
        AmqpMessage message = new()
        {
            Header = new Header { Durable = true },
            MessageAnnotations = new AmqpMap { [new AmqpSymbol("x-opt-region")] = "north" },
            Properties = new Properties { MessageId = id, Subject = "document", ContentType = mediaType },
            ApplicationProperties = new AmqpMap { ["pages"] = 3, ["source"] = "import" },
            Data = [document],
        };
        SendOutcome outcome = await client.GetMessageSender(queue).SendForOutcomeAsync(message, cancellationToken);
        return outcome.IsSuccess;
    }
}
