using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Suppresses the compiler's warning that a call is not awaited where TSND0702 says the same of a send, so that the user reads one message.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnawaitedSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor Unawaited = new("TSNDS4014", "CS4014", "TSND0702 is reported for the send");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = ImmutableArray.Create(Unawaited);

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree && !IsOff(context.Compilation.Options, tree, context.CancellationToken) && IsSend(context, tree, diagnostic.Location))
            {
                context.ReportSuppression(Suppression.Create(Unawaited, diagnostic));
            }
        }
    }

    private static bool IsSend(SuppressionAnalysisContext context, SyntaxTree tree, Location location)
    {
        SyntaxNode node = tree.GetRoot(context.CancellationToken).FindNode(location.SourceSpan, getInnermostNodeForTie: true);
        return node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { } statement
            && context.GetSemanticModel(tree).GetOperation(statement, context.CancellationToken) is IExpressionStatementOperation { Operation: { } operation }
            && Sends.Innermost(operation is IConditionalAccessOperation access ? access.WhenNotNull : operation) is not null;
    }

    /// <summary>Whether the user has switched the rule off, and reads the compiler's warning instead.</summary>
    private static bool IsOff(CompilationOptions options, SyntaxTree tree, CancellationToken cancellationToken)
    {
        string rule = CallSiteRules.NotAwaited.Id;
        return options.SyntaxTreeOptionsProvider is { } provider
            && (provider.TryGetDiagnosticValue(tree, rule, cancellationToken, out ReportDiagnostic severity) || provider.TryGetGlobalDiagnosticValue(rule, cancellationToken, out severity))
            ? severity is ReportDiagnostic.Suppress or ReportDiagnostic.Hidden
            : options.SpecificDiagnosticOptions.TryGetValue(rule, out severity) && severity is ReportDiagnostic.Suppress or ReportDiagnostic.Hidden;
    }
}
