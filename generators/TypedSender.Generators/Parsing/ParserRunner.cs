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
    {
        try
        {
            return new ParseResult<TModel>(parse(context, cancellationToken), null);
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
            return new ParseResult<TModel>(null, Failure(context, reason));
        }
    }

    private static GeneratorFailure Failure(GeneratorAttributeSyntaxContext context, string reason)
    {
        Location location = context.TargetNode is BaseTypeDeclarationSyntax declaration
            ? declaration.Identifier.GetLocation()
            : context.TargetNode.GetLocation();
        FileLinePositionSpan line = location.GetLineSpan();
        return new GeneratorFailure(context.TargetSymbol.ToDisplayString(), reason, line.Path, location.SourceSpan, line.Span);
    }
}
