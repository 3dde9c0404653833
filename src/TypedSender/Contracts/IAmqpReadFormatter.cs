using System.Diagnostics.CodeAnalysis;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>
/// A formatter that also reads what it writes, so that contracts whose members it formats can be read: see <see cref="AmqpContracts.Decode{T}(ReadOnlySpan{byte})"/>.
/// </summary>
/// <typeparam name="T">What it formats. Null never reaches it.</typeparam>
/// <example>
/// <code>
/// public sealed class VersionFormatter : IAmqpReadFormatter&lt;Version&gt;
/// {
///     public static void Write(ref AmqpWriter writer, Version value) => writer.WriteString(value.ToString());
///
///     public static Version Read(ref AmqpReader reader)
///     {
///         int start = reader.Position;
///         return Version.TryParse(reader.ReadString(), out Version? value)
///             ? value
///             : throw new AmqpDecodeException("Expected the text of a Version, found a string that is none", start);
///     }
/// }
/// </code>
/// </example>
[Experimental("TSAMQP")]
public interface IAmqpReadFormatter<T> : IAmqpFormatter<T>
{
    /// <summary>Reads exactly one value (AMQP 1.0, 1.6), which is not null. Called by many threads at once.</summary>
    /// <param name="reader">Stands at the value; stands behind it afterwards.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="AmqpDecodeException">
    /// The value is none that the formatter writes. The member is added to the message. Another exception of its own, such as the FormatException of a Parse method, reaches the caller
    /// as it is: a receiver that expects AmqpDecodeException alone would end at the bytes of a peer, so parse by TryParse.
    /// </exception>
    static abstract T Read(ref AmqpReader reader);
}
