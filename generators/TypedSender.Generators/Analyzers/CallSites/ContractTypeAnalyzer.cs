using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Says why a type cannot be passed as a contract to a generic method, where the compiler only names a constraint (TSND0713).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractTypeAnalyzer : CallSiteAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public ContractTypeAnalyzer()
        : base(CallSiteRules.NoContract)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, INamedTypeSymbol client)
        => context.RegisterOperationAction(Analyze, OperationKind.Invalid);

    private static void Analyze(OperationAnalysisContext context)
    {
        SimpleNameSyntax? name = (context.Operation.Syntax as InvocationExpressionSyntax)?.Expression switch
        {
            SimpleNameSyntax simple => simple,
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => null,
        };
        if (name is null || context.Operation.SemanticModel is not { } semantics)
        {
            return;
        }

        foreach (ISymbol candidate in semantics.GetSymbolInfo(context.Operation.Syntax, context.CancellationToken).CandidateSymbols)
        {
            if (candidate is IMethodSymbol { TypeParameters.Length: 1 } method && TypeParameters.IsContract(method.OriginalDefinition.TypeParameters[0]))
            {
                Check(context, method, name, semantics);
                return;
            }
        }
    }

    private static void Check(OperationAnalysisContext context, IMethodSymbol method, SimpleNameSyntax name, SemanticModel semantics)
    {
        TypeSyntax? written = name is GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } ? arguments[0] : null;
        ITypeSymbol? type = written is not null ? semantics.GetTypeInfo(written, context.CancellationToken).Type
            : method.TypeArguments[0] is ITypeParameterSymbol ? OfArgument(method, ((InvocationExpressionSyntax)context.Operation.Syntax).ArgumentList, semantics, context.CancellationToken)
            : method.TypeArguments[0];
        if (type is not INamedTypeSymbol { TypeKind: not TypeKind.Error } named || Attributes.Find(named, Attributes.Contract) is not null)
        {
            return;
        }

        using ExternalContracts.Scope externals = ExternalContracts.Enter(context.Compilation);
        string advice = ExternalContracts.Find(named) is { } external
            ? $"an attribute of the assembly makes it a contract, and its code is a type of its own: call the method that takes '{external.Encoder}', too"
            : ContractAdvice.CanBeMarked(named) ? "mark it [AmqpContract], and make it partial"
            : "it cannot be marked, so pass a contract with a member of it";
        context.ReportDiagnostic(Diagnostic.Create(CallSiteRules.NoContract, written?.GetLocation() ?? name.Identifier.GetLocation(), Names.Display(named), method.Name, advice));
    }

    /// <summary>The type of the argument that a type parameter would be inferred from; null for none.</summary>
    private static ITypeSymbol? OfArgument(IMethodSymbol method, ArgumentListSyntax arguments, SemanticModel semantics, CancellationToken cancellationToken)
    {
        for (int i = 0; i < method.Parameters.Length && i < arguments.Arguments.Count; i++)
        {
            if (method.Parameters[i].Type is ITypeParameterSymbol)
            {
                return semantics.GetTypeInfo(arguments.Arguments[i].Expression, cancellationToken).Type;
            }
        }

        return null;
    }
}
