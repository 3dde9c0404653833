using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Parsing;
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
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.InvocationExpression);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        SimpleNameSyntax? name = ((InvocationExpressionSyntax)context.Node).Expression switch
        {
            SimpleNameSyntax simple => simple,
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => null,
        };
        if (name is null || context.SemanticModel.GetSymbolInfo(name, context.CancellationToken).Symbol is not IMethodSymbol { IsGenericMethod: true } method)
        {
            return;
        }

        for (int i = 0; i < method.TypeArguments.Length; i++)
        {
            if (method.TypeArguments[i] is INamedTypeSymbol type && ClosedContracts.Is(type) && TypeParameters.IsContract(method.OriginalDefinition.TypeParameters[i]))
            {
                Check(context, type, name, i, method);
            }
        }
    }

    private static void Check(SyntaxNodeAnalysisContext context, INamedTypeSymbol type, SimpleNameSyntax name, int index, IMethodSymbol method)
    {
        using ExternAliases.Scope aliases = ExternAliases.Enter(context.Compilation);
        using ExternalContracts.Scope externals = ExternalContracts.Enter(context.Compilation);
        if (!ContractReference.HasEncoder(type))
        {
            return;
        }

        var diagnostics = new DiagnosticBag();
        TypeSyntax? written = (name as GenericNameSyntax)?.TypeArgumentList.Arguments[index];
        bool canBeSent = ClosedContracts.Check(type, written is null ? TypeToken.At(name.Identifier.GetLocation()) : TypeToken.At(written), diagnostics);
        foreach (Diagnostic problem in diagnostics.Found)
        {
            context.ReportDiagnostic(problem);
        }

        if (canBeSent && !ClosedContracts.IsWritten(type, context.Compilation))
        {
            context.ReportDiagnostic(Diagnostic.Create(CallSiteRules.UnnamedContract, name.Identifier.GetLocation(), Names.Display(type), method.Name));
        }
    }
}
