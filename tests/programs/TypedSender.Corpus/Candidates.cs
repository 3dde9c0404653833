using Microsoft.CodeAnalysis;

namespace TypedSender.Corpus;

/// <summary>The types that look like messages: public or internal, not generic, with public readable properties and hardly any behaviour.</summary>
internal static class Candidates
{
    private static readonly string[] BaseTypesOfOtherThings = ["Exception", "Attribute", "EventArgs", "Controller", "DbContext"];

    private static readonly string[] NamesOfOtherThings =
    [
        "Client", "Service", "Converter", "Exception", "Handler", "Consumer", "Extensions", "Serializer", "Factory", "Test", "Tests", "Saga", "StateMachine", "Activity",
        "Definition", "Configurator", "Observer", "Filter", "Middleware", "Context",
    ];

    /// <summary>The metadata names of the candidates, in order.</summary>
    public static IReadOnlyList<string> Find(Compilation compilation) =>
        [.. All(compilation.Assembly.GlobalNamespace).Where(IsCandidate).Select(MetadataName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The name that <see cref="Compilation.GetTypeByMetadataName"/> takes.</summary>
    public static string MetadataName(INamedTypeSymbol type) => type.ContainingType is { } containing
        ? $"{MetadataName(containing)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";

    /// <summary>The type and its base types below object and ValueType.</summary>
    public static IEnumerable<INamedTypeSymbol> Hierarchy(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null && current.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); current = current.BaseType)
        {
            yield return current;
        }
    }

    private static IEnumerable<INamedTypeSymbol> All(INamespaceOrTypeSymbol parent)
    {
        foreach (ISymbol member in parent.GetMembers())
        {
            if (member is INamedTypeSymbol type)
            {
                yield return type;
            }

            if (member is INamespaceOrTypeSymbol nested)
            {
                foreach (INamedTypeSymbol inner in All(nested))
                {
                    yield return inner;
                }
            }
        }
    }

    private static bool IsCandidate(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsStatic || type.IsRefLikeType || type.IsImplicitlyDeclared || type.IsFileLocal)
        {
            return false;
        }

        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.Arity > 0 || outer.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal))
            {
                return false;
            }
        }

        if (NamesOfOtherThings.Any(name => type.Name.EndsWith(name, StringComparison.Ordinal)) || Hierarchy(type).Skip(1).Any(ancestor => BaseTypesOfOtherThings.Contains(ancestor.Name)))
        {
            return false;
        }

        int properties = Hierarchy(type).Sum(ancestor => ancestor.GetMembers().OfType<IPropertySymbol>().Count(
            property => !property.IsStatic && !property.IsIndexer && property.DeclaredAccessibility == Accessibility.Public && property.GetMethod is not null));
        int methods = type.GetMembers().OfType<IMethodSymbol>().Count(
            method => method is { MethodKind: MethodKind.Ordinary, IsImplicitlyDeclared: false, IsOverride: false, IsStatic: false, DeclaredAccessibility: Accessibility.Public });
        return properties > 0 && methods <= Math.Max(2, properties);
    }
}
