using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.CodeFixes;

/// <summary>Marks an interface as a sender or management interface (TSND0709). The address is left empty, which TSND0109 then asks for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SenderAttributeFix))]
public sealed class SenderAttributeFix : RewritingFix
{
    private const string Sender = "AmqpSender";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.NotASender);

    private protected override IEnumerable<Rewrite> Rewrites(FixTarget target)
    {
        if (target.Diagnostic.Properties.TryGetValue("Missing", out string? attribute)
            && attribute is not null
            && target.Model.GetTypeInfo(target.Node, target.CancellationToken).Type is INamedTypeSymbol { DeclaringSyntaxReferences.Length: > 0 } type
            && type.DeclaringSyntaxReferences[0].GetSyntax(target.CancellationToken) is TypeDeclarationSyntax declaration)
        {
            var rewrite = new Rewrite($"Mark it [{attribute}]", nameof(SenderAttributeFix));
            rewrite.Replacing(declaration, current => Lists.Add(Modifiers.AddPartial(current), attribute, attribute == Sender ? "(\"\")" : ""));
            yield return rewrite;
        }
    }
}
