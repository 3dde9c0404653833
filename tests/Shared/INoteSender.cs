namespace TypedSender.Shared;

/// <summary>One method for each shape that a send method can have.</summary>
[AmqpSender("notes")]
public partial interface INoteSender
{
    ValueTask SendAsync(Note note, CancellationToken cancellationToken = default);

    Task SendTaskAsync(Note note, CancellationToken cancellationToken = default);

    ValueTask<SendOutcome> TellAsync(Note note, CancellationToken cancellationToken = default);

    Task<SendOutcome> TellTaskAsync(Note note, CancellationToken cancellationToken = default);

    ValueTask SendAllAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);

    Task SendAllTaskAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);

    ValueTask<IReadOnlyList<SendOutcome>> TellAllAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<SendOutcome>> TellAllTaskAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);

    ValueTask<SendOutcome> TellBlobAsync(Blob blob, CancellationToken cancellationToken = default);

    ValueTask SendComputedAsync(Computed computed, CancellationToken cancellationToken = default);

    ValueTask<IReadOnlyList<SendOutcome>> TellAllComputedAsync(IReadOnlyList<Computed> computed, CancellationToken cancellationToken = default);
}
