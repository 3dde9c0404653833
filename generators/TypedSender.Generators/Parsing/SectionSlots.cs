using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>Which attribute stands for which place outside the body, and what the place holds.</summary>
internal static class SectionSlots
{
    /// <summary>The place that the attribute of this name stands for, or null.</summary>
    public static SectionSlot? OfName(string name) => name switch
    {
        "DurableAttribute" => SectionSlot.Durable,
        "PriorityAttribute" => SectionSlot.Priority,
        "TimeToLiveAttribute" => SectionSlot.TimeToLive,
        "FirstAcquirerAttribute" => SectionSlot.FirstAcquirer,
        "MessageIdAttribute" => SectionSlot.MessageId,
        "UserIdAttribute" => SectionSlot.UserId,
        "ToAttribute" => SectionSlot.To,
        "SubjectAttribute" => SectionSlot.Subject,
        "ReplyToAttribute" => SectionSlot.ReplyTo,
        "CorrelationIdAttribute" => SectionSlot.CorrelationId,
        "ContentTypeAttribute" => SectionSlot.ContentType,
        "ContentEncodingAttribute" => SectionSlot.ContentEncoding,
        "AbsoluteExpiryTimeAttribute" => SectionSlot.AbsoluteExpiryTime,
        "CreationTimeAttribute" => SectionSlot.CreationTime,
        "GroupIdAttribute" => SectionSlot.GroupId,
        "GroupSequenceAttribute" => SectionSlot.GroupSequence,
        "ReplyToGroupIdAttribute" => SectionSlot.ReplyToGroupId,
        "ApplicationPropertyAttribute" => SectionSlot.ApplicationProperty,
        "MessageAnnotationAttribute" => SectionSlot.MessageAnnotation,
        "DeliveryAnnotationAttribute" => SectionSlot.DeliveryAnnotation,
        "FooterAttribute" => SectionSlot.Footer,
        _ => null,
    };

    /// <summary>Whether the place is an entry of a map, so that it has a key.</summary>
    public static bool IsKeyed(SectionSlot slot) => slot == SectionSlot.ApplicationProperty || IsAnnotation(slot);

    /// <summary>Whether the place is an entry of a map whose keys are symbols (AMQP 1.0, 3.2.10).</summary>
    public static bool IsAnnotation(SectionSlot slot) => slot is SectionSlot.DeliveryAnnotation or SectionSlot.MessageAnnotation or SectionSlot.Footer;

    /// <summary>Why a key cannot be sent, for people; null if it can, and where there is none. The keys of annotations are symbols, so ASCII; no key is empty.</summary>
    public static string? KeyObstacle(SectionSlot slot, string key)
        => !IsKeyed(slot) ? null
            : key.Length == 0 ? "it is empty"
            : IsAnnotation(slot) ? ConstantText.ObstacleAsSymbol(key)
            : ConstantText.Obstacle(key);

    /// <summary>The field as the specification calls it.</summary>
    public static string Field(SectionSlot slot) => slot switch
    {
        SectionSlot.Durable => "durable",
        SectionSlot.Priority => "priority",
        SectionSlot.TimeToLive => "ttl",
        SectionSlot.FirstAcquirer => "first-acquirer",
        SectionSlot.MessageId => "message-id",
        SectionSlot.UserId => "user-id",
        SectionSlot.To => "to",
        SectionSlot.Subject => "subject",
        SectionSlot.ReplyTo => "reply-to",
        SectionSlot.CorrelationId => "correlation-id",
        SectionSlot.ContentType => "content-type",
        SectionSlot.ContentEncoding => "content-encoding",
        SectionSlot.AbsoluteExpiryTime => "absolute-expiry-time",
        SectionSlot.CreationTime => "creation-time",
        SectionSlot.GroupId => "group-id",
        SectionSlot.GroupSequence => "group-sequence",
        SectionSlot.ReplyToGroupId => "reply-to-group-id",
        SectionSlot.ApplicationProperty => "application property",
        SectionSlot.DeliveryAnnotation => "delivery annotation",
        SectionSlot.Footer => "footer",
        _ => "message annotation",
    };

    /// <summary>Whether a field can hold a value of the kind.</summary>
    public static bool Fits(SectionSlot slot, ValueKind kind) => slot switch
    {
        SectionSlot.Durable or SectionSlot.FirstAcquirer => kind == ValueKind.Boolean,
        SectionSlot.Priority => kind == ValueKind.UByte,
        SectionSlot.TimeToLive => kind == ValueKind.TimeToLive,
        SectionSlot.MessageId or SectionSlot.CorrelationId => kind is ValueKind.ULong or ValueKind.Uuid or ValueKind.String
            or ValueKind.BinarySpan or ValueKind.BinaryMemory or ValueKind.MessageId,
        SectionSlot.UserId => kind is ValueKind.BinarySpan or ValueKind.BinaryMemory,
        SectionSlot.AbsoluteExpiryTime or SectionSlot.CreationTime => kind is ValueKind.Timestamp or ValueKind.DateTime or ValueKind.UtcDateTime,
        SectionSlot.GroupSequence => kind == ValueKind.UInt,
        SectionSlot.ContentType or SectionSlot.ContentEncoding => kind is ValueKind.String or ValueKind.Symbol,
        _ => kind == ValueKind.String,
    };

    /// <summary>The types that a field can hold, for people.</summary>
    public static string Expected(SectionSlot slot) => slot switch
    {
        SectionSlot.Durable or SectionSlot.FirstAcquirer => "bool",
        SectionSlot.Priority => "byte",
        SectionSlot.TimeToLive => "TimeSpan",
        SectionSlot.MessageId or SectionSlot.CorrelationId => "ulong, Guid, string, byte[] or AmqpMessageId",
        SectionSlot.UserId => "byte[] or ReadOnlyMemory<byte>",
        SectionSlot.AbsoluteExpiryTime or SectionSlot.CreationTime => "DateTimeOffset",
        SectionSlot.GroupSequence => "uint",
        SectionSlot.ContentType or SectionSlot.ContentEncoding => "string or AmqpSymbol",
        _ => "string",
    };
}
