namespace TypedSender;

/// <summary>
/// Sends the list of a method in envelopes, many messages to a delivery, as Azure Service Bus and Event Hubs take them: message format 0x80013700, whose body has a
/// data section for each message, sections and all.
/// </summary>
/// <remarks>
/// <para>
/// An envelope is filled in the order of the list, up to <see cref="MaxMessages"/> and exactly <see cref="MaxBytes"/>; many are under way at a time. The peer gives one
/// outcome for each envelope, and every item has the outcome of its own. The largest message that the peer takes is known once the link is attached, so nothing is sent
/// before.
/// </para>
/// <para>
/// An item that would be alone in its envelope is sent as it is, a message of format 0: the only or last one of a list, one that is routed differently from its
/// neighbours, and one larger than <see cref="MaxBytes"/>. Service Bus refuses an envelope of one message above 1 MiB, and takes the same message plain. An item that is
/// larger than the peer's max-message-size (AMQP 1.0, 2.7.3), <see cref="SenderOptions.MaxMessageSize"/> or <see cref="SendClientOptions.MaxPendingBytes"/> is NotSent
/// (MessageTooLarge), one that cannot be encoded is NotSent (EncodingFailed), and the others go on.
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
    /// <summary>The most messages in an envelope; 0 (the default) for the limit of the named broker (<see cref="AmqpBrokerAttribute"/>), or 4,500.</summary>
    /// <remarks>4,500 is the limit of Service Bus, and more than that is not sent to it. Set <see cref="int.MaxValue"/> for as many as its bytes allow, elsewhere.</remarks>
    public int MaxMessages { get; set; }

    /// <summary>
    /// The most bytes of an envelope, its own sections included; less if the peer's max-message-size (AMQP 1.0, 2.7.3), <see cref="SenderOptions.MaxMessageSize"/> or
    /// <see cref="SendClientOptions.MaxPendingBytes"/> is less. 0, the default, is what the peer tells by its link property <c>com.microsoft:max-message-batch-size</c>, or
    /// 1 MiB: brokers hold envelopes to that even on links for larger messages. What the peer tells is never exceeded. A larger item is sent as a message of its own.
    /// </summary>
    public long MaxBytes { get; set; }
}
