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
    public static EnvelopeLimits Of(long maxBytes, EnvelopeProfile broker, MessageSizeLimit own, long remote)
    {
        MessageSizeLimit largest = MessageSizeLimit.Smaller(own, MessageSizeLimit.OfPeer(remote));
        return new EnvelopeLimits(Math.Min(largest.Bytes, maxBytes > 0 ? Math.Min(maxBytes, LargestFill) : broker.MaxBytes), largest);
    }
}
