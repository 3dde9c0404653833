using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// Several declarations of a type may carry the attribute. That is an error of the compiler's own, yet two files of one name would cost the project all generated
/// code: the first declaration stands for the type.
/// </summary>
internal static class FirstDeclaration
{
    /// <summary>Whether the type has the attribute, and by this declaration.</summary>
    /// <param name="type">The type.</param>
    /// <param name="declaration">The declaration.</param>
    /// <param name="attribute">The full name of the attribute in metadata.</param>
    public static bool Is(ISymbol type, SyntaxNode declaration, string attribute)
    {
        foreach (AttributeData each in type.GetAttributes())
        {
            if (each.AttributeClass is { } attributeType && Names.WellKnown(attributeType) == attribute)
            {
                return each.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(reference.Span);
            }
        }

        return false;
    }
}
