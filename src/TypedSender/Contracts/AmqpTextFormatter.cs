using System.Globalization;
using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>
/// Writes values as text in the invariant culture, and reads them: for types that AMQP has none for and that have a text of their own, such as <see cref="System.Net.IPAddress"/>, <see cref="Int128"/> and
/// <see cref="System.Numerics.BigInteger"/>, and for a <see cref="decimal"/> whose readers do not know decimal128. Thread-safe.
/// </summary>
/// <typeparam name="T">What is written.</typeparam>
/// <example>
/// <code>
/// [AmqpFormatter(typeof(AmqpTextFormatter&lt;BigInteger&gt;))] public required BigInteger Total { get; init; }
/// </code>
/// </example>
public sealed class AmqpTextFormatter<T> : IAmqpReadFormatter<T>
    where T : ISpanFormattable, ISpanParsable<T>
{
    // The text of nearly every value that is no arbitrarily large number.
    private const int UsualLength = 128;

    /// <summary>Writes a string (AMQP 1.0, 1.6.20).</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">What is written.</param>
    public static void Write(ref AmqpWriter writer, T value)
    {
        Span<char> text = stackalloc char[UsualLength];
        if (value.TryFormat(text, out int length, default, CultureInfo.InvariantCulture))
        {
            writer.WriteString(text[..length]);
        }
        else
        {
            writer.WriteString(value.ToString(null, CultureInfo.InvariantCulture).AsSpan());
        }
    }

    /// <summary>Reads a string or a symbol.</summary>
    /// <param name="reader">Stands at the value; stands behind it afterwards.</param>
    /// <exception cref="AmqpDecodeException">It is neither, or no text of the type.</exception>
    public static T Read(ref AmqpReader reader)
    {
        int start = reader.Position;
        return T.TryParse(AmqpValueReader.String(ref reader).AsSpan(), CultureInfo.InvariantCulture, out T? value)
            ? value
            : throw new AmqpDecodeException($"Expected the text of a {typeof(T).Name}, found a string that is none", start);
    }
}
