using System.ComponentModel;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>One message to be sent: a generated struct that holds a send method's arguments and writes every section of the message.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IAmqpMessageSource
{
    /// <summary>Writes the sections of the message in the order of AMQP 1.0, 3.2.</summary>
    /// <param name="writer">Where the octets go.</param>
    void Encode(ref AmqpWriter writer);
}
