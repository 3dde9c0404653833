
namespace TypedSender.MicrosoftAmqp.Tests.Client;

/// <summary>Sends lists in envelopes.</summary>
[AmqpSender("notes")]
public partial interface IPairSender
{
    [AmqpBatch(MaxMessages = 2)]
    Task<IReadOnlyList<SendOutcome>> TellPairsAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);
}
