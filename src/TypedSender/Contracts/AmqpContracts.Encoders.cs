using TypedSender.Amqp;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <content>Contracts whose encoder is a type apart.</content>
public static partial class AmqpContracts
{
    /// <summary>Encodes the message of a contract whose encoder is named, because it is no part of the contract: of <see cref="AmqpContractForAttribute"/>.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <typeparam name="TEncoder">Its encoder, such as <c>OrderAmqpEncoder</c> of <c>Order</c>.</typeparam>
    /// <param name="contract">What to encode.</param>
    /// <returns>The bytes of the message's sections (AMQP 1.0, 3.2), without any transfer frame.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="contract"/> is null.</exception>
    /// <exception cref="AmqpEncodeException">A member holds a value that cannot be sent; the message names it.</exception>
    public static byte[] Encode<T, TEncoder>(in T contract)
        where TEncoder : struct, IAmqpEncoder<T>
        => EncodeAt<T, TEncoder>(in contract, TimeProvider.System);

    /// <summary>The same, where another clock tells the time of creation.</summary>
    internal static byte[] EncodeAt<T, TEncoder>(in T contract, TimeProvider timeProvider)
        where TEncoder : struct, IAmqpEncoder<T>
    {
        ArgumentNullException.ThrowIfNull(contract);
        var buffer = new AmqpBuffer { Settings = EncodeSettings.Of(timeProvider, null) };
        var writer = new AmqpWriter(buffer);
        try
        {
            TEncoder.WriteMessage(ref writer, in contract);
        }
        catch (AmqpEncodeException exception) when (exception.Member is null)
        {
            throw AmqpMemberNaming.Explain<T, TEncoder>(in contract, exception);
        }

        writer.Flush();
        return buffer.ToArray();
    }

    /// <summary>Encodes the value alone, as the section of the body holds it, of a contract whose encoder is named.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <typeparam name="TEncoder">Its encoder, such as <c>OrderAmqpEncoder</c> of <c>Order</c>.</typeparam>
    /// <param name="contract">What to encode.</param>
    /// <returns>The bytes of one AMQP value: a map or a list, described if the contract names a descriptor, or binary.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="contract"/> is null.</exception>
    /// <exception cref="AmqpEncodeException">A member holds a value that cannot be sent; the message names it.</exception>
    public static byte[] EncodeValue<T, TEncoder>(in T contract)
        where TEncoder : struct, IAmqpEncoder<T>
    {
        ArgumentNullException.ThrowIfNull(contract);
        var buffer = new AmqpBuffer();
        var writer = new AmqpWriter(buffer);
        try
        {
            TEncoder.WriteValue(ref writer, in contract, depth: 0);
        }
        catch (AmqpEncodeException exception) when (exception.Member is null)
        {
            throw AmqpMemberNaming.Explain<T, TEncoder>(in contract, exception);
        }

        writer.Flush();
        return buffer.ToArray();
    }

    /// <summary>Decodes a message of a contract whose decoder is named, because it is no part of the contract: of <see cref="AmqpContractForAttribute"/>.</summary>
    /// <typeparam name="T">The contract. It must be possible to make one of its members.</typeparam>
    /// <typeparam name="TDecoder">Its encoder, which reads it too, such as <c>OrderAmqpEncoder</c> of <c>Order</c>.</typeparam>
    /// <param name="message">The bytes of the message's sections (AMQP 1.0, 3.2), all frames' payloads joined; not kept.</param>
    /// <returns>A contract of its own, which shares no memory with the bytes.</returns>
    /// <remarks><inheritdoc cref="Decode{T}(ReadOnlySpan{byte})" path="/remarks"/></remarks>
    /// <exception cref="AmqpDecodeException">The bytes are no AMQP message, or do not hold the contract. The text names the member, what was expected, what was found and where.</exception>
    /// <exception cref="NotSupportedException">The contract cannot be made of its members.</exception>
    public static T Decode<T, TDecoder>(ReadOnlySpan<byte> message)
        where TDecoder : struct, IAmqpDecoder<T>
        => Read<T, TDecoder>(message, isMessage: true);

    /// <summary>Decodes the value alone of a contract whose decoder is named.</summary>
    /// <typeparam name="T">The contract. It must be possible to make one of its members.</typeparam>
    /// <typeparam name="TDecoder">Its encoder, which reads it too, such as <c>OrderAmqpEncoder</c> of <c>Order</c>.</typeparam>
    /// <param name="value">The bytes of one AMQP value; not kept.</param>
    /// <returns>A contract of its own, which shares no memory with the bytes.</returns>
    /// <remarks>Members that travel in other sections than the body alone are missing. <inheritdoc cref="Decode{T}(ReadOnlySpan{byte})" path="/remarks"/></remarks>
    /// <exception cref="AmqpDecodeException">The bytes are not one valid AMQP value, or do not hold the contract. The text names the member, what was expected, what was found and where.</exception>
    /// <exception cref="NotSupportedException">The contract cannot be made of its members.</exception>
    public static T DecodeValue<T, TDecoder>(ReadOnlySpan<byte> value)
        where TDecoder : struct, IAmqpDecoder<T>
        => Read<T, TDecoder>(value, isMessage: false);

    private static T Read<T, TDecoder>(ReadOnlySpan<byte> bytes, bool isMessage)
        where TDecoder : struct, IAmqpDecoder<T>
    {
        var reader = new AmqpReader(bytes);
        T contract = TDecoder.Read(ref reader, isMessage);
        return reader.End ? contract : throw new AmqpDecodeException($"The value ends, and {reader.Remaining} bytes follow", reader.Position);
    }
}
