namespace TypedSender.Tests.Support;

[AmqpContract, DeliveryAnnotation("x-opt-d", 1), Footer("x-opt-f", "contract")]
public sealed partial record Annotated(
    int Number,
    [property: DeliveryAnnotation("x-opt-hop")] string? Hop = null,
    [property: Footer("x-opt-hash")] byte[]? Hash = null,
    [property: MessageAnnotation("x-opt-m")] int? Annotation = null);

[AmqpContract(DiscriminatorKey = "kind"), AmqpKnownType(typeof(Signed), "signed"), AmqpKnownType(typeof(Unsigned), "unsigned")]
public abstract partial record Document(string Name);

[AmqpContract]
public sealed partial record Signed(string Name, [property: Footer("x-opt-signature")] string Signature) : Document(Name);

[AmqpContract]
public sealed partial record Unsigned(string Name) : Document(Name);

[AmqpSender("annotated"), DeliveryAnnotation("x-opt-far", true), Footer("x-opt-f", "interface"), Footer("x-opt-far", 2L)]
public partial interface IAnnotatedSender
{
    ValueTask SendAsync(Annotated body, CancellationToken cancellationToken = default);

    [Footer("x-opt-f", "method")]
    ValueTask NearAsync(Annotated body, [DeliveryAnnotation("x-opt-hop")] string hop, [Footer("x-opt-sum")] uint? sum, CancellationToken cancellationToken = default);

    ValueTask AnyAsync<T>(T body, CancellationToken cancellationToken = default)
        where T : IAmqpContract<T>;

    ValueTask DocumentAsync(Document document, CancellationToken cancellationToken = default);

    ValueTask StreamAsync(Stream content, CancellationToken cancellationToken = default);
}
