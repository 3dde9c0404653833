namespace TypedSender;

/// <summary>How large the envelopes of one call may be, in octets.</summary>
/// <param name="Fill">Up to where an envelope is filled.</param>
/// <param name="Largest">What an envelope with a single message may have.</param>
/// <param name="LargestName">Where <paramref name="Largest"/> comes from, for people.</param>
internal readonly record struct EnvelopeLimits(long Fill, long Largest, string LargestName)
{
    // What Service Bus and Event Hubs take in envelopes, however large the messages are that their links are made for.
    private const long DefaultFill = 1024 * 1024;

    // Half of what one array holds, so that one more message never overflows it.
    private const long LargestFill = 1024 * 1024 * 1024;

    /// <param name="maxBytes">The limit of the method; 0 for none.</param>
    /// <param name="own">The limit of the sender's options.</param>
    /// <param name="remote">The limit of the peer's end of the link.</param>
    /// <param name="maxPendingBytes">What may wait; a fuller envelope could never be queued.</param>
    public static EnvelopeLimits Of(long maxBytes, long? own, ulong? remote, long maxPendingBytes)
    {
        (long largest, string name) = (long.MaxValue, string.Empty);
        if (remote is { } remoteLimit and <= long.MaxValue)
        {
            (largest, name) = ((long)remoteLimit, "the peer's max-message-size");
        }

        if (own is { } ownLimit && ownLimit <= largest)
        {
            (largest, name) = (ownLimit, "SenderOptions.MaxMessageSize");
        }

        if (maxBytes > 0 && maxBytes <= largest)
        {
            (largest, name) = (maxBytes, "the MaxBytes of [AmqpBatch]");
        }

        long fill = Math.Min(Math.Min(largest, maxPendingBytes), maxBytes > 0 ? LargestFill : DefaultFill);
        return new EnvelopeLimits(fill, largest, name);
    }
}
