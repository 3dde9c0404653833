namespace TypedSender.Tests.Support;

/// <summary>Methods that send their lists in envelopes.</summary>
[AmqpSender("notes")]
public partial interface IEnvelopeSender
{
    [AmqpBatch]
    ValueTask SendAllAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);

    [AmqpBatch]
    Task<IReadOnlyList<SendOutcome>> TellAllAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);

    [AmqpBatch(MaxMessages = 2)]
    Task<IReadOnlyList<SendOutcome>> TellPairsAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);

    [AmqpBatch(MaxMessages = int.MaxValue)]
    Task<IReadOnlyList<SendOutcome>> TellManyAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);

    [AmqpBatch(MaxBytes = 1000)]
    Task<IReadOnlyList<SendOutcome>> TellShortAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);

    [AmqpBatch]
    Task<IReadOnlyList<SendOutcome>> TellBlobsAsync(IReadOnlyList<Blob> blobs, CancellationToken cancellationToken = default);

    [AmqpBatch]
    Task<IReadOnlyList<SendOutcome>> TellComputedAsync(IReadOnlyList<Computed> computed, CancellationToken cancellationToken = default);

    [AmqpBatch]
    Task<IReadOnlyList<SendOutcome>> TellRoutedAsync(IEnumerable<Routed> routed, [Subject] string? subject = null, CancellationToken cancellationToken = default);
}
