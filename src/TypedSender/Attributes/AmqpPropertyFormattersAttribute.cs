namespace TypedSender;

/// <summary>
/// Makes an attribute of yours choose formatters for application properties and message annotations, by the types of their values: for a broker whose SDK writes types that AMQP has none for.
/// </summary>
/// <remarks>
/// Your attribute may stand on a member or parameter, a method, a contract, a sender interface and an assembly; the nearest wins. The first argument of its constructor may be a
/// <see cref="bool"/>: false ends the effect of a farther one. An <see cref="AmqpFormatterAttribute"/> or <see cref="AmqpDurationAttribute"/> on the member or parameter comes before it.
/// Such a formatter may write a described value, which application properties do not hold by AMQP 1.0, 3.2.5, and no list, map or array. Values in bodies, and in lists and maps of annotations, are not affected.
/// </remarks>
/// <param name="formatters">Types that implement <see cref="IAmqpFormatter{T}"/> and are public.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AmqpPropertyFormattersAttribute(params Type[] formatters) : Attribute
{
    /// <summary>The formatters, each for the types that it formats.</summary>
    public IReadOnlyList<Type> Formatters { get; } = formatters;
}
