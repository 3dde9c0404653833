using TypedSender.Amqp;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Sections that the sender alone binds, so that they are written straight; and some that are decided by what is null.</summary>
[AmqpSender("plain")]
[Subject("interface"), To("somewhere"), Priority(1), ApplicationProperty("far", 1), ApplicationProperty("both", "interface")]
public partial interface IPlainSender
{
    ValueTask BareAsync(Point body);

    [Subject("method"), ApplicationProperty("both", "method"), TimeToLive(1), UserId("m")]
    ValueTask FullAsync(
        OrderLine body,
        [MessageId] string id,
        [CorrelationId] Guid? correlation,
        [ContentType] string? type,
        [ContentEncoding] AmqpSymbol coding,
        [CreationTime] DateTimeOffset created,
        [MessageAnnotation("x-opt-a")] int? annotation,
        [ApplicationProperty("region")] string at,
        [ApplicationProperty("note")] string? bytes,
        [ApplicationProperty("uri")] Uri? writer,
        [ApplicationProperty("color")] Color? color);

    ValueTask ManyAsync(IReadOnlyList<Tree> items, [ReplyTo] string item, [GroupSequence] uint? properties);

    ValueTask NullableAsync(OrderLine body, [Subject] string? subject);

    ValueTask BinaryAsync(OrderLine body, [MessageId] byte[] id);
}
