using System.Collections;
using System.ComponentModel;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>Writes values by the type that they have at run time, where simple types alone may stand. Thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpUntypedValues
{
    /// <summary>Writes one value of a simple type, for an application property (AMQP 1.0, 3.2.5).</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The value.</param>
    /// <param name="member">The contract and the member, or the parameter, for the exception.</param>
    /// <exception cref="AmqpEncodeException">It is a list, map, array or described value, or AMQP has no type for it.</exception>
    public static void WriteSimple(ref AmqpWriter writer, object value, string member)
    {
        if (value is AmqpMap or AmqpArray or AmqpDescribed or IDictionary or (IList and not byte[]))
        {
            throw new AmqpEncodeException($"{member} holds a {value.GetType()}, but application properties hold simple types only (AMQP 1.0, 3.2.5). Send it in the body.") { Member = member };
        }

        writer.WriteValue(value);
    }
}
