namespace TypedSender.Generators.Model;

/// <summary>A place outside the body.</summary>
internal enum SectionSlot
{
    Durable,
    Priority,
    TimeToLive,
    FirstAcquirer,
    MessageId,
    UserId,
    To,
    Subject,
    ReplyTo,
    CorrelationId,
    ContentType,
    ContentEncoding,
    AbsoluteExpiryTime,
    CreationTime,
    GroupId,
    GroupSequence,
    ReplyToGroupId,
    ApplicationProperty,
    MessageAnnotation,
    DeliveryAnnotation,
    Footer,
}
