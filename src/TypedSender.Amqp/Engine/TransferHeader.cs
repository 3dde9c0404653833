using System.Buffers.Binary;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// A frame's header and the transfer performative of a delivery (AMQP 1.0, 2.3.1 and 2.7.5), in one go: every message pays for this, so it does not take the way that
/// other performatives take. Octet for octet what <see cref="Performatives.Transfer"/> would write.
/// </summary>
internal ref struct TransferHeader
{
    /// <summary>What it takes at the most: frame header, descriptor, list8, handle, delivery-id, tag of eight octets, message-format, settled, more.</summary>
    public const int MaxSize = ListStart + 5 + 5 + 10 + 5 + 1 + 1;

    private const int ListStart = 14;
    private const int CountAt = 13;
    private const int SizeAt = 12;

    private readonly Span<byte> _octets;
    private int _position;

    private TransferHeader(Span<byte> octets, uint handle, uint deliveryId)
    {
        _octets = octets;
        _position = ListStart;
        WriteUInt(handle);
        WriteUInt(deliveryId);
    }

    /// <summary>Writes what precedes the first octets of a message.</summary>
    /// <param name="octets">Room for <see cref="MaxSize"/> octets.</param>
    /// <param name="channel">The channel of the session.</param>
    /// <param name="handle">The handle of the link.</param>
    /// <param name="delivery">The delivery's number in the session, its tag on the link, its format, and whether it is settled.</param>
    /// <param name="payload">How many octets of the message follow.</param>
    /// <param name="more">Whether another frame follows with more of it.</param>
    /// <returns>How many octets were written.</returns>
    public static int WriteFirst(Span<byte> octets, ushort channel, uint handle, in TransferStart delivery, int payload, bool more)
    {
        TransferHeader header = new(octets, handle, delivery.DeliveryId);
        header.WriteTag(delivery.DeliveryTag);
        header.WriteUInt(delivery.MessageFormat);
        header.WriteBoolean(delivery.IsSettled);
        if (more)
        {
            header.WriteBoolean(true);
        }

        return header.End(channel, more ? (byte)6 : (byte)5, payload);
    }

    /// <summary>Writes what precedes further octets of a message that was begun.</summary>
    /// <param name="octets">Room for <see cref="MaxSize"/> octets.</param>
    /// <param name="channel">The channel of the session.</param>
    /// <param name="handle">The handle of the link.</param>
    /// <param name="deliveryId">The delivery's number in the session.</param>
    /// <param name="payload">How many octets of the message follow.</param>
    /// <param name="more">Whether another frame follows with more of it.</param>
    /// <returns>How many octets were written.</returns>
    public static int WriteNext(Span<byte> octets, ushort channel, uint handle, uint deliveryId, int payload, bool more)
    {
        TransferHeader header = new(octets, handle, deliveryId);
        if (!more)
        {
            return header.End(channel, 2, payload);
        }

        // Tag, format and settled stand in the first frame.
        header.WriteNull();
        header.WriteNull();
        header.WriteNull();
        header.WriteBoolean(true);
        return header.End(channel, 6, payload);
    }

    private void WriteUInt(uint value)
    {
        Span<byte> octets = _octets[_position..];
        if (value == 0)
        {
            octets[0] = FormatCode.UInt0;
            _position++;
        }
        else if (value <= byte.MaxValue)
        {
            octets[1] = (byte)value;
            octets[0] = FormatCode.SmallUInt;
            _position += 2;
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(octets[1..], value);
            octets[0] = FormatCode.UInt;
            _position += 5;
        }
    }

    private void WriteTag(long tag)
    {
        Span<byte> octets = _octets.Slice(_position, 2 + sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(octets[2..], tag);
        octets[1] = sizeof(long);
        octets[0] = FormatCode.Binary8;
        _position += 2 + sizeof(long);
    }

    private void WriteBoolean(bool value) => _octets[_position++] = value ? FormatCode.BooleanTrue : FormatCode.BooleanFalse;

    private void WriteNull() => _octets[_position++] = FormatCode.Null;

    private readonly int End(ushort channel, byte count, int payload)
    {
        // Descriptor and list8 first: their last octet is overwritten by the size.
        Span<byte> octets = _octets[..ListStart];
        octets[CountAt] = count;
        octets[SizeAt] = (byte)(_position - CountAt);
        octets[11] = FormatCode.List8;
        octets[10] = (byte)FrameCode.Transfer;
        octets[9] = FormatCode.SmallULong;
        octets[8] = FormatCode.Described;

        // Data offset 2 words, type 0 is AMQP.
        BinaryPrimitives.WriteUInt64BigEndian(octets, ((ulong)(uint)(_position + payload) << 32) | 0x0200_0000UL | channel);
        return _position;
    }
}

/// <summary>Values of the first transfer frame of a delivery (AMQP 1.0, 2.7.5).</summary>
/// <param name="DeliveryId">Its number in the session.</param>
/// <param name="DeliveryTag">Its tag on the link; eight octets.</param>
/// <param name="MessageFormat">The format of the message.</param>
/// <param name="IsSettled">Whether it is settled at the sender.</param>
internal readonly record struct TransferStart(uint DeliveryId, long DeliveryTag, uint MessageFormat, bool IsSettled);
