using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
        => context.RegisterSyntaxNodeAction(static context => Analyze(context, (InvocationExpressionSyntax)context.Node), SyntaxKind.InvocationExpression);

    private static void Analyze(SyntaxNodeAnalysisContext context, InvocationExpressionSyntax call)
    {
        SimpleNameSyntax? name = call.Expression switch
        {
            SimpleNameSyntax simple => simple,
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => null,
        };
        if (name is null)
        {
            return;
        }

        SymbolInfo info = context.SemanticModel.GetSymbolInfo(call, context.CancellationToken);
        if (info.Symbol is not null)
        {
            return;
        }

        foreach (ISymbol candidate in info.CandidateSymbols)
        {
            if (candidate is IMethodSymbol { TypeParameters.Length: 1 } method && TypeParameters.IsContract(method.OriginalDefinition.TypeParameters[0]))
            {
                Check(context, method, name);
                return;
            }
        }
    }

    private static void Check(SyntaxNodeAnalysisContext context, IMethodSymbol method, SimpleNameSyntax name)
    {
        TypeSyntax? written = name is GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } ? arguments[0] : null;
        ITypeSymbol? type = written is null ? method.TypeArguments[0] : context.SemanticModel.GetTypeInfo(written, context.CancellationToken).Type;
        if (type is not INamedTypeSymbol { TypeKind: not TypeKind.Error } named || Attributes.Find(named, Attributes.Contract) is not null)
        {
            return;
        }

        using ExternalContracts.Scope externals = ExternalContracts.Enter(context.Compilation);
        string advice = ExternalContracts.Find(named) is { } external
            ? $"an attribute of the assembly makes it a contract, and its code is a type of its own: call the method that takes '{external.Encoder}', too"
            : ContractAdvice.CanBeMarked(named) ? "mark it [AmqpContract], and make it partial"
            : "it cannot be marked, so pass a contract with a member of it";
        context.ReportDiagnostic(Diagnostic.Create(CallSiteRules.NoContract, (SyntaxNode?)written is { } node ? node.GetLocation() : name.Identifier.GetLocation(), Names.Display(named), method.Name, advice));
    }
}
