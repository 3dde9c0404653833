namespace TypedSender;

/// <summary>How large the envelopes and messages of one call may be, in bytes.</summary>
/// <param name="Fill">Up to where an envelope is filled.</param>
/// <param name="Largest">What a message may have that travels by itself.</param>
internal readonly record struct EnvelopeLimits(long Fill, MessageSizeLimit Largest)
{
    // Half of what one array holds, so that one more message never overflows it.
    private const long LargestFill = 1024 * 1024 * 1024;

    /// <param name="maxBytes">The limit of the method; 0 for that of the broker.</param>
    /// <param name="broker">How the broker takes envelopes.</param>
    /// <param name="own">The limit of this side for one message; a fuller envelope could not be sent either.</param>
    /// <param name="remote">The limit of the peer's end of the link.</param>
    /// <param name="told">The limit for envelopes that the peer has told (<see cref="EnvelopeProfile.MaxBytesProperty"/>); null for none.</param>
    public static EnvelopeLimits Of(long maxBytes, EnvelopeProfile broker, MessageSizeLimit own, long remote, long? told)
    {
        MessageSizeLimit largest = MessageSizeLimit.Smaller(own, MessageSizeLimit.OfPeer(remote));
        long most = told ?? (maxBytes == 0 || broker.HasFixedLimits ? broker.MaxBytes : LargestFill);
        long fill = Math.Min(maxBytes == 0 ? most : Math.Min(maxBytes, most), LargestFill);
        return new EnvelopeLimits(Math.Min(largest.Bytes, fill), largest);
    }

    /// <summary>How many messages an envelope may hold.</summary>
    /// <param name="maxMessages">The limit of the method; 0 for that of the broker.</param>
    /// <param name="broker">How the broker takes envelopes.</param>
    public static int Messages(int maxMessages, EnvelopeProfile broker)
        => maxMessages == 0 ? broker.MaxMessages
            : broker.HasFixedLimits ? Math.Min(maxMessages, broker.MaxMessages)
            : maxMessages;

    /// <summary>The limit for envelopes among the link properties of the peer; null if it has told none.</summary>
    /// <param name="attachment">What the peer has told; null while it has told nothing.</param>
    /// <param name="broker">How the broker takes envelopes.</param>
    public static long? Told(SenderAttachment? attachment, EnvelopeProfile broker)
        => attachment is null || !attachment.Properties.TryGetValue(broker.MaxBytesProperty, out object? value) ? null
            : value switch
            {
                long bytes and > 0 => bytes,
                ulong and > 0 and <= long.MaxValue and var bytes => (long)bytes,
                int bytes and > 0 => bytes,
                uint bytes and > 0 => bytes,
                _ => null,
            };
}
