using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>Whether generated code, which stands in a file of its own, can name a type of the user's.</summary>
internal static class TypeAccessibility
{
    /// <summary>The obstacle, for people, or null.</summary>
    public static string? Obstacle(INamedTypeSymbol type, IAssemblySymbol from)
    {
        for (INamedTypeSymbol? each = type; each is not null; each = each.ContainingType)
        {
            if (Modifier(each, from) is { } modifier)
            {
                return $"'{Names.Display(each)}' is {modifier}";
            }
        }

        return null;
    }

    private static string? Modifier(INamedTypeSymbol type, IAssemblySymbol from)
        => type.IsFileLocal
            ? "local to its file"
            : type.DeclaredAccessibility switch
            {
                Accessibility.Private => "private",
                Accessibility.Protected => "protected",
                Accessibility.ProtectedAndInternal => "private protected",
                Accessibility.Internal or Accessibility.ProtectedOrInternal when !IsFriend(type.ContainingAssembly, from) => "internal to another assembly",
                _ => null,
            };

    /// <summary>Whether one assembly may use what is internal to the other.</summary>
    public static bool IsFriend(IAssemblySymbol owner, IAssemblySymbol from)
        => SymbolEqualityComparer.Default.Equals(owner, from) || owner.GivesAccessTo(from);
}
