namespace TypedSender.Generators.Model;

/// <summary>A member or parameter in a place outside the body.</summary>
/// <param name="Slot">The place.</param>
/// <param name="Key">The key within a map section; empty for a field.</param>
/// <param name="Name">The member or parameter, escaped.</param>
/// <param name="DisplayName">The member or parameter for people.</param>
/// <param name="Value">Its type.</param>
internal sealed record ValueBinding(SectionSlot Slot, string Key, string Name, string DisplayName, ValueModel Value)
{
    /// <inheritdoc cref="MemberModel.Owner"/>
    public string? Owner { get; init; }

    /// <summary>Whether a time to live sets the times of creation and expiry as well.</summary>
    public bool SetsExpiryTimes { get; init; }

    /// <summary>The address that is made for each call in place of a parameter; null for a member or parameter.</summary>
    public AddressModel? Address { get; init; }

    /// <summary>How C# reads it.</summary>
    /// <param name="prefix">What stands before its name; nothing before a parameter.</param>
    public string Access(string prefix) => Value.Unwrap(Owner is null ? prefix + Name : $"(({Owner})value).{Name}");
}
