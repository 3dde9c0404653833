using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedSender.Generators.Parsing;

/// <summary>The names of symbols, as generated code and messages write them.</summary>
internal static class Names
{
    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat Readable = SymbolDisplayFormat.CSharpErrorMessageFormat;

    /// <summary>From <c>global::</c> or an alias on, without the question mark of the reference itself.</summary>
    public static string FullName(ITypeSymbol type) => ExternAliases.Display(type.WithNullableAnnotation(NullableAnnotation.None), Full);

    /// <summary>From <c>global::</c> or an alias on, with every question mark.</summary>
    public static string FullNullableName(ITypeSymbol type) => ExternAliases.Display(type, Full);

    /// <summary>For people.</summary>
    public static string Display(ISymbol symbol) => symbol.ToDisplayString(Readable);

    /// <summary>The name as C# writes it, with an at sign before a keyword.</summary>
    public static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>The namespace and name in metadata, without containers' arity: what a well-known type is compared by.</summary>
    public static string WellKnown(INamedTypeSymbol type)
    {
        INamedTypeSymbol definition = type.OriginalDefinition;
        if (definition.ContainingType is not null || definition.ContainingNamespace is null || definition.ContainingNamespace.IsGlobalNamespace)
        {
            return definition.MetadataName;
        }

        return definition.ContainingNamespace.ToDisplayString() + "." + definition.MetadataName;
    }

    /// <summary>The full name in metadata, such as <c>Shop.Orders+Line`1</c>: no two types of a compilation share it.</summary>
    public static string Metadata(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } container)
        {
            return Metadata(container) + "+" + type.MetadataName;
        }

        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? Namespace(space, escape: false) + "." + type.MetadataName : type.MetadataName;
    }

    /// <summary>A namespace as C# writes it.</summary>
    public static string Namespace(INamespaceSymbol space, bool escape = true)
    {
        if (space.IsGlobalNamespace)
        {
            return string.Empty;
        }

        string name = escape ? Escape(space.Name) : space.Name;
        return space.ContainingNamespace is { IsGlobalNamespace: false } outer ? Namespace(outer, escape) + "." + name : name;
    }
}
