using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.CodeFixes;

/// <summary>What can be done with a member whose type cannot be sent: leave it out, choose an encoding, make its type a contract (TSND0401 to 0420).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MemberFix))]
public sealed class MemberFix : RewritingFix
{
    private const string Contract = "AmqpContract";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        RuleIds.NoEncoding,
        RuleIds.NotAContract,
        RuleIds.KeyType,
        RuleIds.MultidimensionalArray,
        RuleIds.AmbiguousItems,
        RuleIds.Dynamic,
        RuleIds.DurationEncoding,
        RuleIds.EndlessCollection);

    private protected override IEnumerable<Rewrite> Rewrites(FixTarget target)
    {
        if (target.Diagnostic.Id == RuleIds.NotAContract && Declaration(target) is { } declaration)
        {
            yield return new Rewrite("Make it a contract", nameof(MemberFix) + Contract).Replacing(declaration, static type => Lists.Add(Modifiers.AddPartial(type), Contract));
        }

        if (Lists.Owner(target.Node) is not { } owner)
        {
            yield break;
        }

        if (target.Diagnostic.Id == RuleIds.DurationEncoding)
        {
            yield return Duration(owner, "Milliseconds", "Send milliseconds");
            yield return Duration(owner, "Iso8601", "Send ISO 8601 text");
        }

        // A parameter of a method cannot be left out.
        if (owner is not ParameterSyntax || owner.Parent?.Parent is RecordDeclarationSyntax)
        {
            yield return new Rewrite("Do not send it", nameof(MemberFix) + "Ignore").Replacing(owner, static member => Lists.Add(member, "AmqpIgnore"));
        }
    }

    private static Rewrite Duration(SyntaxNode owner, string encoding, string title)
        => new Rewrite(title, nameof(MemberFix) + encoding).Replacing(owner, member => Lists.Add(member, "AmqpDuration", $"(global::TypedSender.AmqpDurationEncoding.{encoding})"));

    /// <summary>The declaration of the type that is named, if it is one that can be a contract and is of this solution.</summary>
    private static TypeDeclarationSyntax? Declaration(FixTarget target)
    {
        SyntaxNode node = target.Node is NullableTypeSyntax nullable ? nullable.ElementType : target.Node;
        return target.Model.GetTypeInfo(node, target.CancellationToken).Type is INamedTypeSymbol { Arity: 0, IsStatic: false, TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.Length: > 0 } type
            ? type.DeclaringSyntaxReferences[0].GetSyntax(target.CancellationToken) as TypeDeclarationSyntax
            : null;
    }
}
