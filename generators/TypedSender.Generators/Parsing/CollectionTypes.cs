using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>The types that are written as a list or as a map, and how generated code goes through them.</summary>
internal static class CollectionTypes
{
    private const string Generic = "System.Collections.Generic.";

    /// <summary>The key and value types of a dictionary, or null.</summary>
    public static (ITypeSymbol Key, ITypeSymbol Value)? Dictionary(ITypeSymbol type)
        => Entries(type) is { } entries ? (entries.TypeArguments[0], entries.TypeArguments[1]) : null;

    /// <summary>The element type of a list and the way through it, or null.</summary>
    public static (ITypeSymbol Element, Iteration Iteration)? Sequence(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            return (array.ElementType, Iteration.Array);
        }

        if (type is not INamedTypeSymbol named || Chosen(Implemented(named, Generic + "IEnumerable`1"), type) is not { } sequence)
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

    /// <summary>The type of the items of the only asynchronous sequence that the type is; null if it is none, or several.</summary>
    public static ITypeSymbol? AsyncItem(ITypeSymbol type)
        => Implemented(type, Generic + "IAsyncEnumerable`1") is { Count: 1 } sequences ? sequences[0].TypeArguments[0] : null;

    /// <summary>The element type of memory that is gone through by its span, or null.</summary>
    public static ITypeSymbol? Memory(ITypeSymbol type)
        => type is INamedTypeSymbol named && Names.WellKnown(named) is "System.Memory`1" or "System.ReadOnlyMemory`1" ? named.TypeArguments[0] : null;

    /// <summary>
    /// Whether the type is a collection of several types of items, and <c>foreach</c> does not say which of them is meant: then it is neither a list nor a map.
    /// </summary>
    public static bool IsAmbiguous(ITypeSymbol type)
        => Entries(type) is null && Implemented(type, Generic + "IEnumerable`1") is { Count: > 1 } sequences && Chosen(sequences, type) is null;

    /// <summary>The interface by which a type is gone through as a collection of the items, or null if <c>foreach</c> by itself yields the same.</summary>
    /// <param name="type">The collection.</param>
    /// <param name="isItem">Whether a type is that of the items.</param>
    public static INamedTypeSymbol? EnumeratedAs(ITypeSymbol type, System.Func<ITypeSymbol, bool> isItem)
    {
        List<INamedTypeSymbol> sequences = Implemented(type, Generic + "IEnumerable`1");
        bool isFound = type.TypeKind == TypeKind.Interface && sequences.Count == 1
            ? !DeclaresEnumerator(type)
            : EnumerationPattern.Element(type) is { } element && isItem(element);
        return isFound || type is IArrayTypeSymbol ? null : sequences.Find(sequence => isItem(sequence.TypeArguments[0]));
    }

    /// <summary>Whether a type is that of the entries of a dictionary.</summary>
    public static bool IsEntry(ITypeSymbol type, ITypeSymbol key, ITypeSymbol value)
        => type is INamedTypeSymbol named
            && Names.WellKnown(named) == Generic + "KeyValuePair`2"
            && SymbolEqualityComparer.Default.Equals(named.TypeArguments[0], key)
            && SymbolEqualityComparer.Default.Equals(named.TypeArguments[1], value);

    /// <summary>Whether the type can be gone through by index without making a list of it first.</summary>
    /// <param name="type">The collection.</param>
    /// <param name="element">The type of its items.</param>
    public static bool IsReadOnlyList(ITypeSymbol type, ITypeSymbol element)
        => Implemented(type, Generic + "IReadOnlyList`1").Exists(list => SymbolEqualityComparer.Default.Equals(list.TypeArguments[0], element));

    /// <summary>The dictionary interface whose entries are sent.</summary>
    private static INamedTypeSymbol? Entries(ITypeSymbol type)
    {
        List<INamedTypeSymbol> dictionaries = Implemented(type, Generic + "IReadOnlyDictionary`2");
        foreach (INamedTypeSymbol dictionary in Implemented(type, Generic + "IDictionary`2"))
        {
            if (!dictionaries.Exists(other => IsSame(other, dictionary)))
            {
                dictionaries.Add(dictionary);
            }
        }

        return dictionaries.Count < 2
            ? dictionaries.Find(static _ => true)
            : EnumerationPattern.Element(type) is { } element ? dictionaries.Find(each => IsEntry(element, each.TypeArguments[0], each.TypeArguments[1])) : null;
    }

    /// <summary>Whether an interface, or one that it inherits, declares an enumerator of its own beside those of .NET.</summary>
    private static bool DeclaresEnumerator(ITypeSymbol type)
    {
        bool declares = Declares(type);
        foreach (INamedTypeSymbol inherited in type.AllInterfaces)
        {
            declares |= Declares(inherited);
        }

        return declares;

        static bool Declares(ITypeSymbol each)
            => each.GetMembers(EnumerationPattern.EnumeratorMethod).Length > 0
                && !(each is INamedTypeSymbol named && Names.WellKnown(named) is Generic + "IEnumerable`1" or "System.Collections.IEnumerable");
    }

    private static bool IsSame(INamedTypeSymbol left, INamedTypeSymbol right)
        => SymbolEqualityComparer.Default.Equals(left.TypeArguments[0], right.TypeArguments[0])
            && SymbolEqualityComparer.Default.Equals(left.TypeArguments[1], right.TypeArguments[1]);

    /// <summary>The only one, or of several the one whose items <c>foreach</c> yields; null if there is none.</summary>
    private static INamedTypeSymbol? Chosen(List<INamedTypeSymbol> sequences, ITypeSymbol type)
        => sequences.Count < 2
            ? sequences.Find(static _ => true)
            : EnumerationPattern.Element(type) is { } element ? sequences.Find(each => SymbolEqualityComparer.Default.Equals(each.TypeArguments[0], element)) : null;

    private static List<INamedTypeSymbol> Implemented(ITypeSymbol type, string name)
    {
        var found = new List<INamedTypeSymbol>();
        if (type is INamedTypeSymbol named && Is(named, name))
        {
            found.Add(named);
        }

        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (Is(implemented, name))
            {
                found.Add(implemented);
            }
        }

        return found;

        static bool Is(INamedTypeSymbol each, string name) => each.Arity > 0 && Names.WellKnown(each) == name;
    }
}
