namespace TypedSender;

/// <summary>
/// Sends values of a type that wraps one value, such as a strongly typed id, as that value: wherever the type is a member, an element, the key of a map, an application property, or a field such as
/// <c>message-id</c>, it is as if the value itself stood there.
/// </summary>
/// <remarks>
/// The wrapped value is a property or field of the wrapper that generated code can read. Its own attributes, such as <see cref="AmqpDurationAttribute"/>, hold wherever the wrapper is used. A wrapper that is null is null.
/// On an assembly it names a wrapper of another assembly; it holds for the members and parameters that the assembly declares.
/// </remarks>
/// <example>
/// <code>
/// [AmqpTransparent] public readonly record struct OrderId(Guid Value);
///
/// [assembly: AmqpTransparent(typeof(StringEnum&lt;&gt;), nameof(StringEnum&lt;DayOfWeek&gt;.StringValue))]
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Assembly, AllowMultiple = true, Inherited = false)]
public sealed class AmqpTransparentAttribute : Attribute
{
    /// <summary>The marked type wraps its only public property or field.</summary>
    public AmqpTransparentAttribute()
    {
    }

    /// <summary>The marked type wraps the property or field that is called <paramref name="member"/>.</summary>
    /// <param name="member">A property or field of the marked type.</param>
    public AmqpTransparentAttribute(string member) => Member = member;

    /// <summary>A type of another assembly wraps the property or field that is called <paramref name="member"/>.</summary>
    /// <param name="type">The wrapper; of a generic type <c>typeof(Wrapper&lt;&gt;)</c> for each that is made of it.</param>
    /// <param name="member">A property or field of it.</param>
    public AmqpTransparentAttribute(Type type, string member)
    {
        Type = type;
        Member = member;
    }

    /// <summary>The property or field whose value is sent; null for the only one that is public.</summary>
    public string? Member { get; }

    /// <summary>The wrapper, where the attribute stands on an assembly; null for the marked type.</summary>
    public Type? Type { get; }
}
