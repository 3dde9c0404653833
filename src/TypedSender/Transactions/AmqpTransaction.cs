namespace TypedSender;

/// <summary>
/// A local transaction of a peer (AMQP 1.0, part 4): messages that are sent in it are there once it is committed, all of them or none. Made by
/// <see cref="SendClient.BeginTransactionAsync"/>, for the connection of that client, and so for all clients and sessions of one <see cref="SendConnection"/>: it does not survive the loss of the
/// connection. Thread-safe.
/// </summary>
/// <remarks>
/// A send in a transaction ends with the peer's provisional outcome (<see cref="SendOutcome.IsProvisional"/>). A transaction in which a send was not a success cannot be committed any more.
/// </remarks>
public sealed class AmqpTransaction : IAsyncDisposable
{
    internal AmqpTransaction(TransactionWork work) => Work = work;

    /// <summary>The id that the peer gave the transaction.</summary>
    public ReadOnlyMemory<byte> Id => Work.Id.Bytes;

    /// <summary>How far it is. It may have changed by the time the value is read.</summary>
    public AmqpTransactionState State => Work.Status;

    internal TransactionWork Work { get; }

    /// <summary>
    /// Waits until the sends in the transaction have ended, then commits it. Returns when the peer has committed it, within <see cref="SendClientOptions.SendTimeout"/> from its sends' end on.
    /// </summary>
    /// <param name="cancellationToken">Gives the commit up. If it has left, its outcome is Indeterminate; otherwise the transaction is as it was.</param>
    /// <exception cref="SendException">
    /// It was not committed, or may not have been. The outcome stands for the whole: <see cref="SendOutcomeKind.Rejected"/> when the peer rolled it back instead,
    /// <see cref="SendOutcomeKind.NotSent"/> when it is rolled back because a send was no success or the connection or the control link was lost before the commit left,
    /// <see cref="SendOutcomeKind.Indeterminate"/> when the commit may have reached the peer and no answer came. <see cref="State"/> tells what became of the transaction.
    /// </exception>
    /// <exception cref="SendCanceledException"><paramref name="cancellationToken"/> was cancelled; its outcome tells whether the commit may have left.</exception>
    /// <exception cref="InvalidOperationException">It is being ended, or was committed or rolled back by a call before.</exception>
    public Task CommitAsync(CancellationToken cancellationToken = default) => Work.CommitAsync(cancellationToken);

    /// <summary>
    /// Rolls the transaction back. Sends in it that have not ended end as NotSent. Returns when the peer has rolled it back, or its connection is lost, by which it is rolled back too
    /// (AMQP 1.0, 4.1). Does nothing when it is rolled back already.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting for the peer. The transaction is not committed in any case.</param>
    /// <exception cref="SendException">The peer did not answer within <see cref="SendClientOptions.SendTimeout"/>, or did not roll it back.</exception>
    /// <exception cref="SendCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="InvalidOperationException">It is being ended, was committed, or its commit has no known end.</exception>
    public Task RollbackAsync(CancellationToken cancellationToken = default) => Work.RollbackAsync(cancellationToken);

    /// <summary>Rolls the transaction back unless it has been ended. Never throws.</summary>
    public async ValueTask DisposeAsync() => await Work.DisposeAsync().ConfigureAwait(false);
}
