using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Reports <c>Result</c>, <c>Wait()</c> and <c>GetAwaiter().GetResult()</c> of sends (TSND0704).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingAnalyzer : CallSiteAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public BlockingAnalyzer()
        : base(CallSiteRules.Blocking)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, INamedTypeSymbol client)
    {
        context.RegisterOperationAction(static context => AnalyzeProperty(context, (IPropertyReferenceOperation)context.Operation), OperationKind.PropertyReference);
        context.RegisterOperationAction(static context => AnalyzeCall(context, (IInvocationOperation)context.Operation), OperationKind.Invocation);
    }

    private static void AnalyzeProperty(OperationAnalysisContext context, IPropertyReferenceOperation reference)
    {
        if (reference.Property.Name == "Result" && Sends.IsTask(reference.Property.ContainingType))
        {
            Analyze(context, reference.Instance, reference.Property.Name, reference.Syntax is MemberAccessExpressionSyntax access ? access.Name.GetLocation() : reference.Syntax.GetLocation());
        }
    }

    private static void AnalyzeCall(OperationAnalysisContext context, IInvocationOperation call)
    {
        if (call.TargetMethod.Name switch
        {
            "Wait" => Sends.IsTask(call.TargetMethod.ContainingType),
            "GetResult" => call.Instance is IInvocationOperation { TargetMethod.Name: "GetAwaiter" },
            _ => false,
        })
        {
            Analyze(context, call.Instance, call.TargetMethod.Name, Sends.NameOf(call));
        }
    }

    private static void Analyze(OperationAnalysisContext context, IOperation? task, string name, Location location)
    {
        if ((Sends.Innermost(task) ?? OnlyUse(context, task)) is { } call)
        {
            context.ReportDiagnostic(Diagnostic.Create(CallSiteRules.Blocking, location, name, call.TargetMethod.Name));
        }
    }

    /// <summary>The send whose task a local variable holds, if the variable is used for nothing else: where it is, the task may have ended.</summary>
    private static IInvocationOperation? OnlyUse(OperationAnalysisContext context, IOperation? task)
    {
        while (task is IInvocationOperation { TargetMethod.Name: "AsTask" or "ConfigureAwait" or "GetAwaiter" } wrapper)
        {
            task = wrapper.Instance;
        }

        if (task is not ILocalReferenceOperation { Local: { DeclaringSyntaxReferences.Length: 1 } local }
            || local.DeclaringSyntaxReferences[0].GetSyntax(context.CancellationToken) is not VariableDeclaratorSyntax { Initializer.Value: { } value }
            || task.SemanticModel is not { } model
            || LocalUses.Count(local, task.Syntax, model, context.CancellationToken) != 1)
        {
            return null;
        }

        return Sends.Innermost(model.GetOperation(value, context.CancellationToken));
    }
}
