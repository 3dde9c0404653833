using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.CodeFixes;

/// <summary>Makes a type, and what it is nested in, visible to generated code (TSND0103, 0303, 0603).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AccessibilityFix))]
public sealed class AccessibilityFix : RewritingFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(RuleIds.SenderNotAccessible, RuleIds.ContractNotAccessible, RuleIds.ManagementNotAccessible);

    private protected override IEnumerable<Rewrite> Rewrites(FixTarget target)
    {
        var rewrite = new Rewrite("Make internal", nameof(AccessibilityFix));
        for (TypeDeclarationSyntax? type = target.Enclosing<TypeDeclarationSyntax>(); type is not null; type = type.Parent as TypeDeclarationSyntax)
        {
            if (target.Model.GetDeclaredSymbol(type, target.CancellationToken) is INamedTypeSymbol symbol && IsHidden(symbol))
            {
                rewrite.Replacing(type, Modifiers.MakeInternal);
            }
        }

        if (rewrite.Changes.Count > 0)
        {
            yield return rewrite;
        }
    }

    private static bool IsHidden(INamedTypeSymbol type)
        => type.IsFileLocal || type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;
}
