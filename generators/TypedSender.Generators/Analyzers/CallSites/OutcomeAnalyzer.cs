using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Reports outcomes that are awaited and then not used (TSND0701).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutcomeAnalyzer : CallSiteAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public OutcomeAnalyzer()
        : base(CallSiteRules.OutcomeDiscarded)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, INamedTypeSymbol client)
        => context.RegisterOperationAction(static context => Analyze(context, (IAwaitOperation)context.Operation), OperationKind.Await);

    private static void Analyze(OperationAnalysisContext context, IAwaitOperation awaited)
    {
        if (awaited.Parent is IExpressionStatementOperation && Sends.IsOutcome(awaited.Type))
        {
            IOperation task = Awaited(awaited.Operation);
            (Location location, string name) = task is IInvocationOperation call ? (Sends.NameOf(call), call.TargetMethod.Name) : (task.Syntax.GetLocation(), task.Syntax.ToString());
            context.ReportDiagnostic(Diagnostic.Create(CallSiteRules.OutcomeDiscarded, location, name));
        }
    }

    /// <summary>What is awaited, without <c>ConfigureAwait</c>.</summary>
    private static IOperation Awaited(IOperation task)
        => task is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask", Instance: { } instance } ? Awaited(instance) : task;
}
