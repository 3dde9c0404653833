namespace TypedSender;

/// <summary>
/// Sends the list of a method in envelopes, many messages to a delivery, as Azure Service Bus and Event Hubs take them: message format 0x80013700, whose body has a
/// data section for each message, sections and all.
/// </summary>
/// <remarks>
/// <para>
/// An envelope is filled in the order of the list, up to <see cref="MaxMessages"/> and exactly <see cref="MaxBytes"/>; many are under way at a time. The peer gives one
/// verdict for each envelope, and every item has the outcome of its own. An item that no envelope could hold is NotSent (MessageTooLarge), one that cannot be encoded is
/// NotSent (EncodingFailed), and the others go on. The largest message that the peer takes is known once the link is attached, so nothing is sent before.
/// </para>
/// <para>
/// The peer routes an envelope as a whole. Its own header, message annotations, properties and application properties are those of its first message, and all messages in
/// it have the same group-id and the same annotation <c>x-opt-partition-key</c>: another value begins a new envelope.
/// </para>
/// <para>To a peer that does not know the format, an envelope is one message of many data sections.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AmqpBatchAttribute : Attribute
{
    /// <summary>The most messages in an envelope; 0, the default, for as many as its octets allow.</summary>
    public int MaxMessages { get; set; }

    /// <summary>
    /// The most octets of an envelope, its own sections included; less if the peer's max-message-size (AMQP 1.0, 2.7.3) or
    /// <see cref="SenderOptions.MaxMessageSize"/> is less. With 0, the default, an envelope is filled up to these two and to 1 MiB, and a larger message goes in an
    /// envelope of its own: brokers hold envelopes to that even on links for larger messages.
    /// </summary>
    public long MaxBytes { get; set; }
}
