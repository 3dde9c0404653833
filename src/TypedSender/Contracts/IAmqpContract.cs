using TypedSender.Amqp;

namespace TypedSender;

/// <summary>What the compiler makes of a type marked <see cref="AmqpContractAttribute"/>: it can be encoded without reflection.</summary>
/// <typeparam name="TSelf">The contract.</typeparam>
public interface IAmqpContract<TSelf>
    where TSelf : IAmqpContract<TSelf>
{
    /// <summary>Writes the sections and the body of a message of the contract, in the order of AMQP 1.0, 3.2.</summary>
    /// <param name="writer">Where the octets go.</param>
    /// <param name="value">The contract.</param>
    /// <exception cref="AmqpEncodeException">A member holds a value that cannot be sent; the message names it.</exception>
    static abstract void WriteMessage(ref AmqpWriter writer, in TSelf value);

    /// <summary>Writes the value alone, as the section of the body holds it.</summary>
    /// <param name="writer">Where the octets go.</param>
    /// <param name="value">The contract.</param>
    /// <exception cref="AmqpEncodeException">A member holds a value that cannot be sent; the message names it.</exception>
    static abstract void WriteValue(ref AmqpWriter writer, in TSelf value);
}
