using System.ComponentModel;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>Reads a contract that does not read itself, because its code is a type apart.</summary>
/// <typeparam name="T">The contract.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IAmqpDecoder<T>
{
    /// <summary>Reads a contract.</summary>
    /// <param name="reader">Stands at the first section of the message, or at the value; stands behind it afterwards.</param>
    /// <param name="isMessage">Whether the bytes are the sections of a message, not the value alone.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="AmqpDecodeException">The bytes are no AMQP, or do not hold the contract; the message names the member, what was expected and what was found.</exception>
    /// <exception cref="NotSupportedException">The contract cannot be made of its members, so that there is no decoder.</exception>
    static virtual T Read(ref AmqpReader reader, bool isMessage) => throw AmqpContractErrors.NotReadable(typeof(T));
}
