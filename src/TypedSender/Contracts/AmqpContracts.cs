using TypedSender.Amqp;

namespace TypedSender;

/// <summary>Encodes contracts outside a send: for tests, tools and stores. Thread-safe.</summary>
public static partial class AmqpContracts
{
    /// <summary>Encodes the message that a sender without attributes of its own would send: the sections that the contract binds, and the body.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="contract">What to encode.</param>
    /// <returns>The bytes of the message's sections (AMQP 1.0, 3.2), without any transfer frame.</returns>
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
}
