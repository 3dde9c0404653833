using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// The collections around the type that is being parsed. A collection may hold itself, directly, through others, or as an ever larger type
/// (<c>class G&lt;T&gt; : IEnumerable&lt;G&lt;G&lt;T&gt;&gt;&gt;</c>): no encoder can be written for it, and a walk over its elements has no end.
/// </summary>
internal sealed class CollectionPath
{
    private const int MaxDepth = 32;

    // An element that is no type argument of its collection may be larger than the collection, so that no type comes twice.
    private const int MaxGrowth = 3;

    private Stack<ITypeSymbol>? _types;

    /// <summary>Whether there is no collection around.</summary>
    public bool IsEmpty => _types is not { Count: > 0 };

    /// <summary>Goes into a collection, unless it has no end. Every success is to be followed by <see cref="Leave"/>.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="element">The type of its elements or values.</param>
    public bool TryEnter(ITypeSymbol collection, ITypeSymbol element)
    {
        _types ??= new Stack<ITypeSymbol>();
        if (_types.Count == MaxDepth)
        {
            return false;
        }

        int growth = 0;
        foreach (ITypeSymbol outer in _types)
        {
            if (SymbolEqualityComparer.Default.Equals(outer, collection))
            {
                return false;
            }

            growth += SymbolEqualityComparer.Default.Equals(outer.OriginalDefinition, collection.OriginalDefinition) ? 1 : 0;
        }

        if (growth >= MaxGrowth && !IsArgument(collection, element))
        {
            return false;
        }

        _types.Push(collection);
        return true;
    }

    public void Leave() => _types!.Pop();

    /// <summary>The outermost collection of the same definition: what the user wrote, where a refused one is larger.</summary>
    public ITypeSymbol Outermost(ITypeSymbol collection)
    {
        ITypeSymbol outermost = collection;
        foreach (ITypeSymbol outer in _types ?? new Stack<ITypeSymbol>())
        {
            outermost = SymbolEqualityComparer.Default.Equals(outer.OriginalDefinition, collection.OriginalDefinition) ? outer : outermost;
        }

        return outermost;
    }

    private static bool IsArgument(ITypeSymbol collection, ITypeSymbol element)
    {
        if (collection is not INamedTypeSymbol named)
        {
            return true;
        }

        foreach (ITypeSymbol argument in named.TypeArguments)
        {
            if (SymbolEqualityComparer.Default.Equals(argument, element))
            {
                return true;
            }
        }

        return false;
    }
}
