using System.ComponentModel;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>The code that the generator adds to a type marked <see cref="AmqpContractAttribute"/>: it can be encoded and, if it can be made of its members, decoded without reflection.</summary>
/// <typeparam name="TSelf">The contract.</typeparam>
public interface IAmqpContract<TSelf>
    where TSelf : IAmqpContract<TSelf>
{
    /// <summary>Writes the sections and the body of a message of the contract, in the order of AMQP 1.0, 3.2.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The contract.</param>
    /// <exception cref="AmqpEncodeException">A member holds a value that cannot be sent. <see cref="AmqpContracts"/> and senders name it in the message.</exception>
    static abstract void WriteMessage(ref AmqpWriter writer, in TSelf value);

    /// <summary>Writes the value alone, as the section of the body holds it.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The contract.</param>
    /// <exception cref="AmqpEncodeException">A member holds a value that cannot be sent. <see cref="AmqpContracts"/> and senders name it in the message.</exception>
    static abstract void WriteValue(ref AmqpWriter writer, in TSelf value);

    /// <summary>
    /// The exception that names the member whose value cannot be sent, for one that does not, since encoders keep no track of it; the same where none is
    /// found.
    /// </summary>
    /// <param name="value">The contract.</param>
    /// <param name="exception">What <see cref="WriteMessage"/> or <see cref="WriteValue"/> has thrown for it.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual AmqpEncodeException Explain(in TSelf value, AmqpEncodeException exception) => exception;

    /// <summary>Reads a contract. Called by <see cref="AmqpContracts"/> and by decoders of contracts that nest it.</summary>
    /// <param name="reader">Stands at the first section of the message, or at the value; stands behind it afterwards.</param>
    /// <param name="isMessage">Whether the bytes are the sections of a message, not the value alone.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="AmqpDecodeException">The bytes are no AMQP, or do not hold the contract; the message names the member, what was expected and what was found.</exception>
    /// <exception cref="NotSupportedException">The contract cannot be made of its members, so that there is no decoder.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual TSelf Read(ref AmqpReader reader, bool isMessage) => throw AmqpContractErrors.NotReadable(typeof(TSelf));

    /// <inheritdoc cref="IAmqpEncoder{T}.SetSections"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual void SetSections(in TSelf value, ref Header header, ref Properties properties)
    {
    }

    /// <inheritdoc cref="IAmqpEncoder{T}.WriteMessageAnnotations"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual void WriteMessageAnnotations(ref AmqpWriter writer, ref AmqpMapSection section, in TSelf value)
    {
    }

    /// <inheritdoc cref="IAmqpEncoder{T}.WriteApplicationProperties"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual void WriteApplicationProperties(ref AmqpWriter writer, ref AmqpMapSection section, in TSelf value)
    {
    }

    /// <inheritdoc cref="IAmqpEncoder{T}.WriteDeliveryAnnotations"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual void WriteDeliveryAnnotations(ref AmqpWriter writer, ref AmqpMapSection section, in TSelf value)
    {
    }

    /// <inheritdoc cref="IAmqpEncoder{T}.WriteFooter"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual void WriteFooter(ref AmqpWriter writer, ref AmqpMapSection section, in TSelf value)
    {
    }

    /// <inheritdoc cref="IAmqpEncoder{T}.WriteBody"/>
    /// <exception cref="NotSupportedException">The contract was built with an earlier version of TypedSender, or is written by hand.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual void WriteBody(ref AmqpWriter writer, in TSelf value)
        => throw new NotSupportedException($"{typeof(TSelf)} cannot be sent by a generic method that adds to its message, because it was built with an earlier version of TypedSender. Build it again with this one.");
}
