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
    /// <exception cref="AmqpEncodeException">A member holds a value that cannot be sent; the message names it.</exception>
    public static byte[] Encode<T, TEncoder>(in T contract)
        where TEncoder : struct, IAmqpEncoder<T>
    {
        ArgumentNullException.ThrowIfNull(contract);
        var buffer = new AmqpBuffer { Settings = EncodeSettings.Of(TimeProvider.System, null) };
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
}
