using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.Generators.Parsing;

/// <summary>Whether an attribute stands where a contract or a sender is read.</summary>
internal static class Placement
{
    private const string Suffix = "Attribute";

    /// <summary>Whether the attribute may be one of those that mark members, parameters, methods or the owners of constants.</summary>
    public static bool IsCandidate(AttributeSyntax attribute)
    {
        string name = attribute.Name switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
            _ => string.Empty,
        };
        return IsRead(name) || IsRead(name + Suffix);
    }

    /// <summary>Why nothing reads the attribute, and what to do, for people; null if something may.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="owner">What it marks; of a field declaration, any of its fields.</param>
    public static string? Obstacle(AttributeSyntax attribute, ISymbol? owner)
    {
        string target = ((AttributeListSyntax)attribute.Parent!).Target?.Identifier.ValueText ?? string.Empty;
        return owner switch
        {
            null => "only members of contracts, and methods of senders and their parameters, are sent; remove it",
            IParameterSymbol parameter => OfParameter(parameter, target),
            IPropertySymbol property => OfProperty(property, target),
            IEventSymbol => "an event is no part of a contract; remove it",
            IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "the members of an enum are sent by their own names, or as numbers; mark the member of the contract, or remove it",
            IFieldSymbol or INamedTypeSymbol => null,
            IMethodSymbol method => OfMethod(method),
            _ => "only members of contracts, and methods of senders and their parameters, are sent; remove it",
        };
    }

    private static bool IsRead(string name)
        => name is Attributes.Member or Attributes.Ignore or Attributes.Duration or Attributes.Formatter or Attributes.EnumAsString or Attributes.Batch
                or Attributes.DesiredCapability or Attributes.RequiredCapability or Attributes.LinkProperty
            || SectionSlots.OfName(name) is not null;

    private static string? OfProperty(IPropertySymbol property, string target)
        => target == "field" ? $"it marks the field behind '{property.Name}', and the property is what is sent; write it without 'field:'"
            : property.ContainingType.TypeKind == TypeKind.Interface ? "what a contract implements says nothing of how it is sent; mark the member of the contract"
            : null;

    private static string? OfParameter(IParameterSymbol parameter, string target)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method)
        {
            return "the parameters of an indexer are not sent; remove it";
        }

        if (method.MethodKind != MethodKind.Constructor)
        {
            return OfMethod(method);
        }

        if (!method.ContainingType.IsRecord || !MemberAttributes.IsPrimary(method))
        {
            return "the parameters of a constructor are not sent; mark the property that holds the value";
        }

        foreach (ISymbol member in method.ContainingType.GetMembers(parameter.Name))
        {
            if (member is IPropertySymbol)
            {
                return target == "field" ? $"it marks the field behind '{parameter.Name}', and the property is what is sent; write it without 'field:'" : null;
            }
        }

        return $"the parameter '{parameter.Name}' makes no property of '{method.ContainingType.Name}', because a base type has one; mark that property, or override it";
    }

    private static string? OfMethod(IMethodSymbol method)
        => method.ContainingType?.TypeKind != TypeKind.Interface || method.MethodKind != MethodKind.Ordinary || method.IsStatic
                ? "only the methods of a sender interface send; remove it"
            : method.IsAbstract ? null
            : $"'{method.Name}' has a body of its own, which the sender runs as it is; remove the attribute, or the body";
}
