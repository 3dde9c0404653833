namespace TypedSender.Benchmarks.Contenders;

/// <summary>Sends events as stamped ones.</summary>
internal sealed class StampedEventSender(IStampedEventSender sender) : IEventSender
{
    public ValueTask SendAsync(Event message, CancellationToken cancellationToken = default) => sender.SendAsync(Stamp(message), cancellationToken);

    public ValueTask<SendOutcome> TellAsync(Event message, CancellationToken cancellationToken = default) => sender.TellAsync(Stamp(message), cancellationToken);

    private static StampedEvent Stamp(in Event message) => new(message.Id, message.Region, message.Attempt, message.Time, message.Body);
}
