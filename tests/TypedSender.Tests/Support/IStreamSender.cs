namespace TypedSender.Tests.Support;

/// <summary>Methods that send a sequence while it is read, or tell its outcomes as they come.</summary>
[AmqpSender("notes")]
public partial interface IStreamSender
{
    ValueTask SendAllAsync(IAsyncEnumerable<Note> notes, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<SendOutcome>> TellAllAsync(IAsyncEnumerable<Note> notes, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<SendOutcome>> TellComputedAsync(IAsyncEnumerable<Computed> notes, CancellationToken cancellationToken = default);

    IAsyncEnumerable<SendOutcome> Tell(IAsyncEnumerable<Note> notes, CancellationToken cancellationToken = default);

    IAsyncEnumerable<SendOutcome> TellList(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);

    [AmqpBatch]
    ValueTask SendTogetherAsync(IAsyncEnumerable<Note> notes, CancellationToken cancellationToken = default);

    [AmqpBatch]
    Task<IReadOnlyList<SendOutcome>> TellTogetherAsync(IAsyncEnumerable<Note> notes, CancellationToken cancellationToken = default);

    IAsyncEnumerable<SendOutcome> TellComputedList(IReadOnlyList<Computed> notes, CancellationToken cancellationToken = default);

    [AmqpBatch]
    Task<IReadOnlyList<SendOutcome>> TellComputedTogetherAsync(IAsyncEnumerable<Computed> notes, CancellationToken cancellationToken = default);

    [AmqpBatch]
    IAsyncEnumerable<SendOutcome> TellTogether(IAsyncEnumerable<Note> notes, CancellationToken cancellationToken = default);
}
