namespace TypedSender.Tests;

/// <summary>Chooses for each send whether it is settled.</summary>
[AmqpSender("notes", SendSettleMode = SenderSettleMode.Mixed)]
public partial interface IMixedSender
{
    [Settled]
    ValueTask<SendOutcome> TellSettledAsync(Note note, CancellationToken cancellationToken = default);

    [Settled(false)]
    ValueTask<SendOutcome> TellUnsettledAsync(Note note, CancellationToken cancellationToken = default);

    ValueTask<SendOutcome> TellAsync(Note note, [Settled] bool? settled, CancellationToken cancellationToken = default);

    ValueTask<IReadOnlyList<SendOutcome>> TellAllAsync(IReadOnlyList<Note> notes, [Settled] bool settled, CancellationToken cancellationToken = default);
}
