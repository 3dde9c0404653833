namespace TypedSender.Tests.Queueing;

/// <summary>Chooses for each message that it enqueues whether it is sent settled.</summary>
[AmqpSender("notes", SendSettleMode = SenderSettleMode.Mixed)]
public partial interface IMixedNotes
{
    [Enqueue]
    bool Offer(Note note, [Settled] bool? settled);
}
