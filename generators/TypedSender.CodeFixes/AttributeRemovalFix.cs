using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.CodeFixes;

/// <summary>Removes an attribute that contradicts another (TSND0405), or has no effect (TSND0222, 0430).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AttributeRemovalFix))]
public sealed class AttributeRemovalFix : RewritingFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(RuleIds.BatchWithoutList, RuleIds.MappedAndIgnored, RuleIds.AttributeWithoutEffect);

    private protected override IEnumerable<Rewrite> Rewrites(FixTarget target)
    {
        if (target.Diagnostic.Id != RuleIds.MappedAndIgnored)
        {
            if (target.Enclosing<AttributeSyntax>() is { Parent.Parent: { } marked } attribute)
            {
                yield return new Rewrite($"Remove [{attribute.Name}]", nameof(AttributeRemovalFix)).Replacing(marked, owner => Lists.Remove(owner, attribute));
            }
        }
        else if (Lists.Owner(target.Node) is { } owner)
        {
            foreach ((AttributeSyntax attribute, string name) in Lists.Ours(owner, target.Model))
            {
                yield return new Rewrite($"Remove [{name}]", nameof(AttributeRemovalFix) + (name == "AmqpIgnore" ? name : "Other")).Replacing(owner, member => Lists.Remove(member, attribute));
            }
        }
    }
}
