namespace TypedSender;

/// <summary>
/// Sends a collection as an array (AMQP 1.0, 1.6.24), whose elements share one constructor, in place of a list. It is more compact, and not every reader knows arrays of each type:
/// use it where the reader asks for one.
/// </summary>
/// <remarks>
/// The elements are of one type that AMQP has: <see cref="bool"/>, a number, a decimal, a character, a moment, a <see cref="Guid"/>, a string, a symbol, binary, or an enum sent as a number; none is null.
/// Strings, symbols and binary have the constructor of four-byte lengths. An array without elements names the constructor too. Of nested collections the outermost is the array; <c>byte[]</c> itself becomes an array of ubyte.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class AmqpArrayAttribute : Attribute;
