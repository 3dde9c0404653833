using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedSender.Generators.Parsing;

/// <summary>Tells properties that are computed from other members, which a reader need not restore, from those that hold a value.</summary>
internal static class ComputedMembers
{
    /// <summary>
    /// Whether a property without a setter holds a value: it is implemented by the compiler, it names a field that nothing else restores, or its source cannot be seen.
    /// </summary>
    /// <param name="property">The property.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="members">The members that travel.</param>
    public static bool HoldsValue(IPropertySymbol property, INamedTypeSymbol contract, IReadOnlyList<TravellingMember> members)
    {
        if (property.DeclaringSyntaxReferences.Length == 0)
        {
            return !property.IsAbstract;
        }

        var fields = new HashSet<string>();
        foreach (ISymbol member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false } field)
            {
                if (SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
                {
                    return true;
                }

                if (field is { AssociatedSymbol: null, IsImplicitlyDeclared: false } && !Travels(field, members))
                {
                    fields.Add(field.Name);
                }
            }
        }

        if (fields.Count == 0)
        {
            return false;
        }

        foreach (TravellingMember member in members)
        {
            if (member.Symbol is IPropertySymbol { SetMethod: not null } settable)
            {
                fields.ExceptWith(NamedIn(settable));
            }
        }

        fields.IntersectWith(NamedIn(property));
        return fields.Count > 0;
    }

    private static bool Travels(IFieldSymbol field, IReadOnlyList<TravellingMember> members)
    {
        foreach (TravellingMember member in members)
        {
            if (SymbolEqualityComparer.Default.Equals(member.Symbol, field))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> NamedIn(ISymbol symbol)
    {
        foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
        {
            foreach (SyntaxToken token in reference.GetSyntax().DescendantTokens())
            {
                if (token.IsKind(SyntaxKind.IdentifierToken))
                {
                    yield return token.ValueText;
                }
            }
        }
    }
}
