namespace TypedSender.Generators.Model;

/// <summary>A member of a contract's body.</summary>
/// <param name="Name">The member, escaped.</param>
/// <param name="DisplayName">The member for people.</param>
/// <param name="Key">Its key in a map.</param>
/// <param name="Order">Its place in a list.</param>
/// <param name="Value">Its type.</param>
internal sealed record MemberModel(string Name, string DisplayName, string Key, int Order, ValueModel Value)
{
    /// <summary>The full name of the base type that it must be read through, because something else hides it; null if nothing does.</summary>
    public string? Owner { get; init; }

    /// <summary>How C# reads it.</summary>
    /// <param name="prefix">What stands before its name; nothing before a parameter.</param>
    public string Access(string prefix) => Value.Unwrap(Owner is null ? prefix + Name : $"(({Owner})value).{Name}");
}
