using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>The types that are written as a list or as a map, and how generated code goes through them.</summary>
internal static class CollectionTypes
{
    private const string Generic = "System.Collections.Generic.";

    /// <summary>The key and value types of a dictionary, or null.</summary>
    public static (ITypeSymbol Key, ITypeSymbol Value)? Dictionary(ITypeSymbol type)
    {
        INamedTypeSymbol? dictionary = Implemented(type, Generic + "IReadOnlyDictionary`2") ?? Implemented(type, Generic + "IDictionary`2");
        return dictionary is null ? null : (dictionary.TypeArguments[0], dictionary.TypeArguments[1]);
    }

    /// <summary>The element type of a list and the way through it, or null.</summary>
    public static (ITypeSymbol Element, Iteration Iteration)? Sequence(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            return (array.ElementType, Iteration.Array);
        }

        if (type is not INamedTypeSymbol named || Implemented(named, Generic + "IEnumerable`1") is not { } sequence)
        {
            return null;
        }

        Iteration iteration = Names.WellKnown(named) switch
        {
            Generic + "List`1" => Iteration.List,
            "System.ArraySegment`1" => Iteration.Array,
            "System.Collections.Immutable.ImmutableArray`1" => Iteration.ImmutableArray,
            Generic + "IReadOnlyList`1" or Generic + "IList`1" or "System.Collections.ObjectModel.ReadOnlyCollection`1"
                or "System.Collections.ObjectModel.Collection`1" or "System.Collections.ObjectModel.ObservableCollection`1" => Iteration.Index,
            _ => Iteration.Enumerable,
        };
        return (sequence.TypeArguments[0], iteration);
    }

    /// <summary>Whether the type can be gone through by index without making a list of it first.</summary>
    public static bool IsReadOnlyList(ITypeSymbol type) => Implemented(type, Generic + "IReadOnlyList`1") is not null;

    private static INamedTypeSymbol? Implemented(ITypeSymbol type, string name)
    {
        if (type is INamedTypeSymbol named && Names.WellKnown(named) == name)
        {
            return named;
        }

        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (Names.WellKnown(implemented) == name)
            {
                return implemented;
            }
        }

        return null;
    }
}
