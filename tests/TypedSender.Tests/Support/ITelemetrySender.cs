namespace TypedSender.Tests;

/// <summary>Sends where parameters say.</summary>
[AmqpSender("telemetry/{region}")]
public partial interface ITelemetrySender
{
    ValueTask<SendOutcome> TellAsync(Note note, string region, CancellationToken cancellationToken = default);

    ValueTask<IReadOnlyList<SendOutcome>> TellAllAsync(IReadOnlyList<Note> notes, string region, CancellationToken cancellationToken = default);

    [Address("{kind}/{id}/{{{number}}}")]
    ValueTask<SendOutcome> TellOneAsync(Note note, string kind, Guid id, int number, CancellationToken cancellationToken = default);

    [Address("telemetry")]
    ValueTask<SendOutcome> TellCommonAsync(Note note, CancellationToken cancellationToken = default);
}
