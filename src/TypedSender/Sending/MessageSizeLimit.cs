namespace TypedSender;

/// <summary>A bound on the size of one message, and where it was set.</summary>
/// <param name="Bytes">The largest size that is allowed.</param>
/// <param name="Name">What the bound is called where it is set.</param>
/// <param name="Remedy">What raises it, as the end of a sentence.</param>
internal readonly record struct MessageSizeLimit(long Bytes, string Name, string Remedy)
{
    /// <summary>The bound of what one array holds.</summary>
    public static MessageSizeLimit OfArray => new(Array.MaxLength, "what one array holds", "split the message");

    /// <summary>The bound of the peer's end of the link (AMQP 1.0, 2.7.3, max-message-size).</summary>
    public static MessageSizeLimit OfPeer(long bytes) => new(bytes, "the peer's max-message-size", "raise the limit at the broker");

    /// <summary>The bound that this side sets. A message larger than everything that may wait together could never wait itself.</summary>
    /// <param name="maxMessageSize"><see cref="SenderOptions.MaxMessageSize"/>.</param>
    /// <param name="maxPendingBytes">What <paramref name="optionsName"/> says of all messages that wait.</param>
    /// <param name="optionsName">The class of the options.</param>
    public static MessageSizeLimit OfOptions(long? maxMessageSize, long maxPendingBytes, string optionsName) => maxMessageSize is { } own && own <= maxPendingBytes
        ? new(own, "SenderOptions.MaxMessageSize", "raise MaxMessageSize")
        : new(maxPendingBytes, $"{optionsName}.MaxPendingBytes", "raise MaxPendingBytes");

    /// <summary>The bound that this side sets on a message whose body is read while it is sent, which takes up little memory however long it is.</summary>
    /// <param name="maxMessageSize"><see cref="SenderOptions.MaxMessageSize"/>.</param>
    public static MessageSizeLimit OfStreamed(long? maxMessageSize) => new(maxMessageSize ?? long.MaxValue, "SenderOptions.MaxMessageSize", "raise MaxMessageSize");

    /// <summary>The smaller one of two bounds.</summary>
    public static MessageSizeLimit Smaller(MessageSizeLimit first, MessageSizeLimit second) => first.Bytes <= second.Bytes ? first : second;
}
