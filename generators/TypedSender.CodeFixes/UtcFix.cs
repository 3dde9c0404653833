using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.CodeFixes;

/// <summary>Gives a DateTime the kind Utc where it is made (TSND0710).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UtcFix))]
public sealed class UtcFix : RewritingFix
{
    private const string Utc = "global::System.DateTimeKind.Utc";
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";
    private const string Universal = "global::System.Globalization.DateTimeStyles.AssumeUniversal | global::System.Globalization.DateTimeStyles.AdjustToUniversal";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.UnspecifiedKind);

    private protected override IEnumerable<Rewrite> Rewrites(FixTarget target)
    {
        var rewrite = new Rewrite("Use UTC", nameof(UtcFix));
        switch (target.Node)
        {
            case BaseObjectCreationExpressionSyntax { ArgumentList: { } list } creation when Constructor(target.Model, creation, list.Arguments.Count) is { } added:
                yield return rewrite.Replacing(list, current => Append(current, added));
                break;
            case InvocationExpressionSyntax { ArgumentList: { } list } call when target.Model.GetSymbolInfo(call, target.CancellationToken).Symbol is IMethodSymbol method && Method(method, list.Arguments.Count) is { } added:
                yield return rewrite.Replacing(list, current => Append(current, added));
                break;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "DateTime" } access:
                yield return rewrite.Replacing(access.Name, static name => SyntaxFactory.IdentifierName("UtcDateTime").WithTriviaFrom(name));
                break;
        }
    }

    /// <summary>What has to follow the arguments of a constructor; null if it has no overload with a kind.</summary>
    private static string[]? Constructor(SemanticModel model, BaseObjectCreationExpressionSyntax creation, int count)
        => model.GetSymbolInfo(creation).Symbol is IMethodSymbol { Parameters: var parameters } && parameters.Length == count && (count == 0 || parameters[count - 1].Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64)
            ? count switch
            {
                3 => new[] { "0", "0", "0", Utc },
                1 or 6 or 7 or 8 => new[] { Utc },
                _ => null,
            }
            : null;

    private static string[]? Method(IMethodSymbol method, int count) => (method.Name, count) switch
    {
        ("ToDateTime", 1) => new[] { Utc },
        ("Parse", 1) => new[] { Invariant, Universal },
        ("Parse", 2) or ("ParseExact", 3) => new[] { Universal },
        _ => null,
    };

    private static ArgumentListSyntax Append(ArgumentListSyntax list, string[] added)
    {
        foreach (string text in added)
        {
            ArgumentSyntax argument = SyntaxFactory.Argument(Lists.Expression(text));
            list = list.AddArguments(list.Arguments.Count > 0 ? argument.WithLeadingTrivia(SyntaxFactory.Space) : argument);
        }

        return list;
    }
}
