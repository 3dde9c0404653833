using System.Diagnostics.CodeAnalysis;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>Encodes contracts outside a send, and decodes them: for tests, tools, stores and receivers. Thread-safe.</summary>
public static partial class AmqpContracts
{
    /// <summary>Encodes the message that a sender without attributes of its own would send: the sections that the contract binds, and the body.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="contract">What to encode.</param>
    /// <returns>The bytes of the message's sections (AMQP 1.0, 3.2), without any transfer frame.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="contract"/> is null.</exception>
    /// <exception cref="AmqpEncodeException">A member holds a value that cannot be sent; the message names it.</exception>
    public static byte[] Encode<T>(in T contract)
        where T : IAmqpContract<T>
        => EncodeAt(in contract, TimeProvider.System);

    /// <summary>The same, where another clock tells the time of creation.</summary>
    internal static byte[] EncodeAt<T>(in T contract, TimeProvider timeProvider)
        where T : IAmqpContract<T>
    {
        ArgumentNullException.ThrowIfNull(contract);
        var buffer = new AmqpBuffer { Settings = EncodeSettings.Of(timeProvider, null) };
        var writer = new AmqpWriter(buffer);
        try
        {
            T.WriteMessage(ref writer, in contract);
        }
        catch (AmqpEncodeException exception) when (exception.Member is null)
        {
            throw T.Explain(in contract, exception);
        }

        writer.Flush();
        return buffer.ToArray();
    }

    /// <summary>Encodes the value alone, as the section of the body holds it.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="contract">What to encode.</param>
    /// <returns>The bytes of one AMQP value: a map or a list, described if the contract names a descriptor, or binary.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="contract"/> is null.</exception>
    /// <exception cref="AmqpEncodeException">A member holds a value that cannot be sent; the message names it.</exception>
    public static byte[] EncodeValue<T>(in T contract)
        where T : IAmqpContract<T>
    {
        ArgumentNullException.ThrowIfNull(contract);
        var buffer = new AmqpBuffer();
        var writer = new AmqpWriter(buffer);
        try
        {
            T.WriteValue(ref writer, in contract);
        }
        catch (AmqpEncodeException exception) when (exception.Member is null)
        {
            throw T.Explain(in contract, exception);
        }

        writer.Flush();
        return buffer.ToArray();
    }

    /// <summary>Decodes a message: the members that the contract binds to sections, and the body.</summary>
    /// <typeparam name="T">The contract. It must be possible to make one of its members (TSND0340).</typeparam>
    /// <param name="message">The bytes of the message's sections (AMQP 1.0, 3.2), all frames' payloads joined; not kept.</param>
    /// <returns>A contract of its own, which shares no memory with the bytes.</returns>
    /// <remarks>
    /// Unknown keys, and fields behind the last one, are passed over. A member that is missing or null is null where its type allows it, else what its initializer or the default
    /// of its parameter says. Integers of any type are read where their value is in range, float as double, symbol as string and string as symbol. Constants are not compared.
    /// <para>
    /// At most 32 levels of lists and maps in one another are read, and 65,536 elements of one list, array or map, keys and values counted; whatever is beyond is an
    /// <see cref="AmqpDecodeException"/>. A contract may be sent deeper, 64 contracts in one another, and longer: it cannot be read back. What constructors, setters and formatters of the
    /// contract throw reaches the caller as it is, except for an <see cref="AmqpDecodeException"/> without a member, to which the member is added.
    /// </para>
    /// </remarks>
    /// <exception cref="AmqpDecodeException">
    /// The bytes are no AMQP message, or do not hold the contract. The text names the member, what was expected, what was found and where.
    /// </exception>
    /// <exception cref="NotSupportedException">The contract has no decoder.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> message)
        where T : IAmqpContract<T>
        => Read<T>(message, isMessage: true);

    /// <summary>Decodes a message that was received untyped, such as one of an envelope.</summary>
    /// <typeparam name="T"><inheritdoc cref="Decode{T}(ReadOnlySpan{byte})" path="/typeparam[@name='T']/node()"/></typeparam>
    /// <param name="message">The message.</param>
    /// <returns>A contract of its own, which shares no memory with the message.</returns>
    /// <remarks><inheritdoc cref="Decode{T}(ReadOnlySpan{byte})" path="/remarks"/></remarks>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <exception cref="AmqpDecodeException">The message does not hold the contract; offsets are those of the message encoded anew.</exception>
    /// <exception cref="NotSupportedException">The contract has no decoder.</exception>
    public static T Decode<T>(AmqpMessage message)
        where T : IAmqpContract<T>
    {
        ArgumentNullException.ThrowIfNull(message);
        return Read<T>(message.ToBytes(), isMessage: true);
    }

    /// <summary>Decodes the value alone, as <see cref="EncodeValue{T}(in T)"/> encodes it.</summary>
    /// <typeparam name="T"><inheritdoc cref="Decode{T}(ReadOnlySpan{byte})" path="/typeparam[@name='T']/node()"/></typeparam>
    /// <param name="value">The bytes of one AMQP value; not kept.</param>
    /// <returns>A contract of its own, which shares no memory with the bytes.</returns>
    /// <remarks>Members that travel in other sections than the body alone are missing. <inheritdoc cref="Decode{T}(ReadOnlySpan{byte})" path="/remarks"/></remarks>
    /// <exception cref="AmqpDecodeException">The bytes are not one valid AMQP value, or do not hold the contract. The text names the member, what was expected, what was found and where.</exception>
    /// <exception cref="NotSupportedException">The contract has no decoder.</exception>
    public static T DecodeValue<T>(ReadOnlySpan<byte> value)
        where T : IAmqpContract<T>
        => Read<T>(value, isMessage: false);

    private static T Read<T>(ReadOnlySpan<byte> bytes, bool isMessage)
        where T : IAmqpContract<T>
    {
        var reader = new AmqpReader(bytes);
        T contract = T.Read(ref reader, isMessage);
        return reader.End ? contract : throw new AmqpDecodeException($"The value ends, and {reader.Remaining} bytes follow", reader.Position);
    }
}
