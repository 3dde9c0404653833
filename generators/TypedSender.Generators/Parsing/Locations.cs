using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.Generators.Parsing;

/// <summary>The exact token that a problem is about.</summary>
internal static class Locations
{
    /// <summary>The name of a symbol where it is declared; <paramref name="fallback"/> if it is not in source.</summary>
    public static Location Of(ISymbol symbol, Location? fallback = null)
    {
        foreach (Location location in symbol.Locations)
        {
            if (location.IsInSource)
            {
                return location;
            }
        }

        return fallback ?? Location.None;
    }

    /// <summary>The name of an attribute where it stands.</summary>
    public static Location OfAttribute(AttributeData attribute, Location fallback)
        => attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax syntax ? syntax.Name.GetLocation() : fallback;

    /// <summary>The argument of an attribute at <paramref name="index"/>, counted as they are written.</summary>
    public static Location OfArgument(AttributeData attribute, int index, Location fallback)
        => attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax syntax
            ? syntax.ArgumentList is { } list && index < list.Arguments.Count
                ? list.Arguments[index].Expression.GetLocation()
                : syntax.Name.GetLocation()
            : fallback;

    /// <summary>The value of a named argument of an attribute.</summary>
    public static Location OfNamedArgument(AttributeData attribute, string name, Location fallback)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList: { } list })
        {
            foreach (AttributeArgumentSyntax argument in list.Arguments)
            {
                if (argument.NameEquals?.Name.Identifier.ValueText == name)
                {
                    return argument.Expression.GetLocation();
                }
            }
        }

        return OfAttribute(attribute, fallback);
    }
}
