using System.Globalization;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>
/// Writes values as text, in the invariant culture: for types that AMQP has none for and that have a text of their own, such as <see cref="Version"/>, <see cref="System.Net.IPAddress"/>, <see cref="Int128"/> and
/// <see cref="System.Numerics.BigInteger"/>, and for a <see cref="decimal"/> whose readers do not know decimal128. Thread-safe.
/// </summary>
/// <typeparam name="T">What is written.</typeparam>
/// <example>
/// <code>
/// [AmqpFormatter(typeof(AmqpTextFormatter&lt;Version&gt;))] public required Version Schema { get; init; }
/// </code>
/// </example>
public sealed class AmqpTextFormatter<T> : IAmqpFormatter<T>
    where T : ISpanFormattable
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
}
