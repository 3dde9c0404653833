using System.ComponentModel;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>One message to be sent: a generated struct that holds a send method's arguments and writes every section of the message.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IAmqpMessageSource
{
    /// <summary>Writes the sections of the message in the order of AMQP 1.0, 3.2.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    void Encode(ref AmqpWriter writer);

    /// <summary>
    /// Writes the contract, or one argument that may hold what cannot be sent, by itself: to find out which one does, once the message could not be
    /// written.
    /// </summary>
    /// <param name="writer">Where the bytes go, which are not used.</param>
    /// <param name="index">The argument, from 0 on.</param>
    /// <param name="member">Becomes the name of the parameter, for the exception, before it is written.</param>
    /// <returns>Whether there is an argument of that index.</returns>
    bool WriteMember(ref AmqpWriter writer, int index, ref string member) => false;
}
