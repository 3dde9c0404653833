using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>Values of AMQP from the types of Microsoft.Azure.Amqp into those of this library and back, by their encoding: every type of the standard, at any depth.</summary>
internal static class ValueConversion
{
    private const int InitialSize = 256;

    /// <summary>An error of the peer (AMQP 1.0, 2.8.14); null for none.</summary>
    public static AmqpError? ToError(Error? error) => error?.Condition.Value is { } condition
        ? new AmqpError { Condition = new TypedSender.Amqp.AmqpSymbol(condition), Description = error.Description, Info = ToMap(error.Info) }
        : null;

    /// <summary>A map with symbols as keys; null for null, and for what this library cannot read.</summary>
    public static TypedSender.Amqp.AmqpMap? ToMap(RestrictedMap? map)
    {
        if (map is null)
        {
            return null;
        }

        try
        {
            using ByteBuffer buffer = new(InitialSize, autoGrow: true);
            AmqpCodec.EncodeMap(map, buffer);
            AmqpReader reader = new(buffer.Buffer.AsSpan(buffer.Offset, buffer.Length));
            return reader.ReadMap();
        }
        catch (Exception exception) when (exception is AmqpException or AmqpDecodeException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The texts of symbols, of which a field may hold several.</summary>
    public static string[] ToStrings(Multiple<Microsoft.Azure.Amqp.Encoding.AmqpSymbol> symbols)
    {
        using ByteBuffer buffer = new(InitialSize, autoGrow: true);
        AmqpCodec.EncodeMultiple(symbols, buffer);
        AmqpReader reader = new(buffer.Buffer.AsSpan(buffer.Offset, buffer.Length));
        return reader.ReadValue() switch
        {
            TypedSender.Amqp.AmqpSymbol symbol => [symbol.Value],
            AmqpArray array => [.. array.Items.OfType<TypedSender.Amqp.AmqpSymbol>().Select(symbol => symbol.Value)],
            _ => [],
        };
    }

    /// <summary>Properties of a link; null for null.</summary>
    public static Fields? ToFields(TypedSender.Amqp.AmqpMap? map)
    {
        if (map is null)
        {
            return null;
        }

        AmqpBuffer encoded = new();
        AmqpWriter writer = new(encoded);
        writer.WriteValue(map);
        writer.Flush();
        return AmqpCodec.DecodeMap<Fields>(new ByteBuffer(encoded.WrittenSpan.ToArray(), 0, encoded.Length));
    }
}
