namespace TypedSender.Tests.Support;

/// <summary>A sender whose interface names its broker.</summary>
[AmqpSender("notes"), AmqpBroker(AmqpBrokerKind.ServiceBus)]
public partial interface IServiceBusNotes
{
    Task<SendOutcome> TellAsync(Note note, CancellationToken cancellationToken = default);

    [AmqpBatch]
    Task<IReadOnlyList<SendOutcome>> TellAllAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);

    [AmqpBatch]
    Task<IReadOnlyList<SendOutcome>> TellRoutedAsync(IEnumerable<Routed> routed, CancellationToken cancellationToken = default);
}

/// <summary>The same that names none.</summary>
[AmqpSender("notes")]
public partial interface IUnmarkedNotes
{
    Task<SendOutcome> TellAsync(Note note, CancellationToken cancellationToken = default);

    [AmqpBatch]
    Task<IReadOnlyList<SendOutcome>> TellAllAsync(IReadOnlyList<Note> notes, CancellationToken cancellationToken = default);
}
