namespace TypedSender;

/// <summary>
/// Has a value written by a formatter of your own: on a member of a contract or a parameter of a send method it holds there, on a type wherever it is used.
/// </summary>
/// <remarks>
/// It formats the whole value, or, if that is a list or a map and the formatter is one of their elements or values, each of those. Keys of maps and the
/// fields of header and properties, such as <c>message-id</c>, have types of their own and take no formatter. The nearer wins: member, then type.
/// </remarks>
/// <param name="formatter">A class or struct that implements <see cref="IAmqpFormatter{T}"/> for the type.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter
    | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface, Inherited = false)]
public sealed class AmqpFormatterAttribute(Type formatter) : Attribute
{
    /// <summary>The formatter.</summary>
    public Type Formatter { get; } = formatter;
}
