using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedSender.Generators.Analyzers.CallSites;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Pipeline;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers;

/// <summary>Reports closed types of generic contracts that cannot be sent, and those for which no code is made, where a call of a generic method passes them on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GenericContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }
        = ImmutableArray.Create(ExternalRules.TypeArgument, ExternalRules.TypeArgumentAdvice, CallSiteRules.UnnamedContract);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (GenericContractNames.Of((CSharpCompilation)start.Compilation).Count > 0)
            {
                start.RegisterOperationAction(static operation => Analyze(operation, (IInvocationOperation)operation.Operation), OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        for (int i = 0; i < method.TypeArguments.Length; i++)
        {
            if (method.TypeArguments[i] is INamedTypeSymbol type && ClosedContracts.Is(type) && TypeParameters.IsContract(method.OriginalDefinition.TypeParameters[i]))
            {
                Check(context, call, type, i);
            }
        }
    }

    private static void Check(OperationAnalysisContext context, IInvocationOperation call, INamedTypeSymbol type, int index)
    {
        using ExternAliases.Scope aliases = ExternAliases.Enter(context.Compilation);
        using ExternalContracts.Scope externals = ExternalContracts.Enter(context.Compilation);
        if (!ContractReference.HasEncoder(type))
        {
            return;
        }

        var diagnostics = new DiagnosticBag();
        Location name = Sends.NameOf(call);
        bool canBeSent = ClosedContracts.Check(type, Written(call.Syntax, index) is { } written ? TypeToken.At(written) : TypeToken.At(name), diagnostics);
        foreach (Diagnostic problem in diagnostics.Found)
        {
            context.ReportDiagnostic(problem);
        }

        if (canBeSent && !ClosedContracts.IsWritten(type, context.Compilation))
        {
            context.ReportDiagnostic(Diagnostic.Create(CallSiteRules.UnnamedContract, name, Names.Display(type), call.TargetMethod.Name));
        }
    }

    /// <summary>The type argument as it is written; null if it is inferred.</summary>
    private static TypeSyntax? Written(SyntaxNode call, int index)
        => (call as InvocationExpressionSyntax)?.Expression switch
        {
            GenericNameSyntax name => name.TypeArgumentList.Arguments[index],
            MemberAccessExpressionSyntax { Name: GenericNameSyntax name } => name.TypeArgumentList.Arguments[index],
            MemberBindingExpressionSyntax { Name: GenericNameSyntax name } => name.TypeArgumentList.Arguments[index],
            _ => null,
        };
}
