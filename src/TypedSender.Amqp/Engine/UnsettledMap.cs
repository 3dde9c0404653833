using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>The map of unsettled deliveries of an attach: delivery-tags to delivery states, null for deliveries whose endpoint has none (AMQP 1.0, 2.6.13 and 2.7.3).</summary>
internal static class UnsettledMap
{
    // The constructor, size and count of a map; by as much as the second, at the most, the list of fields grows that holds it; and the handle, which is assigned later.
    private const int Overhead = 9 + 6 + 5;

    /// <summary>Adds to an attach the map of what its endpoint has not settled, as far as that fits a frame; <see cref="Attach.IncompleteUnsettled"/> says whether all of it did.</summary>
    /// <param name="attach">The attach, otherwise complete.</param>
    /// <param name="deliveries">The tags and states of the deliveries, oldest first.</param>
    /// <param name="maxFrameSize">The largest frame that the peer takes, in bytes.</param>
    public static void AddTo(ref Attach attach, IEnumerable<(byte[] Tag, DeliveryState? State)> deliveries, uint maxFrameSize)
    {
        AmqpBuffer bytes = new(256);
        AmqpWriter writer = new(bytes);
        ((IAmqpEncodable<Attach>)attach).Encode(ref writer);
        writer.Flush();
        long room = maxFrameSize - OutputBuffer.FrameHeaderSize - bytes.TotalLength - Overhead;
        AmqpMap map = new();
        foreach ((byte[] tag, DeliveryState? state) in deliveries)
        {
            (object? value, long size) = ToValue(state);
            room -= 2 + tag.Length + size;
            if (room < 0)
            {
                attach.IncompleteUnsettled = true;
                break;
            }

            map[tag] = value;
        }

        attach.Unsettled = map;
    }

    /// <summary>Reads the state of a delivery; null where it has none. What is no delivery state is an <see cref="UnknownDeliveryState"/>.</summary>
    /// <param name="value">The value of the map.</param>
    public static DeliveryState? Read(object? value)
    {
        if (value is null)
        {
            return null;
        }

        AmqpDescribed described = value as AmqpDescribed ?? new AmqpDescribed(new AmqpSymbol("unsettled"), value);
        AmqpBuffer bytes = new(64);
        AmqpWriter writer = new(bytes);
        try
        {
            writer.WriteValue(described);
            writer.Flush();
            AmqpReader reader = new(bytes.WrittenSpan);
            return DeliveryState.Decode(ref reader);
        }
        catch (Exception exception) when (exception is AmqpEncodeException or AmqpDecodeException)
        {
            return new UnknownDeliveryState(described);
        }
    }

    /// <summary>The value of a state, and its encoded size in bytes.</summary>
    private static (object? Value, long Size) ToValue(DeliveryState? state)
    {
        if (state is null)
        {
            return (null, 1);
        }

        AmqpBuffer bytes = new(64);
        AmqpWriter writer = new(bytes);
        state.Encode(ref writer);
        writer.Flush();
        AmqpReader reader = new(bytes.WrittenSpan);
        return (reader.ReadValue(), bytes.TotalLength);
    }
}
