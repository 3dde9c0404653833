using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// The driver hands over each declaration that carries the attribute. Carrying it twice is an error of the compiler's own,
/// yet two files of one name would cost the project all generated code: the first declaration stands for the type.
/// </summary>
internal static class FirstDeclaration
{
    public static bool Is(GeneratorAttributeSyntaxContext context, string attribute)
        => Attributes.Find(context.TargetSymbol, attribute)?.ApplicationSyntaxReference is not { } reference
            || (reference.SyntaxTree == context.TargetNode.SyntaxTree && context.TargetNode.Span.Contains(reference.Span));
}
