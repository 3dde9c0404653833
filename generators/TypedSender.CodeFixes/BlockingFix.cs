using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.CodeFixes;

/// <summary>Awaits a send instead of blocking on it, in a function that is async already (TSND0704).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BlockingFix))]
public sealed class BlockingFix : RewritingFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.Blocking);

    private protected override IEnumerable<Rewrite> Rewrites(FixTarget target)
    {
        if (target.Enclosing<MemberAccessExpressionSyntax>() is not { } access || !Functions.CanAwait(access))
        {
            yield break;
        }

        ExpressionSyntax whole = access.Parent is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call ? call : access;
        if (whole == access && access.Parent is InvocationExpressionSyntax)
        {
            // A time-out limits the wait, and an await has none.
            yield break;
        }

        yield return new Rewrite("Await it", nameof(BlockingFix)).Replacing(whole, current => Functions.Await(Task(access.Expression), current));
    }

    /// <summary>The task, without what made it wait.</summary>
    private static ExpressionSyntax Task(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsTask" or "GetAwaiter" or "ConfigureAwait" } wrapper } => Task(wrapper.Expression),
        ParenthesizedExpressionSyntax parenthesized => Task(parenthesized.Expression),
        _ => expression,
    };
}
