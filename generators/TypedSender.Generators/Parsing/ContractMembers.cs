using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>The properties and fields of a contract, those of base types first.</summary>
internal static class ContractMembers
{
    /// <summary>What reads a property: its getter, or that of the property it overrides, when it overrides the setter alone.</summary>
    public static IMethodSymbol? Getter(IPropertySymbol property)
    {
        for (IPropertySymbol? each = property; each is not null; each = each.OverriddenProperty)
        {
            if (each.GetMethod is { } getter)
            {
                return getter;
            }
        }

        return null;
    }

    /// <summary>Every candidate, hidden ones left out, an override in the place of what it overrides.</summary>
    public static IReadOnlyList<ISymbol> Of(INamedTypeSymbol contract)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? type = contract; type is not null && type.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); type = type.BaseType)
        {
            chain.Push(type);
        }

        var members = new List<ISymbol>();
        foreach (INamedTypeSymbol type in chain)
        {
            foreach (ISymbol member in type.GetMembers())
            {
                if (IsCandidate(member))
                {
                    Add(members, member);
                }
            }
        }

        return members;
    }

    private static void Add(List<ISymbol> members, ISymbol member)
    {
        int index = members.FindIndex(other => other.Name == member.Name && !(member is IPropertySymbol { IsIndexer: true }));
        if (index < 0)
        {
            members.Add(member);
        }
        else if (member.IsOverride)
        {
            members[index] = member;
        }
        else
        {
            members.RemoveAt(index);
            members.Add(member);
        }
    }

    private static bool IsCandidate(ISymbol member)
        => member switch
        {
            IPropertySymbol => true,
            IFieldSymbol field => field.AssociatedSymbol is null && !field.IsImplicitlyDeclared,
            _ => false,
        };
}
