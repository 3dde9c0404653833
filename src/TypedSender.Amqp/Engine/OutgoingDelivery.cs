using System.Buffers;

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
    Resting,

    /// <summary>The peer has settled it, or its outcome is no longer waited for.</summary>
    Settled,
}

/// <summary>A message on its way out: its encoded octets while they wait, and its place among the unsettled (AMQP 1.0, 2.6.12).</summary>
internal abstract class OutgoingDelivery
{
    private byte[]? _octets;
    private AmqpBuffer? _segments;

    public OutgoingDelivery? NextWaiting { get; set; }

    public OutgoingDelivery? PreviousWaiting { get; set; }

    public DeliveryQueue? Queue { get; set; }

    public SenderLink? Link { get; set; }

    public DeliveryPhase Phase { get; set; }

    public bool IsPresettled { get; set; }

    /// <summary>Whether the octets are kept when they have been appended, so that they can be appended again.</summary>
    public bool IsRetained { get; set; }

    public uint MessageFormat { get; set; }

    public uint DeliveryId { get; set; }

    public long DeliveryTag { get; set; }

    /// <summary>What its first transfer says of it.</summary>
    public TransferStart Start => new(DeliveryId, DeliveryTag, MessageFormat, IsPresettled);

    /// <summary>What the receiver decided before it had the last frame; null unless it did. A delivery begins without one.</summary>
    public EarlyVerdict? EarlyVerdict { get; set; }

    /// <summary>Where in the connection's stream of octets its last one lies, once <see cref="DeliveryPhase.Appended"/>.</summary>
    public long EndOffset { get; set; }

    /// <summary>The size of the whole message in octets.</summary>
    public long Length { get; private set; }

    /// <summary>How many of them have been appended.</summary>
    public long Position { get; set; }

    public bool IsInQueue => Queue is not null;

    /// <summary>True while the octets are kept here.</summary>
    public bool IsHeld => _octets is not null || _segments is not null;

    /// <summary>Keeps a copy of octets that have to wait.</summary>
    public void Hold(ReadOnlySpan<byte> octets)
    {
        _octets = ArrayPool<byte>.Shared.Rent(octets.Length);
        octets.CopyTo(_octets);
        Length = octets.Length;
        Position = 0;
    }

    /// <summary>Keeps a message with borrowed parts as it is; the caller gives the buffer away.</summary>
    public void Hold(AmqpBuffer message)
    {
        _segments = message;
        Length = message.TotalLength;
        Position = 0;
    }

    /// <summary>Keeps a copy of a message with whatever it borrows, and returns it.</summary>
    protected ReadOnlyMemory<byte> HoldCopy(AmqpBuffer message)
    {
        Length = message.TotalLength;
        Position = 0;
        _octets = ArrayPool<byte>.Shared.Rent((int)Length);
        message.CopyTo(_octets);
        return _octets.AsMemory(0, (int)Length);
    }

    /// <summary>Copies what comes next of the message.</summary>
    public void CopyNextTo(Span<byte> destination)
    {
        if (_segments is not null)
        {
            _segments.CopyTo(Position, destination);
        }
        else
        {
            _octets.AsSpan((int)Position, destination.Length).CopyTo(destination);
        }

        Position += destination.Length;
    }

    /// <summary>Makes it wait again from its first octet, for whatever link comes next.</summary>
    public void Rewind()
    {
        Position = 0;
        Link = null;
        Phase = DeliveryPhase.Waiting;
    }

    /// <summary>Releases the bytes: the sender's memory is not read after this.</summary>
    public void ReleasePayload()
    {
        if (_octets is { } octets)
        {
            _octets = null;
            ArrayPool<byte>.Shared.Return(octets);
            OnPayloadReleased();
        }

        if (_segments is { } segments)
        {
            _segments = null;
            OnBufferReleased(segments);
            OnPayloadReleased();
        }
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
