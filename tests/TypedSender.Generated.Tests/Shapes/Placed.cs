using TypedSender.Amqp;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>A member in every place outside the body.</summary>
[AmqpContract]
public sealed partial class Placed
{
    [Durable]
    public bool? Durable { get; init; }

    [Priority]
    public byte? Priority { get; init; }

    [TimeToLive]
    public TimeSpan? TimeToLive { get; init; }

    [FirstAcquirer]
    public bool? FirstAcquirer { get; init; }

    [MessageId]
    public string? MessageId { get; init; }

    [UserId]
    public byte[]? UserId { get; init; }

    [To]
    public string? To { get; init; }

    [Subject]
    public string? Subject { get; init; }

    [ReplyTo]
    public string? ReplyTo { get; init; }

    [CorrelationId]
    public ulong? CorrelationId { get; init; }

    [ContentType]
    public string? ContentType { get; init; }

    [ContentEncoding]
    public AmqpSymbol? ContentEncoding { get; init; }

    [AbsoluteExpiryTime]
    public DateTimeOffset? Expiry { get; init; }

    [CreationTime]
    public DateTimeOffset? Creation { get; init; }

    [GroupId]
    public string? GroupId { get; init; }

    [GroupSequence]
    public uint? GroupSequence { get; init; }

    [ReplyToGroupId]
    public string? ReplyToGroupId { get; init; }

    [MessageAnnotation("x-opt-a")]
    public sbyte? Annotation { get; init; }

    [MessageAnnotation("x-opt-list")]
    public List<int>? AnnotationList { get; init; }

    [ApplicationProperty("p")]
    public int? Property { get; init; }

    [ApplicationProperty("moment")]
    public DateTimeOffset? Moment { get; init; }
}
