using System;
using System.Threading;
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
    public static ParseResult<TModel> Run<TModel>(
        GeneratorAttributeSyntaxContext context,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, TModel?> parse,
        CancellationToken cancellationToken)
        where TModel : class
        => Run(context.TargetNode, context.TargetSymbol, token => parse(context, token), cancellationToken);

    /// <summary>The same for a type that a part of the syntax is about.</summary>
    public static ParseResult<TModel> Run<TModel>(SyntaxNode node, ISymbol symbol, Func<CancellationToken, TModel?> parse, CancellationToken cancellationToken)
        where TModel : class
    {
        try
        {
            return new ParseResult<TModel>(parse(cancellationToken), null);
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
            return new ParseResult<TModel>(null, Failure(node, symbol, reason));
        }
    }

    private static GeneratorFailure Failure(SyntaxNode node, ISymbol symbol, string reason)
    {
        Location location = node is BaseTypeDeclarationSyntax declaration
            ? declaration.Identifier.GetLocation()
            : node.GetLocation();
        FileLinePositionSpan line = location.GetLineSpan();
        return new GeneratorFailure(symbol.ToDisplayString(), reason, line.Path, location.SourceSpan, line.Span);
    }
}
