namespace TypedSender;

/// <summary>
/// Says how a member travels in the body. It also brings in members that are not public, and keeps in the body what a section attribute places elsewhere.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class AmqpMemberAttribute : Attribute
{
    /// <summary>The member is part of the body under its own name.</summary>
    public AmqpMemberAttribute()
    {
    }

    /// <summary>The member is part of the body under <paramref name="name"/>.</summary>
    /// <param name="name">The key in a map body.</param>
    public AmqpMemberAttribute(string name) => Name = name;

    /// <summary>The key in a map body, which other bodies do not have; the member's name as it is written in C# when null.</summary>
    public string? Name { get; set; }

    /// <summary>The place in a list body, from 0 to 4095; every member of a list or sequence has one. Maps ignore it.</summary>
    public int Order { get; set; } = -1;

    /// <summary>Whether a string, or an enum sent by name, travels as a symbol, which is ASCII, in place of a string.</summary>
    public bool Symbol { get; set; }
}
