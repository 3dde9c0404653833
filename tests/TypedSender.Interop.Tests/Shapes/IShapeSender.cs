using TypedSender.Interop.Tests.Contracts;

namespace TypedSender.Interop.Tests.Shapes;

/// <summary>A method for each contract of the table.</summary>
[AmqpSender("shapes")]
public partial interface IShapeSender
{
    Task SendAsync(EveryType message, CancellationToken cancellationToken = default);

    Task SendAsync(EverySection message, CancellationToken cancellationToken = default);

    Task SendAsync(EveryProperty message, CancellationToken cancellationToken = default);

    Task SendAsync(FixedSections message, CancellationToken cancellationToken = default);

    [Durable, Priority(9), Subject("by method")]
    Task SendAsync(AllSections message, [TimeToLive] TimeSpan timeToLive, [ApplicationProperty("argument")] string? argument, CancellationToken cancellationToken = default);

    Task SendAsync(DescribedMap message, CancellationToken cancellationToken = default);

    Task SendAsync(NamedMap message, CancellationToken cancellationToken = default);

    Task SendAsync(PlainList message, CancellationToken cancellationToken = default);

    Task SendAsync(InnerList message, CancellationToken cancellationToken = default);

    Task SendAsync(NestedDescriptors message, CancellationToken cancellationToken = default);

    Task SendAsync(SequenceBody message, CancellationToken cancellationToken = default);

    Task SendAsync(RawBody message, CancellationToken cancellationToken = default);

    Task SendAsync(Purchase message, CancellationToken cancellationToken = default);

    Task SendAsync(CloudOrder message, CancellationToken cancellationToken = default);

    /// <summary>Any other contract.</summary>
    Task SendAsync<T>(T message, CancellationToken cancellationToken = default)
        where T : IAmqpContract<T>;

    Task SendAsync(IPayment message, CancellationToken cancellationToken = default);

    Task SendAsync(Change message, CancellationToken cancellationToken = default);

    Task SendAsync(Page<Leg> message, CancellationToken cancellationToken = default);

    Task SendAsync(Page<long?> message, CancellationToken cancellationToken = default);

    Task SendAsync(Parcel<Leg> message, CancellationToken cancellationToken = default);

    Task SendAsync(System.Numerics.Vector2 message, CancellationToken cancellationToken = default);

    [AmqpBatch]
    Task<IReadOnlyList<SendOutcome>> SendInEnvelopeAsync(IReadOnlyList<Small> messages, CancellationToken cancellationToken = default);

    [AmqpBatch]
    Task<IReadOnlyList<SendOutcome>> SendInEnvelopeAsync(IReadOnlyList<EverySection> messages, CancellationToken cancellationToken = default);

    [AmqpBatch]
    Task<IReadOnlyList<SendOutcome>> SendInEnvelopeAsync(IReadOnlyList<CloudOrder> messages, CancellationToken cancellationToken = default);
}
