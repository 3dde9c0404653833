namespace TypedSender.Transcripts.Tests.Contracts;

/// <summary>A method for each shape of sending that a scenario records.</summary>
[AmqpSender("notes")]
public partial interface INoteSender
{
    ValueTask SendAsync(Note note, CancellationToken cancellationToken = default);

    Task<SendOutcome> TellAsync(Note note, CancellationToken cancellationToken = default);

    Task<SendOutcome> TellBlobAsync(Blob blob, CancellationToken cancellationToken = default);

    Task SendAllAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<SendOutcome>> TellAllAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<SendOutcome>> TellAllComputedAsync(IReadOnlyList<Computed> computed, CancellationToken cancellationToken = default);

    [AmqpBatch]
    Task<IReadOnlyList<SendOutcome>> TellBatchAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);

    [AmqpBatch(MaxMessages = 2)]
    Task<IReadOnlyList<SendOutcome>> TellPairsAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);

    [AmqpBatch]
    Task<IReadOnlyList<SendOutcome>> TellBlobsAsync(IReadOnlyList<Blob> blobs, CancellationToken cancellationToken = default);

    [AmqpBatch]
    Task<IReadOnlyList<SendOutcome>> TellLettersAsync(IReadOnlyList<Letter> letters, CancellationToken cancellationToken = default);

    [Subject("letter")]
    Task<SendOutcome> TellLetterAsync(
        Letter letter, [TimeToLive] TimeSpan life, [ApplicationProperty("colour")] string colour, CancellationToken cancellationToken = default);

    Task<SendOutcome> TellTracedAsync(Note note, [ApplicationProperty("traceparent")] string traceParent, CancellationToken cancellationToken = default);
}
