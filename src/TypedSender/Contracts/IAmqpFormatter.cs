using TypedSender.Amqp;

namespace TypedSender;

/// <summary>
/// Writes values of a type that AMQP has no type for, or writes a type in another way than it is written by itself. Named by
/// <see cref="AmqpFormatterAttribute"/> on a member, a parameter or the type; generated code calls it without boxing and without reflection.
/// </summary>
/// <typeparam name="T">What it formats. Null never reaches it: where null is allowed it travels as null or not at all.</typeparam>
/// <example>
/// <code>
/// public sealed class VersionFormatter : IAmqpFormatter&lt;Version&gt;
/// {
///     public static void Write(ref AmqpWriter writer, Version value) => writer.WriteString(value.ToString());
/// }
/// </code>
/// </example>
public interface IAmqpFormatter<T>
{
    /// <summary>
    /// Writes exactly one value (AMQP 1.0, 1.6): a primitive, or a list, map or array that it begins and ends, described or not. As an application property
    /// it must be a simple type: no list, map, array or described value (AMQP 1.0, 3.2.5). Called by many threads at once.
    /// </summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">What to write.</param>
    /// <remarks>
    /// Nothing, or more than one value, makes the send throw <see cref="AmqpEncodeException"/>, which names formatter and member. An exception of its own
    /// reaches the caller of the send as it is; nothing is sent.
    /// </remarks>
    static abstract void Write(ref AmqpWriter writer, T value);
}
