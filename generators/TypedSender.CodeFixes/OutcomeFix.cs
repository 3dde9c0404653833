using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.CodeFixes;

/// <summary>Throws for an outcome that is not looked at, or says that it is discarded on purpose (TSND0701).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OutcomeFix))]
public sealed class OutcomeFix : RewritingFix
{
    private const string EnsureSuccess = "EnsureSuccess";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.OutcomeDiscarded);

    private protected override IEnumerable<Rewrite> Rewrites(FixTarget target)
    {
        if (target.Enclosing<AwaitExpressionSyntax>() is not { } awaited)
        {
            yield break;
        }

        // Of a list of outcomes each one has to be looked at.
        if (target.Model.GetTypeInfo(awaited, target.CancellationToken).Type is { Name: "SendOutcome" })
        {
            yield return new Rewrite("Call EnsureSuccess", nameof(OutcomeFix) + EnsureSuccess).Replacing(awaited, static current => Functions.Call(current, EnsureSuccess));
        }

        yield return new Rewrite("Discard it", nameof(OutcomeFix) + "Discard").Replacing(awaited, Functions.Discard);
    }
}
