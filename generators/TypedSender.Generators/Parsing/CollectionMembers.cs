using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Finds what a collection holds besides its elements, which alone are sent.</summary>
internal static class CollectionMembers
{
    private const string Grouping = "System.Linq.IGrouping`2";

    // What the collections of .NET say of their elements.
    private static readonly HashSet<string> s_ofElements = new()
    {
        "Capacity", "Comparer", "Count", "IsEmpty", "IsFixedSize", "IsReadOnly", "IsSynchronized", "Keys", "Length", "SyncRoot", "Values",
    };

    public static void Check(ITypeSymbol type, TypeToken token, string member, DiagnosticBag diagnostics)
    {
        var names = new List<string>();
        for (ITypeSymbol? each = type; each is not null && MayDeclareMembers(each); each = each.BaseType)
        {
            Add(each, names);
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            foreach (INamedTypeSymbol inherited in type.AllInterfaces)
            {
                if (MayDeclareMembers(inherited))
                {
                    Add(inherited, names);
                }
            }
        }

        if (names.Count > 0)
        {
            names.Sort(System.StringComparer.Ordinal);
            diagnostics.Add(MemberRules.CollectionMembers, token.Location, Names.Display(type), string.Join(", ", names.ConvertAll(static name => $"'{name}'")), member);
        }
    }

    /// <summary>The collections of .NET hold nothing but their elements, except for the groups of a lookup.</summary>
    private static bool MayDeclareMembers(ITypeSymbol type)
        => type is INamedTypeSymbol named && (!FrameworkTypes.Has(type) || Names.WellKnown(named) == Grouping);

    private static void Add(ITypeSymbol type, List<string> names)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            bool isData = member switch
            {
                IPropertySymbol property => !property.IsIndexer && ContractMembers.Getter(property) is { DeclaredAccessibility: Accessibility.Public },
                IFieldSymbol => true,
                _ => false,
            };
            if (isData
                && member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }
                && !s_ofElements.Contains(member.Name)
                && !names.Contains(member.Name)
                && Attributes.Find(MemberAttributes.Of(member), Attributes.Ignore) is null)
            {
                names.Add(member.Name);
            }
        }
    }
}
