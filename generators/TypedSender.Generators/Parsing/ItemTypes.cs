using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>Which parameters hold several messages, and of what.</summary>
internal static class ItemTypes
{
    /// <summary>The type of the items, and how they are gone through; null of a type that holds none.</summary>
    public static (ITypeSymbol Item, ItemSource Source)? Of(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_String)
        {
            return null;
        }

        if (CollectionTypes.Sequence(type) is { } sequence)
        {
            return (sequence.Element, CollectionTypes.IsReadOnlyList(type, sequence.Element) ? ItemSource.List : ItemSource.Collection);
        }

        return type is not INamedTypeSymbol named ? null
            : Names.WellKnown(named) is "System.ReadOnlyMemory`1" or "System.Memory`1" ? (named.TypeArguments[0], ItemSource.Collection)
            : CollectionTypes.AsyncItem(named) is { } item ? (item, ItemSource.Stream)
            : null;
    }

    /// <summary>The type of the items of a span; null of another type.</summary>
    public static ITypeSymbol? OfSpan(ITypeSymbol type)
        => type is INamedTypeSymbol { IsRefLikeType: true } named && Names.WellKnown(named) is "System.ReadOnlySpan`1" or "System.Span`1"
            ? ((INamedTypeSymbol)type).TypeArguments[0]
            : null;
}
