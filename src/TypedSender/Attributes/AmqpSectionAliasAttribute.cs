namespace TypedSender;

/// <summary>
/// Makes an attribute of yours stand for a section attribute: where yours stands, generated code reads it as that one. For names that one broker or one application has for a
/// place in a message.
/// </summary>
/// <remarks>
/// The first argument of your attribute's constructor is the constant; a constructor without arguments marks a member or parameter. Named arguments are not read.
/// Two attributes for one place at one level are two bindings of one field, whichever of them is an alias.
/// </remarks>
/// <example>
/// <code>
/// [AmqpSectionAlias(typeof(ApplicationPropertyAttribute), "tenant", ValueType = typeof(string), MaxLength = 40)]
/// [AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
/// public sealed class TenantAttribute : Attribute;
/// </code>
/// </example>
/// <param name="section">The section attribute that it stands for, such as <see cref="GroupIdAttribute"/>.</param>
/// <param name="name">The key of an application property or message annotation; nothing for other sections.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AmqpSectionAliasAttribute(Type section, string name = "") : Attribute
{
    /// <summary>The section attribute that it stands for.</summary>
    public Type Section { get; } = section;

    /// <summary>The key of an application property or message annotation; empty for other sections.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// The type that members, parameters and constants have in place of any that the section takes; <see cref="DateTime"/> is taken where <see cref="DateTimeOffset"/> is. Null for any.
    /// </summary>
    public Type? ValueType { get; set; }

    /// <summary>The most characters (UTF-16) of a text; a longer constant is an error of the compiler, a longer value one of the call. 0 for no limit.</summary>
    public int MaxLength { get; set; }
}
