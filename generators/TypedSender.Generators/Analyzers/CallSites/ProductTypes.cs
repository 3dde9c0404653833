using Microsoft.CodeAnalysis;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Recognizes the types of this product's libraries.</summary>
internal static class ProductTypes
{
    /// <summary>Whether the type is in the namespace of the product or one below it, and in one of its assemblies.</summary>
    public static bool Has(INamedTypeSymbol type)
    {
        INamespaceSymbol space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space.Name == Attributes.Namespace && type.ContainingAssembly.Name.StartsWith(Attributes.Namespace, System.StringComparison.Ordinal);
    }
}
