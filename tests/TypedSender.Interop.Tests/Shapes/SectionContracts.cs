using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Interop.Tests.Shapes;

/// <summary>A list without a descriptor.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record PlainList([property: AmqpMember(Order = 0)] string? Text, [property: AmqpMember(Order = 1)] int? Number);

/// <summary>A member for each field of the header and of the properties, and for message annotations. Each is left out when it is null.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record EverySection
{
    public ReadOnlyMemory<byte> Body { get; init; } = new byte[] { 1 };

    [Durable]
    public bool? Durable { get; init; }

    [Priority]
    public byte? Priority { get; init; }

    [TimeToLive]
    public TimeSpan? TimeToLive { get; init; }

    [FirstAcquirer]
    public bool? FirstAcquirer { get; init; }

    [MessageId]
    public AmqpMessageId? MessageId { get; init; }

    [UserId]
    public byte[]? UserId { get; init; }

    [To]
    public string? To { get; init; }

    [Subject]
    public string? Subject { get; init; }

    [ReplyTo]
    public string? ReplyTo { get; init; }

    [CorrelationId]
    public AmqpMessageId? CorrelationId { get; init; }

    [ContentType]
    public string? ContentType { get; init; }

    [ContentEncoding]
    public string? ContentEncoding { get; init; }

    [AbsoluteExpiryTime]
    public DateTimeOffset? AbsoluteExpiryTime { get; init; }

    [CreationTime]
    public DateTimeOffset? CreationTime { get; init; }

    [GroupId]
    public string? GroupId { get; init; }

    [GroupSequence]
    public uint? GroupSequence { get; init; }

    [ReplyToGroupId]
    public string? ReplyToGroupId { get; init; }

    [MessageAnnotation("x-opt-text")]
    public string? TextAnnotation { get; init; }

    [MessageAnnotation("x-opt-symbol")]
    public AmqpSymbol? SymbolAnnotation { get; init; }

    [MessageAnnotation("x-opt-list")]
    public List<int>? ListAnnotation { get; init; }

    [MessageAnnotation("x-opt-map")]
    public Dictionary<string, long>? MapAnnotation { get; init; }

    [MessageAnnotation("x-opt-described"), AmqpFormatter(typeof(TicksFormatter))]
    public TimeSpan? DescribedAnnotation { get; init; }
}

/// <summary>A time span as the SDKs of Azure write one: ticks, described.</summary>
public sealed class TicksFormatter : IAmqpFormatter<TimeSpan>
{
    public static void Write(ref AmqpWriter writer, TimeSpan value)
    {
        writer.WriteDescriptor("com.microsoft:timespan");
        writer.WriteLong(value.Ticks);
    }
}

/// <summary>Constants in every section.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
[Durable, Priority(7), TimeToLive(1.5), FirstAcquirer(false)]
[UserId("user"), To("to"), Subject("subject"), ReplyTo("reply-to"), ContentType("text/plain"), ContentEncoding("identity"), GroupId("group"), ReplyToGroupId("reply-group")]
[MessageAnnotation("x-opt-number", (sbyte)-128), ApplicationProperty("flag", false), ApplicationProperty("number", 300L), ApplicationProperty("letter", 'x')]
public readonly partial record struct FixedSections(byte[] Body);

/// <summary>What an application of Service Bus or Event Hubs sends: bytes with a content type, and the annotations that these services know.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw), ContentType("application/json"), Subject("order.placed")]
public sealed partial record CloudOrder(
    ReadOnlyMemory<byte> Body,
    [MessageId] string Id,
    [CorrelationId] string? Correlation = null,
    [GroupId] string? Session = null,
    [ReplyTo] string? ReplyTo = null,
    [ReplyToGroupId] string? ReplyToSession = null,
    [To] string? To = null,
    [TimeToLive] TimeSpan? TimeToLive = null,
    [MessageAnnotation("x-opt-partition-key")] string? PartitionKey = null,
    [MessageAnnotation("x-opt-via-partition-key")] string? TransactionPartitionKey = null,
    [MessageAnnotation("x-opt-scheduled-enqueue-time")] DateTimeOffset? Scheduled = null,
    [ApplicationProperty("total")] decimal? Total = null,
    [ApplicationProperty("count")] int? Count = null);
