using System.Runtime.CompilerServices;
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

    private static readonly ConditionalWeakTable<INamedTypeSymbol, string> KnownTypes = new();

    /// <summary>From <c>global::</c> or an alias on, without the question mark of the reference itself.</summary>
    public static string FullName(ITypeSymbol type)
        => Keyword(type) ?? FullNullableName(type.NullableAnnotation == NullableAnnotation.None ? type : type.WithNullableAnnotation(NullableAnnotation.None));

    /// <summary>From <c>global::</c> or an alias on, with every question mark.</summary>
    public static string FullNullableName(ITypeSymbol type)
        => SymbolFacts.Get(static facts => facts.FullNames, type, static each => ExternAliases.Display(each, Full));

    /// <summary>For people.</summary>
    public static string Display(ISymbol symbol) => SymbolFacts.Get(static facts => facts.DisplayNames, symbol, static each => each.ToDisplayString(Readable));

    /// <summary>The name as C# writes it, with an at sign before a keyword.</summary>
    public static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>The namespace and name in metadata, without containers' arity: what a well-known type is compared by.</summary>
    public static string WellKnown(INamedTypeSymbol type)
    {
        INamedTypeSymbol definition = type.OriginalDefinition;
        return KnownTypes.TryGetValue(definition, out string? name) ? name : KnownTypes.GetValue(definition, static each => each.ContainingType is null ? Metadata(each) : each.MetadataName);
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
    public static string Namespace(INamespaceSymbol space) => SymbolFacts.Get(static facts => facts.Namespaces, space, static each => Namespace(each, escape: true));

    /// <summary>A namespace as metadata has it.</summary>
    public static string MetadataNamespace(INamespaceSymbol space) => Namespace(space, escape: false);

    /// <summary>The keyword of a type that has one, and that no question mark belongs to.</summary>
    private static string? Keyword(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Byte => "byte",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        SpecialType.System_Decimal => "decimal",
        SpecialType.System_Char => "char",
        SpecialType.System_String => "string",
        _ => null,
    };

    private static string Namespace(INamespaceSymbol space, bool escape)
    {
        if (space.IsGlobalNamespace)
        {
            return string.Empty;
        }

        string name = escape ? Escape(space.Name) : space.Name;
        return space.ContainingNamespace is { IsGlobalNamespace: false } outer ? Namespace(outer, escape) + "." + name : name;
    }
}
