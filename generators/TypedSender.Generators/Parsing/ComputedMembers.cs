using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.Generators.Parsing;

/// <summary>Tells properties that are computed from other members, which a reader need not restore, from those that hold a value.</summary>
internal static class ComputedMembers
{
    /// <summary>
    /// Whether a property without a setter holds a value: it is implemented by the compiler, it names what holds one and nothing else restores, or its source cannot be seen.
    /// </summary>
    /// <param name="property">The property.</param>
    /// <param name="members">The members that travel.</param>
    public static bool HoldsValue(IPropertySymbol property, IReadOnlyList<TravellingMember> members)
    {
        if (property.DeclaringSyntaxReferences.Length == 0)
        {
            return !property.IsAbstract;
        }

        if (IsImplementedByCompiler(property))
        {
            return true;
        }

        HashSet<string> lost = Lost(property.ContainingType, members);
        if (lost.Count == 0)
        {
            return false;
        }

        foreach (TravellingMember member in members)
        {
            if (member.Symbol is IPropertySymbol { SetMethod: not null } settable)
            {
                lost.ExceptWith(NamedIn(settable));
            }
        }

        lost.IntersectWith(NamedIn(property));
        return lost.Count > 0;
    }

    /// <summary>Whether a member holds a value by itself. A property of another assembly is taken to do so if it can be set.</summary>
    public static bool IsStorage(ISymbol member) => member switch
    {
        IFieldSymbol field => field is { AssociatedSymbol: null, IsImplicitlyDeclared: false },
        IPropertySymbol property => property.DeclaringSyntaxReferences.Length == 0 ? property is { SetMethod: not null, IsIndexer: false } : IsImplementedByCompiler(property),
        _ => false,
    };

    /// <summary>The names of what holds a value and does not travel: fields and properties of a type and of those that it derives from, and parameters of its primary constructor.</summary>
    private static HashSet<string> Lost(INamedTypeSymbol type, IReadOnlyList<TravellingMember> members)
    {
        var names = new HashSet<string>();
        for (INamedTypeSymbol? each = type; each is not null && each.SpecialType == SpecialType.None; each = each.BaseType)
        {
            foreach (ISymbol member in each.GetMembers())
            {
                if (!member.IsStatic && IsStorage(member) && !Travels(member, members))
                {
                    names.Add(member.Name);
                }
            }
        }

        if (!type.IsRecord)
        {
            AddParameters(type, members, names);
        }

        return names;
    }

    private static void AddParameters(INamedTypeSymbol type, IReadOnlyList<TravellingMember> members, HashSet<string> names)
    {
        foreach (IMethodSymbol constructor in SymbolFacts.ConstructorsOf(type))
        {
            if (!MemberAttributes.IsPrimary(constructor))
            {
                continue;
            }

            foreach (IParameterSymbol parameter in constructor.Parameters)
            {
                if (!IsMember(parameter, members))
                {
                    names.Add(parameter.Name);
                }
            }
        }
    }

    private static bool IsImplementedByCompiler(IPropertySymbol property)
    {
        foreach (ISymbol member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol { AssociatedSymbol: { } associated } && SymbolEqualityComparer.Default.Equals(associated, property))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a member travels, or another of its name does, which overrides or hides it.</summary>
    private static bool Travels(ISymbol symbol, IReadOnlyList<TravellingMember> members)
    {
        foreach (TravellingMember member in members)
        {
            if (SymbolEqualityComparer.Default.Equals(member.Symbol, symbol) || (!member.IsHidden && member.Symbol.Name == symbol.Name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMember(IParameterSymbol parameter, IReadOnlyList<TravellingMember> members)
    {
        foreach (TravellingMember member in members)
        {
            if (string.Equals(member.Symbol.Name, parameter.Name, System.StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the accessors of a property name by itself, or of <c>this</c> or <c>base</c>: what they name of something else may be anything.</summary>
    private static IEnumerable<string> NamedIn(IPropertySymbol property)
    {
        foreach (SyntaxReference reference in property.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is PropertyDeclarationSyntax declaration)
            {
                SyntaxNode? body = (SyntaxNode?)declaration.ExpressionBody ?? declaration.AccessorList;
                foreach (SyntaxNode node in body?.DescendantNodes() ?? System.Array.Empty<SyntaxNode>())
                {
                    if (node is IdentifierNameSyntax name && !IsOfAnother(name))
                    {
                        yield return name.Identifier.ValueText;
                    }
                }
            }
        }
    }

    private static bool IsOfAnother(IdentifierNameSyntax name)
        => name.Parent is MemberBindingExpressionSyntax
            || (name.Parent is MemberAccessExpressionSyntax { Expression: not (ThisExpressionSyntax or BaseExpressionSyntax) } access && access.Name == name);
}
