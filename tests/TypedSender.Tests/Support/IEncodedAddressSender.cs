namespace TypedSender.Tests;

/// <summary>Has addresses as RabbitMQ 4 reads them.</summary>
[AmqpSender("/queues/{queue}")]
public partial interface IEncodedAddressSender
{
    ValueTask<SendOutcome> TellAsync(Note note, string queue, CancellationToken cancellationToken = default);
}
