using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>The members that <c>foreach</c> finds by name in a collection; its interfaces may say otherwise.</summary>
internal static class EnumerationPattern
{
    /// <summary>The method that <c>foreach</c> looks for.</summary>
    public const string EnumeratorMethod = "GetEnumerator";

    /// <summary>
    /// The type of the items that <c>foreach</c> yields by the public enumerator of a type, or by that which an interface itself declares; null if there is none that
    /// is sure to be used.
    /// </summary>
    public static ITypeSymbol? Element(ITypeSymbol type)
        => (type.TypeKind != TypeKind.Interface || type.GetMembers(EnumeratorMethod).Length > 0)
            && Nearest(type, EnumeratorMethod) is IMethodSymbol { IsStatic: false, Arity: 0, Parameters.Length: 0, DeclaredAccessibility: Accessibility.Public } method
            && Nearest(method.ReturnType, "MoveNext") is IMethodSymbol { Parameters.Length: 0, ReturnType.SpecialType: SpecialType.System_Boolean, DeclaredAccessibility: Accessibility.Public }
            && Nearest(method.ReturnType, "Current") is IPropertySymbol { GetMethod.DeclaredAccessibility: Accessibility.Public } current
            && !Restrictions.Has(method)
            && !Restrictions.Has(current)
            ? current.Type
            : null;

    /// <summary>The one member of the name in the nearest type that has any: itself, a base type or, of an interface, an inherited one.</summary>
    private static ISymbol? Nearest(ITypeSymbol type, string name)
    {
        foreach (ITypeSymbol each in Lookup(type))
        {
            var members = each.GetMembers(name);
            if (members.Length > 0)
            {
                return members.Length == 1 ? members[0] : null;
            }
        }

        return null;
    }

    private static IEnumerable<ITypeSymbol> Lookup(ITypeSymbol type)
    {
        for (ITypeSymbol? each = type; each is not null; each = each.BaseType)
        {
            yield return each;
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            foreach (INamedTypeSymbol inherited in type.AllInterfaces)
            {
                yield return inherited;
            }
        }
    }
}
