using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Reports a local variable with the ValueTask of a send that may be awaited a second time (TSND0703).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AwaitedTwiceAnalyzer : CallSiteAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public AwaitedTwiceAnalyzer()
        : base(CallSiteRules.AwaitedTwice)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, INamedTypeSymbol client)
        => context.RegisterOperationAction(static context => Analyze(context, (IVariableDeclaratorOperation)context.Operation), OperationKind.VariableDeclarator);

    private static void Analyze(OperationAnalysisContext context, IVariableDeclaratorOperation declarator)
    {
        ILocalSymbol local = declarator.Symbol;
        if (!Sends.IsValueTask(local.Type) || FlowGraphs.Of(context, declarator) is not { } graph)
        {
            return;
        }

        foreach (SyntaxNode second in new Consumption(local).FindSecond(graph))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                CallSiteRules.AwaitedTwice, second.GetLocation(), new[] { declarator.Syntax.GetLocation() }, local.Name));
        }
    }
}
