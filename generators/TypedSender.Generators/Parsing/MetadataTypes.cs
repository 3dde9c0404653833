using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Finds members of a metadata type that stand for none of the type it describes, so that what they say would silently not hold.</summary>
internal static class MetadataTypes
{
    public static void Check(ContractDeclaration declaration, DiagnosticBag diagnostics)
    {
        if (declaration.MetadataType is not { } metadata)
        {
            return;
        }

        INamedTypeSymbol contract = declaration.Type;
        var members = new Dictionary<string, ITypeSymbol>();
        foreach (ISymbol member in ContractMembers.All(contract))
        {
            if (!member.IsStatic && TypeOf(member) is { } type)
            {
                members[member.Name] = type;
            }
        }

        foreach (ISymbol marked in ContractMembers.All(metadata))
        {
            if (marked.IsStatic || TypeOf(marked) is not { } type || type.TypeKind == TypeKind.Error || marked.IsImplicitlyDeclared)
            {
                continue;
            }

            string? reason = !members.TryGetValue(marked.Name, out ITypeSymbol? actual) ? "it has no property or field of that name"
                : !SymbolEqualityComparer.Default.Equals(type, actual) ? $"that is of type '{Names.Display(actual)}'"
                : contract.TypeKind == TypeKind.Interface ? "an interface sends what the types that implement it send"
                : null;
            if (reason is not null)
            {
                diagnostics.Add(ExternalRules.NoSuchMember, Locations.Of(marked, declaration.Location), Names.Display(marked), Names.Display(contract), reason);
            }
        }
    }

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IPropertySymbol { IsIndexer: false } property => property.Type,
        IFieldSymbol { AssociatedSymbol: null } field => field.Type,
        _ => null,
    };
}
