using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.CodeFixes;

/// <summary>Removes <c>ref</c>, <c>out</c> and their like from a parameter (TSND0204, 0613).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ParameterModifierFix))]
public sealed class ParameterModifierFix : RewritingFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.ByReference, RuleIds.RequestByReference);

    private protected override IEnumerable<Rewrite> Rewrites(FixTarget target)
    {
        if (target.Enclosing<ParameterSyntax>() is { Modifiers.Count: > 0 } parameter)
        {
            yield return new Rewrite($"Remove '{parameter.Modifiers.ToString()}'", nameof(ParameterModifierFix))
                .Replacing(parameter, static current => current.WithModifiers(default).WithType(current.Type?.WithLeadingTrivia(current.Modifiers.Count > 0 ? current.Modifiers[0].LeadingTrivia : default)));
        }
    }
}
