namespace TypedSender.Amqp.Engine;

/// <summary>How far a delivery has come on its way out.</summary>
internal enum DeliveryPhase : byte
{
    /// <summary>Not known to any link.</summary>
    Idle,

    /// <summary>In a queue; none of it has been appended.</summary>
    Waiting,

    /// <summary>Some of its frames have been appended, the last has not.</summary>
    Partial,

    /// <summary>All of it has been appended; unsettled.</summary>
    Appended,

    /// <summary>The peer did not accept it, and it may be sent again later.</summary>
    WaitingForResend,

    /// <summary>Its link is lost, and the peer's map of unsettled deliveries is to say what became of it (AMQP 1.0, 2.6.13).</summary>
    Suspended,

    /// <summary>The peer has settled it, or its outcome is no longer waited for.</summary>
    Settled,
}

/// <summary>Whether the bytes of a delivery are kept when they have been appended.</summary>
internal enum DeliveryKeeping : byte
{
    /// <summary>They are not.</summary>
    None,

    /// <summary>They are, and can be appended again.</summary>
    Retained,

    /// <summary>They are, and the peer may have them from an earlier attachment of the link.</summary>
    Resumed,
}

/// <summary>A message on its way out: its encoded bytes while they wait, and its place among the unsettled (AMQP 1.0, 2.6.12).</summary>
internal abstract class OutgoingDelivery
{
    private HeldMessage _message;
    private DeliveryKeeping _keeping;

    public OutgoingDelivery? NextWaiting { get; set; }

    public OutgoingDelivery? PreviousWaiting { get; set; }

    public DeliveryQueue? Queue { get; set; }

    public SenderLink? Link { get; set; }

    public DeliveryPhase Phase { get; set; }

    public bool IsPresettled { get; set; }

    /// <summary>Whether the bytes are kept when they have been appended, so that they can be appended again.</summary>
    public bool IsRetained
    {
        get => _keeping != DeliveryKeeping.None;
        set => _keeping = !value ? DeliveryKeeping.None : IsResumed ? DeliveryKeeping.Resumed : DeliveryKeeping.Retained;
    }

    /// <summary>
    /// Whether the peer may have it from an earlier attachment of its link, under the same <see cref="DeliveryTag"/>: it keeps that tag, and its first transfer says that it is resumed (AMQP 1.0, 2.6.13). It is
    /// retained, and stays so when it is not resumed any more.
    /// </summary>
    public bool IsResumed
    {
        get => _keeping == DeliveryKeeping.Resumed;
        set => _keeping = value ? DeliveryKeeping.Resumed : IsRetained ? DeliveryKeeping.Retained : DeliveryKeeping.None;
    }

    public uint MessageFormat { get; set; }

    public uint DeliveryId { get; set; }

    public long DeliveryTag { get; set; }

    /// <summary>Further values of its transfer frames; null for none. A delivery that has a state waits in a queue, and is not given to <see cref="SenderLink.Append"/>.</summary>
    public TransferFields? Fields { get; set; }

    /// <summary>Values of its first transfer frame.</summary>
    public TransferStart Start => new(DeliveryId, DeliveryTag, MessageFormat, IsPresettled);

    /// <summary>The disposition that the receiver sent before it had the last frame; null unless it did. A delivery begins without one.</summary>
    public EarlyDisposition? EarlyDisposition { get; set; }

    /// <summary>Where in the connection's stream of bytes its last one lies, once <see cref="DeliveryPhase.Appended"/>.</summary>
    public long EndOffset { get; set; }

    /// <summary>The size of the whole message in bytes; while it is streamed, what is known of it.</summary>
    public long Length => _message.Length;

    /// <summary>The number of bytes that can be appended now.</summary>
    public long Ready => _message.Ready;

    /// <summary>Whether nothing follows what can be appended now.</summary>
    public bool IsWhole => _message.IsWhole;

    /// <summary>Whether the bytes come while the message is sent: once some have been appended it cannot be sent from its start again.</summary>
    public bool IsStreamed => _message.IsStreamed;

    /// <summary>Whether bytes of a stream have been asked for that have not come.</summary>
    public bool IsReading => _message.IsReading;

    /// <summary>The number of bytes that have been appended.</summary>
    public long Position => _message.Position;

    public bool IsInQueue => Queue is not null;

    /// <summary>True while the bytes are kept here.</summary>
    public bool IsHeld => _message.IsHeld;

    /// <summary>Keeps a copy of bytes that have to wait.</summary>
    public void Hold(ReadOnlySpan<byte> message) => _message.Hold(message);

    /// <summary>Keeps a message with borrowed parts as it is; the caller gives the buffer away.</summary>
    public void Hold(AmqpBuffer message) => _message.Hold(message);

    /// <summary>Takes a message whose bytes come while it is sent.</summary>
    public void Hold(OutgoingStream message) => _message.Hold(message);

    /// <summary>True when the next frame can be appended; of a stream whose bytes have not come, they are asked for.</summary>
    public bool TryPrepare(int payloadLimit) => _message.TryPrepare(payloadLimit);

    /// <summary>Keeps a copy of a message with whatever it borrows, and returns it.</summary>
    protected ReadOnlyMemory<byte> HoldCopy(AmqpBuffer message) => _message.HoldCopy(message);

    /// <summary>Copies what comes next of the message.</summary>
    public void CopyNextTo(Span<byte> destination) => _message.CopyNextTo(destination);

    /// <summary>Makes it wait again from its first byte, for whatever link comes next.</summary>
    public void Rewind()
    {
        _message.Rewind();
        Link = null;
        Phase = DeliveryPhase.Waiting;
    }

    /// <summary>Releases the bytes: the sender's memory is not read after this.</summary>
    public void ReleasePayload()
    {
        if (!_message.TryRelease(out AmqpBuffer? buffer))
        {
            return;
        }

        if (buffer is not null)
        {
            OnBufferReleased(buffer);
        }

        OnPayloadReleased();
    }

    /// <summary>Called once for each message that was held, when it is held no longer: appended, taken back or decided.</summary>
    protected virtual void OnPayloadReleased()
    {
    }

    /// <summary>Called with a buffer that <see cref="Hold(AmqpBuffer)"/> was given, when it is free again.</summary>
    protected virtual void OnBufferReleased(AmqpBuffer buffer)
    {
    }
}
