namespace TypedSender.Interop.Tests.Contracts;

/// <summary>Every shape of method that the tests need.</summary>
[AmqpSender("interop")]
[DesiredCapability("queue")]
[LinkProperty("test:number", 5), LinkProperty("test:text", "five")]
public partial interface ITestSender
{
    ValueTask SendAsync(EveryType message, CancellationToken cancellationToken = default);

    [Durable, Priority(9), Subject("by method")]
    ValueTask SendAsync(AllSections message, [TimeToLive] TimeSpan timeToLive, [ApplicationProperty("argument")] string? argument, CancellationToken cancellationToken = default);

    ValueTask SendAsync(Large message, CancellationToken cancellationToken = default);

    ValueTask SendAsync(Small message, CancellationToken cancellationToken = default);

    ValueTask<SendOutcome> SendForOutcomeAsync(Small message, CancellationToken cancellationToken = default);

    ValueTask<SendOutcome> SendForOutcomeAsync(Large message, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<SendOutcome>> SendAllAsync(IReadOnlyList<Small> messages, CancellationToken cancellationToken = default);

    [AmqpBatch(MaxMessages = 2)]
    Task<IReadOnlyList<SendOutcome>> SendInEnvelopesAsync(IReadOnlyList<EveryType> messages, CancellationToken cancellationToken = default);

    [AmqpBatch(MaxMessages = 2)]
    [Durable, Priority(9), Subject("by method")]
    Task<IReadOnlyList<SendOutcome>> SendInEnvelopesAsync(IReadOnlyList<AllSections> messages, [TimeToLive] TimeSpan timeToLive, [ApplicationProperty("argument")] string? argument, CancellationToken cancellationToken = default);

    [AmqpBatch]
    Task<IReadOnlyList<SendOutcome>> SendInEnvelopesAsync(IReadOnlyList<Small> messages, CancellationToken cancellationToken = default);
}
