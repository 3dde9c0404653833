namespace TypedSender.Interop.Tests.Contracts;

/// <summary>A message that a broker must keep, that can be told from every other, and that shows when it has been damaged.</summary>
/// <param name="Id">Stands in the properties and in the body.</param>
/// <param name="Filling">Equal bytes.</param>
/// <param name="Length">How many.</param>
[AmqpContract, Durable]
public readonly partial record struct LedgerEntry([property: MessageId, AmqpMember] Guid Id, ReadOnlyMemory<byte> Filling, int Length);

/// <summary>Sends entries, and tells what became of each.</summary>
[AmqpSender("ledger")]
public partial interface ILedgerSender
{
    ValueTask<SendOutcome> SendAsync(LedgerEntry entry, CancellationToken cancellationToken = default);

    /// <summary>Puts an entry into the queue of the sender.</summary>
    [Enqueue]
    ValueTask EnqueueAsync(LedgerEntry entry, CancellationToken cancellationToken = default);
}
