namespace TypedSender.Generators.Model;

/// <summary>A member or parameter in a place outside the body.</summary>
/// <param name="Slot">The place.</param>
/// <param name="Key">The key within a map section; empty for a field.</param>
/// <param name="Name">The member or parameter, escaped.</param>
/// <param name="DisplayName">The member or parameter for people.</param>
/// <param name="Value">Its type.</param>
internal sealed record ValueBinding(SectionSlot Slot, string Key, string Name, string DisplayName, ValueModel Value);
