using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.CodeFixes;

/// <summary>Makes a type, and all that it is nested in, partial (TSND0101, 0102, 0301, 0302, 0601, 0602).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialFix))]
public sealed class PartialFix : RewritingFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        RuleIds.SenderNotPartial,
        RuleIds.SenderContainerNotPartial,
        RuleIds.ContractNotPartial,
        RuleIds.ContractContainerNotPartial,
        RuleIds.ManagementNotPartial,
        RuleIds.ManagementContainerNotPartial);

    private protected override IEnumerable<Rewrite> Rewrites(FixTarget target)
    {
        var rewrite = new Rewrite("Make partial", nameof(PartialFix));
        for (TypeDeclarationSyntax? type = target.Enclosing<TypeDeclarationSyntax>(); type is not null; type = type.Parent as TypeDeclarationSyntax)
        {
            if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                rewrite.Replacing(type, Modifiers.AddPartial);
            }
        }

        if (rewrite.Changes.Count > 0)
        {
            yield return rewrite;
        }
    }
}
