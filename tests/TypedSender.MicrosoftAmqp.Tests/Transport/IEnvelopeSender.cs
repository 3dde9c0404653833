namespace TypedSender.MicrosoftAmqp.Tests.Transport;

/// <summary>Sends lists in envelopes.</summary>
[AmqpSender("notes")]
public partial interface IEnvelopeSender
{
    [AmqpBatch]
    ValueTask<IReadOnlyList<SendOutcome>> TellAllAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);
}
