using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>Writes a <see cref="Version"/> as its text, such as <c>1.2.3</c>, and reads it. Thread-safe.</summary>
/// <example>
/// <code>
/// [AmqpFormatter(typeof(AmqpVersionFormatter))] public required Version Schema { get; init; }
/// </code>
/// </example>
public sealed class AmqpVersionFormatter : IAmqpReadFormatter<Version>
{
    /// <summary>Writes a string (AMQP 1.0, 1.6.20).</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">What is written.</param>
    public static void Write(ref AmqpWriter writer, Version value)
    {
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteString(value.ToString());
    }

    /// <summary>Reads a string or a symbol.</summary>
    /// <param name="reader">Stands at the value; stands behind it afterwards.</param>
    /// <exception cref="AmqpDecodeException">It is neither, or no version.</exception>
    public static Version Read(ref AmqpReader reader)
    {
        int start = reader.Position;
        return Version.TryParse(AmqpValueReader.String(ref reader), out Version? value)
            ? value
            : throw new AmqpDecodeException("Expected the text of a Version, found a string that is none", start);
    }
}
