namespace TypedSender.Amqp.Messages;

/// <summary>The immutable properties of a message (AMQP 1.0, 3.2.4).</summary>
[AmqpComposite("amqp:properties:list", 0x73)]
public partial record struct Properties
{
    /// <summary>The message's id, unique within its producer.</summary>
    [AmqpField(0, "message-id", Type = "*")]
    public AmqpMessageId MessageId { get; set; }

    /// <summary>The identity of the user who produced the message.</summary>
    [AmqpField(1, "user-id")]
    public ReadOnlyMemory<byte>? UserId { get; set; }

    /// <summary>The address of the node the message is meant for.</summary>
    [AmqpField(2, "to", Type = "*")]
    public string? To { get; set; }

    /// <summary>The subject of the message.</summary>
    [AmqpField(3, "subject")]
    public string? Subject { get; set; }

    /// <summary>The address of the node to send replies to.</summary>
    [AmqpField(4, "reply-to", Type = "*")]
    public string? ReplyTo { get; set; }

    /// <summary>The id of the message or dialog this one belongs to.</summary>
    [AmqpField(5, "correlation-id", Type = "*")]
    public AmqpMessageId CorrelationId { get; set; }

    /// <summary>The media type of a body of data sections (RFC 2046); ASCII.</summary>
    [AmqpField(6, "content-type", Type = "symbol")]
    public string? ContentType { get; set; }

    /// <summary>The encoding that has been applied to the content, for instance <c>gzip</c>; ASCII.</summary>
    [AmqpField(7, "content-encoding", Type = "symbol")]
    public string? ContentEncoding { get; set; }

    /// <summary>When the message expires, to the millisecond.</summary>
    [AmqpField(8, "absolute-expiry-time")]
    public DateTimeOffset? AbsoluteExpiryTime { get; set; }

    /// <summary>When the message was made, to the millisecond.</summary>
    [AmqpField(9, "creation-time")]
    public DateTimeOffset? CreationTime { get; set; }

    /// <summary>The group the message belongs to.</summary>
    [AmqpField(10, "group-id")]
    public string? GroupId { get; set; }

    /// <summary>The message's place in its group; a serial number.</summary>
    [AmqpField(11, "group-sequence", Type = "sequence-no")]
    public uint? GroupSequence { get; set; }

    /// <summary>The group that replies are to belong to.</summary>
    [AmqpField(12, "reply-to-group-id")]
    public string? ReplyToGroupId { get; set; }

    /// <summary>Whether every field is null, so that the section can be left out.</summary>
    public readonly bool IsEmpty =>
        MessageId.IsNone && UserId is null && To is null && Subject is null && ReplyTo is null && CorrelationId.IsNone
        && ContentType is null && ContentEncoding is null && AbsoluteExpiryTime is null && CreationTime is null
        && GroupId is null && GroupSequence is null && ReplyToGroupId is null;
}
