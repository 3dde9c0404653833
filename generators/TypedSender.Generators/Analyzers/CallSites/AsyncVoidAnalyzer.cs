using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Reports sends that are awaited in an asynchronous function without a task (TSND0712): its caller goes on, and an exception ends the process.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncVoidAnalyzer : CallSiteAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public AsyncVoidAnalyzer()
        : base(CallSiteRules.AsyncVoid)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, INamedTypeSymbol client)
        => context.RegisterOperationAction(static context => Analyze(context, (IAwaitOperation)context.Operation), OperationKind.Await);

    private static void Analyze(OperationAnalysisContext context, IAwaitOperation awaited)
    {
        if (Sends.Innermost(awaited.Operation) is { } call
            && Function(awaited, context.ContainingSymbol) is { IsAsync: true, ReturnsVoid: true } function
            && !IsEventHandler(function))
        {
            context.ReportDiagnostic(Diagnostic.Create(CallSiteRules.AsyncVoid, Sends.NameOf(call), call.TargetMethod.Name));
        }
    }

    /// <summary>The innermost function around the await; null if it catches what the send throws, or is no function.</summary>
    private static IMethodSymbol? Function(IOperation awaited, ISymbol containing)
    {
        IOperation inner = awaited;
        for (IOperation? each = awaited.Parent; each is not null; inner = each, each = each.Parent)
        {
            switch (each)
            {
                case ITryOperation { Catches.IsEmpty: false } guarded when guarded.Body == inner:
                    return null;
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol;
                case ILocalFunctionOperation local:
                    return local.Symbol;
                default:
                    break;
            }
        }

        return containing as IMethodSymbol;
    }

    /// <summary>Whether the function has the parameters of an event's handler, which cannot return a task.</summary>
    private static bool IsEventHandler(IMethodSymbol function)
    {
        if (function.Parameters.Length != 2)
        {
            return false;
        }

        for (ITypeSymbol? type = function.Parameters[1].Type; type is not null; type = type.BaseType)
        {
            if (type is { Name: "EventArgs", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }
}
