using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.CodeFixes;

/// <summary>Awaits a send whose task is dropped, or says that it is dropped on purpose (TSND0702).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NotAwaitedFix))]
public sealed class NotAwaitedFix : RewritingFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.NotAwaited);

    private protected override IEnumerable<Rewrite> Rewrites(FixTarget target)
    {
        ExpressionSyntax? dropped = target.Node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { } statement && Contains(statement.Expression, target.Node)
            ? statement.Expression
            : target.Node.FirstAncestorOrSelf<LambdaExpressionSyntax>()?.ExpressionBody;
        if (dropped is null)
        {
            yield break;
        }

        // What a null receiver gives cannot be awaited.
        if (Functions.CanAwait(dropped) && dropped is not ConditionalAccessExpressionSyntax)
        {
            yield return new Rewrite("Await it", nameof(NotAwaitedFix)).Replacing(dropped, static task => Functions.Await(task, task));
        }

        yield return new Rewrite("Discard it", nameof(NotAwaitedFix) + "Discard").Replacing(dropped, Functions.Discard);
    }

    /// <summary>Whether no function lies between.</summary>
    private static bool Contains(ExpressionSyntax expression, SyntaxNode node)
    {
        for (SyntaxNode? each = node; each is not null && each is not AnonymousFunctionExpressionSyntax; each = each.Parent)
        {
            if (each == expression)
            {
                return true;
            }
        }

        return false;
    }
}
