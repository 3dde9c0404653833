using System.Globalization;

namespace TypedSender;

/// <summary>What the items that are sent together come from, for the texts that name one of them.</summary>
/// <param name="Name">What the caller gave: a list or a sequence.</param>
/// <param name="Offset">The number of items before the first of them.</param>
internal readonly record struct ItemOrigin(string Name, long Offset)
{
    /// <summary>A list that is sent as a whole.</summary>
    public static ItemOrigin List => new("list", 0);

    /// <summary>Names an item: <c>Item 17 of the list</c>.</summary>
    /// <param name="index">Its place among those that are sent together.</param>
    public string Describe(int index) => string.Create(CultureInfo.InvariantCulture, $"Item {Offset + index} of the {Name}");
}
