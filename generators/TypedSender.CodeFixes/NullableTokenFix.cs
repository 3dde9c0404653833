using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.CodeFixes;

/// <summary>Writes <c>CancellationToken cancellationToken = default</c> for a nullable token (TSND0207).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NullableTokenFix))]
public sealed class NullableTokenFix : RewritingFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.NullableToken);

    private protected override IEnumerable<Rewrite> Rewrites(FixTarget target)
    {
        if (target.Enclosing<ParameterSyntax>() is { Type: NullableTypeSyntax, Parent: ParameterListSyntax list } parameter)
        {
            bool optional = MayBeOptional(list, parameter);
            yield return new Rewrite(optional ? "Use '= default'" : "Remove '?'", nameof(NullableTokenFix)).Replacing(parameter, current => Change(current, optional));
        }
    }

    /// <summary>Whether all that follows is optional too.</summary>
    private static bool MayBeOptional(ParameterListSyntax list, ParameterSyntax parameter)
    {
        for (int index = list.Parameters.IndexOf(parameter) + 1; index < list.Parameters.Count; index++)
        {
            if (list.Parameters[index].Default is null)
            {
                return false;
            }
        }

        return true;
    }

    private static ParameterSyntax Change(ParameterSyntax parameter, bool optional)
    {
        if (parameter.Type is not NullableTypeSyntax nullable)
        {
            return parameter;
        }

        EqualsValueClauseSyntax value = SyntaxFactory.EqualsValueClause(
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression));
        return parameter
            .WithType(nullable.ElementType.WithTriviaFrom(nullable))
            .WithIdentifier(parameter.Identifier.WithTrailingTrivia())
            .WithDefault(optional ? value.WithTrailingTrivia(parameter.GetTrailingTrivia()) : null);
    }
}
