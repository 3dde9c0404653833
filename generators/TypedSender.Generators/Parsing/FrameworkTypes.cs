using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>Which types are .NET's own, so that no user can change them.</summary>
internal static class FrameworkTypes
{
    public static bool Has(ITypeSymbol type)
    {
        INamespaceSymbol? space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return type.SpecialType != SpecialType.None || (space?.Name == "System" && type.DeclaringSyntaxReferences.Length == 0);
    }
}
