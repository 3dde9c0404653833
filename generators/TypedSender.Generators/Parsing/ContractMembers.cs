using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>A property or field of a contract.</summary>
/// <param name="Symbol">The property or field.</param>
/// <param name="Hidden">What it hides in a base type; null for nothing.</param>
internal readonly record struct ContractMember(ISymbol Symbol, ISymbol? Hidden);

/// <summary>The properties and fields of a contract, those of base types first.</summary>
internal static class ContractMembers
{
    /// <summary>The accessor that reads a property: its getter, or that of the property it overrides, when it overrides the setter alone.</summary>
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

    /// <summary>Whether the member is read in public: it, and its getter.</summary>
    public static bool IsPublic(ISymbol member)
        => member.DeclaredAccessibility == Accessibility.Public && (member is not IPropertySymbol property || Getter(property) is { DeclaredAccessibility: Accessibility.Public });

    /// <summary>Every property and field, those of base types first, hidden ones left out, an override in the place of what it overrides.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="reader">What reads them: the contract itself, or an assembly.</param>
    /// <param name="compilation">Tells what the reader can reach: what it cannot reach hides nothing from it.</param>
    public static IReadOnlyList<ContractMember> Of(INamedTypeSymbol contract, ISymbol reader, Compilation compilation)
    {
        var members = new List<ContractMember>();
        foreach (ISymbol member in All(contract))
        {
            Add(members, member, member.DeclaredAccessibility == Accessibility.Public || ReferenceEquals(member.ContainingType, reader) || compilation.IsSymbolAccessibleWithin(member, reader));
        }

        return members;
    }

    /// <summary>Every property and field, hidden and overridden ones too, those of base types first.</summary>
    public static IEnumerable<ISymbol> All(INamedTypeSymbol contract)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? type = contract; type is not null && type.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); type = type.BaseType)
        {
            chain.Push(type);
        }

        foreach (INamedTypeSymbol type in chain)
        {
            foreach (ISymbol member in type.GetMembers())
            {
                if (member is IPropertySymbol or IFieldSymbol { AssociatedSymbol: null, IsImplicitlyDeclared: false })
                {
                    yield return member;
                }
            }
        }
    }

    private static int IndexOf(List<ContractMember> members, string name)
    {
        for (int i = 0; i < members.Count; i++)
        {
            if (members[i].Symbol.Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    private static void Add(List<ContractMember> members, ISymbol member, bool isReachable)
    {
        int index = isReachable && member is not IPropertySymbol { IsIndexer: true } ? IndexOf(members, member.Name) : -1;
        if (index < 0)
        {
            members.Add(new ContractMember(member, null));
        }
        else if (member.IsOverride)
        {
            members[index] = new ContractMember(member, members[index].Hidden);
        }
        else
        {
            ISymbol hidden = members[index].Symbol;
            members.RemoveAt(index);
            members.Add(new ContractMember(member, hidden));
        }
    }
}
