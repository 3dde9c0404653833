using TypedSender;

namespace Shop;

/// <summary>What a meter shows.</summary>
[AmqpContract]
public sealed partial record MeterReading(string Meter, double Value);

/// <summary>Puts readings into its queue.</summary>
[AmqpSender("readings")]
public partial interface IMeterSender
{
    /// <summary>Never waits; false where there is no room.</summary>
    bool TryEnqueue(MeterReading reading);

    /// <summary>Waits for room.</summary>
    [Enqueue]
    ValueTask EnqueueAsync(MeterReading reading, CancellationToken cancellationToken = default);
}

/// <summary>Sends readings without waiting for the broker.</summary>
public sealed class MeterUplink(SendClient client)
{
    private readonly IMeterSender _meters = client.GetSender<IMeterSender>();

    /// <summary>Takes a reading, unless there is no room.</summary>
    public bool Offer(MeterReading reading) => _meters.TryEnqueue(reading);

    /// <summary>Waits until all readings so far have their outcomes, and returns those that failed.</summary>
    public async Task<IReadOnlyList<QueuedMessage>> CheckAsync(CancellationToken cancellationToken = default)
    {
        SendQueueReport report = await client.GetMessageSender(_meters).FlushAsync(cancellationToken);
        return report.Failed;
    }

    /// <summary>Closes the client, and has another one send what this one certainly has not.</summary>
    public async Task MoveAsync(SendClient other, CancellationToken cancellationToken = default)
    {
        SendCloseReport closed = await client.CloseAsync(cancellationToken);
        foreach (SendQueueReport queue in closed.Queues)
        {
            MessageSender sender = queue.NamesAddresses
                ? other.GetMessageSender(new SenderOptions { Target = AmqpTarget.Anonymous })
                : other.GetMessageSender(queue.Address);
            foreach (QueuedMessage message in queue.NotSent)
            {
                await sender.EnqueueAsync(message, cancellationToken);
            }
        }
    }
}
