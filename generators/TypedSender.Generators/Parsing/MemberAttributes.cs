using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// The attributes of a member: its own, those of the property it overrides, and those of the positional parameter that declares it,
/// where C# leaves them unless they are written with <c>property:</c>.
/// </summary>
internal static class MemberAttributes
{
    public static ImmutableArray<AttributeData> Of(ISymbol member)
    {
        ImmutableArray<AttributeData> own = member.GetAttributes();
        if (member is not IPropertySymbol property)
        {
            return own;
        }

        if (PositionalParameter(property) is { } parameter)
        {
            own = own.AddRange(parameter.GetAttributes());
        }

        if (!property.IsOverride || property.OverriddenProperty is not { } overridden)
        {
            return own;
        }

        var all = new List<AttributeData>(own);
        AddInherited(all, Of(overridden));
        return all.ToImmutableArray();
    }

    /// <summary>The placement on an override replaces all placements on the overridden property; any other attribute for its kind.</summary>
    private static void AddInherited(List<AttributeData> own, ImmutableArray<AttributeData> inherited)
    {
        AttributeData[] nearer = own.ToArray();
        bool isPlaced = Array.Exists(nearer, IsPlacing);
        foreach (AttributeData attribute in inherited)
        {
            bool isRead = attribute.AttributeClass is { } type && SectionPlace.IsRead(type);
            bool isHidden = IsPlacing(attribute)
                ? isPlaced
                : Array.Exists(nearer, other => SymbolEqualityComparer.Default.Equals(other.AttributeClass, attribute.AttributeClass));
            if (isRead && !isHidden)
            {
                own.Add(attribute);
            }
        }
    }

    private static bool IsPlacing(AttributeData attribute)
        => Attributes.Is(attribute, Attributes.Member) || Attributes.Is(attribute, Attributes.Ignore) || SectionPlace.Of(attribute) is not null;

    private static IParameterSymbol? PositionalParameter(IPropertySymbol property)
    {
        if (!property.ContainingType.IsRecord)
        {
            return null;
        }

        foreach (IMethodSymbol constructor in SymbolFacts.ConstructorsOf(property.ContainingType))
        {
            foreach (IParameterSymbol parameter in constructor.Parameters)
            {
                if (parameter.Name == property.Name && IsPrimary(constructor))
                {
                    return parameter;
                }
            }
        }

        return null;
    }

    /// <summary>In metadata a primary constructor looks like any other; a parameter with the exact name of a property is then taken for a positional one.</summary>
    public static bool IsPrimary(IMethodSymbol constructor)
        => constructor.DeclaringSyntaxReferences.Length == 0
            ? !constructor.IsImplicitlyDeclared
            : constructor.DeclaringSyntaxReferences[0].GetSyntax() is TypeDeclarationSyntax;
}
