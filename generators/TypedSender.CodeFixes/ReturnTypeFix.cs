using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.CodeFixes;

/// <summary>Has a send method return ValueTask (TSND0201, 0202).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnTypeFix))]
public sealed class ReturnTypeFix : RewritingFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.ReturnType, RuleIds.Synchronous);

    private protected override IEnumerable<Rewrite> Rewrites(FixTarget target)
    {
        if (target.Enclosing<MethodDeclarationSyntax>() is { } method && method.ReturnType.Span.Contains(target.Diagnostic.Location.SourceSpan))
        {
            yield return new Rewrite("Return ValueTask", nameof(ReturnTypeFix))
                .Replacing(method.ReturnType, static type => Lists.Type("System.Threading.Tasks.ValueTask").WithTriviaFrom(type));
        }
    }
}
