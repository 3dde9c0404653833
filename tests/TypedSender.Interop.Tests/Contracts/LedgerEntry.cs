namespace TypedSender.Interop.Tests.Contracts;

/// <summary>A message that a broker must keep, and that can be told from every other.</summary>
[AmqpContract, Durable]
public readonly partial record struct LedgerEntry([property: MessageId] ulong Id, string Text);

/// <summary>Sends entries, and tells what became of each.</summary>
[AmqpSender("ledger")]
public partial interface ILedgerSender
{
    ValueTask<SendOutcome> SendAsync(LedgerEntry entry, CancellationToken cancellationToken = default);
}
