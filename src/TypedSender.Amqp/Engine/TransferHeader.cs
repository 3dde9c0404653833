using System.Buffers.Binary;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// A frame's header and the transfer performative of a delivery (AMQP 1.0, 2.3.1 and 2.7.5), in one go: every message pays for this, so it does not take the way that
/// other performatives take. Byte for byte what <see cref="Performatives.Transfer"/> would write.
/// </summary>
internal ref struct TransferHeader
{
    /// <summary>The most bytes that it takes: frame header, descriptor, list8, handle, delivery-id, tag of eight bytes, message-format, settled, more.</summary>
    public const int MaxSize = ListStart + 5 + 5 + 10 + 5 + 1 + 1;

    /// <summary>The most bytes that it takes with <see cref="TransferFields"/>: a null stands before the state.</summary>
    public const int MaxSizeWithFields = MaxSize - sizeof(long) + TransferFields.MaxTagSize + 1 + TransferFields.MaxStateSize;

    /// <summary>The bytes that a resumed delivery's header takes besides <see cref="MaxSize"/>: a null, the state, and resume.</summary>
    public const int ResumedSize = 1 + 8 + 1;

    private const int ListStart = 14;
    private const int CountAt = 13;
    private const int SizeAt = 12;

    private readonly Span<byte> _bytes;
    private int _position;

    // Received with section-number 0 and section-offset 0 (AMQP 1.0, 3.4.1): the transfer begins with the first byte of the message.
    private static ReadOnlySpan<byte> FromFirstByte => [FormatCode.Described, FormatCode.SmallULong, (byte)Messages.Received.DescriptorCode, FormatCode.List8, 3, 2, FormatCode.UInt0, FormatCode.ULong0];

    private TransferHeader(Span<byte> bytes, uint handle, uint deliveryId)
    {
        _bytes = bytes;
        _position = ListStart;
        WriteUInt(handle);
        WriteUInt(deliveryId);
    }

    /// <summary>Writes what precedes the first bytes of a message.</summary>
    /// <param name="bytes">Room for <see cref="MaxSize"/> bytes.</param>
    /// <param name="channel">The channel of the session.</param>
    /// <param name="handle">The handle of the link.</param>
    /// <param name="delivery">The delivery's number in the session, its tag on the link, its format, and whether it is settled.</param>
    /// <param name="payload">How many bytes of the message follow.</param>
    /// <param name="more">Whether another frame follows with more of it.</param>
    /// <returns>How many bytes were written.</returns>
    public static int WriteFirst(Span<byte> bytes, ushort channel, uint handle, in TransferStart delivery, int payload, bool more)
    {
        TransferHeader header = new(bytes, handle, delivery.DeliveryId);
        header.WriteTag(delivery.DeliveryTag);
        return header.EndFirst(channel, delivery, payload, more);
    }

    /// <summary>Writes what precedes the first bytes of a message whose transfers have further fields.</summary>
    /// <param name="bytes">Room for <see cref="MaxSizeWithFields"/> bytes.</param>
    /// <param name="channel">The channel of the session.</param>
    /// <param name="handle">The handle of the link.</param>
    /// <param name="delivery">The delivery's number in the session, its tag on the link, its format, and whether it is settled.</param>
    /// <param name="fields">The further fields.</param>
    /// <param name="payload">How many bytes of the message follow.</param>
    /// <param name="more">Whether another frame follows with more of it.</param>
    /// <returns>How many bytes were written.</returns>
    public static int WriteFirst(Span<byte> bytes, ushort channel, uint handle, in TransferStart delivery, TransferFields fields, int payload, bool more)
    {
        TransferHeader header = new(bytes, handle, delivery.DeliveryId);
        if (fields.Tag is { } tag)
        {
            header.WriteTag(tag.AsSpan());
        }
        else
        {
            header.WriteTag(delivery.DeliveryTag);
        }

        if (fields.State is not { } state)
        {
            return header.EndFirst(channel, delivery, payload, more);
        }

        header.WriteUInt(delivery.MessageFormat);
        header.WriteBoolean(delivery.IsSettled);
        return header.EndWithState(channel, state, payload, more);
    }

    /// <summary>Writes what precedes the first bytes of a message whose delivery is resumed, and which is sent from its start (AMQP 1.0, 2.6.13).</summary>
    /// <param name="bytes">Room for <see cref="MaxSize"/> and <see cref="ResumedSize"/> bytes.</param>
    /// <param name="channel">The channel of the session.</param>
    /// <param name="handle">The handle of the link.</param>
    /// <param name="delivery">The delivery's number in the session, its tag on the link, its format, and whether it is settled.</param>
    /// <param name="payload">How many bytes of the message follow.</param>
    /// <param name="more">Whether another frame follows with more of it.</param>
    /// <returns>How many bytes were written.</returns>
    public static int WriteResumed(Span<byte> bytes, ushort channel, uint handle, in TransferStart delivery, int payload, bool more)
    {
        TransferHeader header = new(bytes, handle, delivery.DeliveryId);
        header.WriteTag(delivery.DeliveryTag);
        header.WriteUInt(delivery.MessageFormat);
        header.WriteBoolean(delivery.IsSettled);
        header.WriteState(FromFirstByte, more);
        header.WriteBoolean(true);
        return header.End(channel, 9, payload);
    }

    /// <summary>Writes what precedes further bytes of a message that was begun.</summary>
    /// <param name="bytes">Room for <see cref="MaxSize"/> bytes.</param>
    /// <param name="channel">The channel of the session.</param>
    /// <param name="handle">The handle of the link.</param>
    /// <param name="deliveryId">The delivery's number in the session.</param>
    /// <param name="payload">How many bytes of the message follow.</param>
    /// <param name="more">Whether another frame follows with more of it.</param>
    /// <returns>How many bytes were written.</returns>
    public static int WriteNext(Span<byte> bytes, ushort channel, uint handle, uint deliveryId, int payload, bool more)
    {
        TransferHeader header = new(bytes, handle, deliveryId);
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

    /// <summary>Writes what precedes further bytes of a message that was begun, and whose transfers carry a state.</summary>
    /// <param name="bytes">Room for <see cref="MaxSizeWithFields"/> bytes.</param>
    /// <param name="channel">The channel of the session.</param>
    /// <param name="handle">The handle of the link.</param>
    /// <param name="deliveryId">The delivery's number in the session.</param>
    /// <param name="state">The encoded state.</param>
    /// <param name="payload">How many bytes of the message follow.</param>
    /// <param name="more">Whether another frame follows with more of it.</param>
    /// <returns>How many bytes were written.</returns>
    public static int WriteNext(Span<byte> bytes, ushort channel, uint handle, uint deliveryId, ReadOnlySpan<byte> state, int payload, bool more)
    {
        TransferHeader header = new(bytes, handle, deliveryId);
        header.WriteNull();
        header.WriteNull();
        header.WriteNull();
        return header.EndWithState(channel, state, payload, more);
    }

    private void WriteUInt(uint value)
    {
        Span<byte> bytes = _bytes[_position..];
        if (value == 0)
        {
            bytes[0] = FormatCode.UInt0;
            _position++;
        }
        else if (value <= byte.MaxValue)
        {
            bytes[1] = (byte)value;
            bytes[0] = FormatCode.SmallUInt;
            _position += 2;
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], value);
            bytes[0] = FormatCode.UInt;
            _position += 5;
        }
    }

    private void WriteTag(long tag)
    {
        Span<byte> bytes = _bytes.Slice(_position, 2 + sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(bytes[2..], tag);
        bytes[1] = sizeof(long);
        bytes[0] = FormatCode.Binary8;
        _position += 2 + sizeof(long);
    }

    private void WriteTag(ReadOnlySpan<byte> tag)
    {
        Span<byte> bytes = _bytes.Slice(_position, 2 + tag.Length);
        tag.CopyTo(bytes[2..]);
        bytes[1] = (byte)tag.Length;
        bytes[0] = FormatCode.Binary8;
        _position += bytes.Length;
    }

    private int EndFirst(ushort channel, in TransferStart delivery, int payload, bool more)
    {
        WriteUInt(delivery.MessageFormat);
        WriteBoolean(delivery.IsSettled);
        if (more)
        {
            WriteBoolean(true);
        }

        return End(channel, more ? (byte)6 : (byte)5, payload);
    }

    private int EndWithState(ushort channel, ReadOnlySpan<byte> state, int payload, bool more)
    {
        WriteState(state, more);
        return End(channel, 8, payload);
    }

    private void WriteState(ReadOnlySpan<byte> state, bool more)
    {
        if (more)
        {
            WriteBoolean(true);
        }
        else
        {
            WriteNull();
        }

        WriteNull();
        state.CopyTo(_bytes[_position..]);
        _position += state.Length;
    }

    private void WriteBoolean(bool value) => _bytes[_position++] = value ? FormatCode.BooleanTrue : FormatCode.BooleanFalse;

    private void WriteNull() => _bytes[_position++] = FormatCode.Null;

    private readonly int End(ushort channel, byte count, int payload)
    {
        // Descriptor and list8 first: their last byte is overwritten by the size.
        Span<byte> bytes = _bytes[..ListStart];
        bytes[CountAt] = count;
        bytes[SizeAt] = (byte)(_position - CountAt);
        bytes[11] = FormatCode.List8;
        bytes[10] = (byte)FrameCode.Transfer;
        bytes[9] = FormatCode.SmallULong;
        bytes[8] = FormatCode.Described;

        // Data offset 2 words, type 0 is AMQP.
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)(uint)(_position + payload) << 32) | 0x0200_0000UL | channel);
        return _position;
    }
}

/// <summary>Values of the first transfer frame of a delivery (AMQP 1.0, 2.7.5).</summary>
/// <param name="DeliveryId">Its number in the session.</param>
/// <param name="DeliveryTag">Its tag on the link; eight bytes.</param>
/// <param name="MessageFormat">The format of the message.</param>
/// <param name="IsSettled">Whether it is settled at the sender.</param>
internal readonly record struct TransferStart(uint DeliveryId, long DeliveryTag, uint MessageFormat, bool IsSettled);
