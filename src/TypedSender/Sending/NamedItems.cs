namespace TypedSender;

/// <summary>Items that are sent together, and what they come from.</summary>
internal readonly record struct NamedItems<TItem>(IReadOnlyList<TItem> List, ItemOrigin Origin)
{
    /// <inheritdoc cref="ItemOrigin.Describe"/>
    public string Describe(int index) => Origin.Describe(index);
}
