using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.CodeFixes;

/// <summary>Passes the token of the function to a send (TSND0707).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PassTokenFix))]
public sealed class PassTokenFix : RewritingFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.TokenNotPassed);

    private protected override IEnumerable<Rewrite> Rewrites(FixTarget target)
    {
        if (target.Diagnostic.Properties.TryGetValue("Token", out string? token)
            && token is not null
            && target.Enclosing<InvocationExpressionSyntax>() is { } call
            && target.Model.GetSymbolInfo(call, target.CancellationToken).Symbol is IMethodSymbol method
            && Parameter(method) is { } parameter)
        {
            bool named = parameter.Ordinal != call.ArgumentList.Arguments.Count || HasNames(call.ArgumentList);
            yield return new Rewrite($"Pass '{token}'", nameof(PassTokenFix)).Replacing(call.ArgumentList, list => Pass(list, token, named ? parameter.Name : null));
        }
    }

    private static ArgumentListSyntax Pass(ArgumentListSyntax list, string token, string? name)
    {
        ArgumentSyntax argument = SyntaxFactory.Argument(SyntaxFactory.IdentifierName(Escape(token)));
        if (name is not null)
        {
            argument = argument.WithNameColon(SyntaxFactory.NameColon(Escape(name)).WithTrailingTrivia(SyntaxFactory.Space));
        }

        return list.AddArguments(list.Arguments.Count > 0 ? argument.WithLeadingTrivia(SyntaxFactory.Space) : argument);
    }

    private static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static bool HasNames(ArgumentListSyntax list)
    {
        foreach (ArgumentSyntax argument in list.Arguments)
        {
            if (argument.NameColon is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static IParameterSymbol? Parameter(IMethodSymbol method)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.Type.Name == "CancellationToken")
            {
                return parameter;
            }
        }

        return null;
    }
}
