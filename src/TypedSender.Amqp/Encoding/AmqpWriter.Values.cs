using System.Collections;

namespace TypedSender.Amqp;

public ref partial struct AmqpWriter
{
    /// <summary>
    /// Writes a value by its run-time type: everything that <see cref="AmqpReader.ReadValue"/> returns, and <see cref="char"/>, <see cref="decimal"/>,
    /// <see cref="DateTime"/>, <see cref="ReadOnlyMemory{T}"/> of bytes, arrays of <see cref="AmqpSymbol"/>, any <see cref="IDictionary"/> (a map) and any
    /// <see cref="IList"/> (a list).
    /// </summary>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="AmqpEncodeException">AMQP has no type for it, or its values are nested more than 32 deep.</exception>
    public void WriteValue(object? value) => ValueEncoding.Write(ref this, value, 0);

    /// <summary>Writes a map (1.6.23).</summary>
    /// <param name="value">The map; null writes null.</param>
    /// <exception cref="AmqpEncodeException">AMQP has no type for one of its values, or they are nested more than 32 deep.</exception>
    public void WriteMap(AmqpMap? value) => ValueEncoding.Write(ref this, value, 0);

    /// <summary>Writes a key or a value of a map that the caller has begun, and which counts as a level of nesting.</summary>
    /// <exception cref="AmqpEncodeException">AMQP has no type for it, or its values are nested too deep.</exception>
    internal void WriteEntryPart(object? value) => ValueEncoding.Write(ref this, value, 1);
}
