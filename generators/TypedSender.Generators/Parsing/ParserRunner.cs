using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// Runs a parser for one type. An exception that left a generator would cost the whole project its generated code,
/// so it becomes the failure of that type.
/// </summary>
internal static class ParserRunner
{
    /// <param name="declaration">The declaration that carries the attribute.</param>
    /// <param name="type">The type.</param>
    /// <param name="parse">Makes a model of it.</param>
    public static ParseResult<TModel> Run<TModel>(SyntaxNode declaration, ISymbol type, Func<TModel?> parse)
        where TModel : class
    {
        try
        {
            return new ParseResult<TModel>(parse(), null);
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (Exception exception)
        {
            string reason = exception is ParseException
                ? exception.Message
                : $"the generator failed with {exception.GetType().Name}: {exception.Message}";
            return new ParseResult<TModel>(null, Failure(declaration, type, reason));
        }
    }

    private static GeneratorFailure Failure(SyntaxNode node, ISymbol type, string reason)
    {
        Location location = node is BaseTypeDeclarationSyntax declaration ? declaration.Identifier.GetLocation() : node.GetLocation();
        FileLinePositionSpan line = location.GetLineSpan();
        return new GeneratorFailure(type.ToDisplayString(), reason, line.Path, location.SourceSpan, line.Span);
    }
}
