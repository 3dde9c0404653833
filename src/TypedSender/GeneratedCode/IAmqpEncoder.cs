using System.ComponentModel;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.GeneratedCode;

/// <summary>Writes a contract. The generator nests the implementation in the contract, so that it reads what only the contract may read.</summary>
/// <typeparam name="T">The contract.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IAmqpEncoder<T>
{
    /// <summary>Sets the fields of the header and of the properties that the contract binds, over what they hold; a null member sets nothing.</summary>
    /// <param name="value">The contract.</param>
    /// <param name="header">The header section (AMQP 1.0, 3.2.1).</param>
    /// <param name="properties">The properties section (AMQP 1.0, 3.2.4).</param>
    static abstract void SetSections(in T value, ref Header header, ref Properties properties);

    /// <summary>Adds the message annotations that the contract binds, unless a nearer binding has added the same key.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="section">The section, begun with its first entry.</param>
    /// <param name="value">The contract.</param>
    static abstract void WriteMessageAnnotations(ref AmqpWriter writer, ref AmqpMapSection section, in T value);

    /// <summary>Adds the application properties that the contract binds, unless a nearer binding has added the same key.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="section">The section, begun with its first entry.</param>
    /// <param name="value">The contract.</param>
    static abstract void WriteApplicationProperties(ref AmqpWriter writer, ref AmqpMapSection section, in T value);

    /// <summary>Writes the message of the contract that no sender adds to: every section, in the order of AMQP 1.0, 3.2.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The contract.</param>
    static abstract void WriteMessage(ref AmqpWriter writer, in T value);

    /// <summary>Writes the body of a message, section descriptor included (AMQP 1.0, 3.2.6 to 3.2.8).</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The contract.</param>
    static abstract void WriteBody(ref AmqpWriter writer, in T value);

    /// <summary>Writes the value alone, as the body holds it and as other contracts nest it.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The contract.</param>
    /// <param name="depth">How many contracts enclose this one.</param>
    static abstract void WriteValue(ref AmqpWriter writer, in T value, int depth);

    /// <summary>Adds the delivery annotations that the contract binds, unless a nearer binding has added the same key.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="section">The section, begun with its first entry.</param>
    /// <param name="value">The contract.</param>
    static virtual void WriteDeliveryAnnotations(ref AmqpWriter writer, ref AmqpMapSection section, in T value)
    {
    }

    /// <summary>Adds the entries of the footer that the contract binds, unless a nearer binding has added the same key.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="section">The section, begun with its first entry.</param>
    /// <param name="value">The contract.</param>
    static virtual void WriteFooter(ref AmqpWriter writer, ref AmqpMapSection section, in T value)
    {
    }

    /// <summary>Writes one member that may hold what cannot be sent, by itself: to find out which one does, once the contract could not be written.</summary>
    /// <param name="writer">Where the bytes go, which are not used.</param>
    /// <param name="value">The contract.</param>
    /// <param name="index">The member, from 0 on.</param>
    /// <param name="depth">How many contracts enclose this one.</param>
    /// <param name="member">Becomes the contract and the member, for the exception, before the member is written.</param>
    /// <returns>Whether there is a member of that index.</returns>
    static virtual bool WriteMember(ref AmqpWriter writer, in T value, int index, int depth, ref string member) => false;
}
