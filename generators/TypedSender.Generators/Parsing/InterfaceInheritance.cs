using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>Which of two interfaces inherits the other.</summary>
internal static class InterfaceInheritance
{
    /// <summary>Whether they are one, or one of them inherits the other.</summary>
    public static bool Joins(INamedTypeSymbol one, INamedTypeSymbol other)
        => SymbolEqualityComparer.Default.Equals(one, other) || Inherits(one, other) || Inherits(other, one);

    /// <summary>The contradictions of two interfaces, where neither is nearer.</summary>
    public static string Conflict(INamedTypeSymbol one, INamedTypeSymbol other)
        => $"by '{Names.Display(one)}' and by '{Names.Display(other)}', of which none inherits the other";

    private static bool Inherits(INamedTypeSymbol one, INamedTypeSymbol other)
    {
        foreach (INamedTypeSymbol inherited in one.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(inherited, other))
            {
                return true;
            }
        }

        return false;
    }
}
