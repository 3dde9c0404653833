using System.ComponentModel;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>Reads one value that is not null.</summary>
/// <typeparam name="T">Its type.</typeparam>
/// <param name="reader">Stands at the value; stands behind it afterwards.</param>
/// <exception cref="AmqpDecodeException">The value is of another type, or out of range.</exception>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate T AmqpRead<out T>(ref AmqpReader reader);
