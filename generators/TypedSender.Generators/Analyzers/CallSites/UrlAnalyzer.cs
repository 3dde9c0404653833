using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Reports constant URLs that clients refuse (TSND0708), in the words of the runtime: both compile the same parser.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UrlAnalyzer : CallSiteAnalyzer
{
    private const string Parameter = "url";

    /// <summary>Makes the analyzer.</summary>
    public UrlAnalyzer()
        : base(CallSiteRules.UnusableUrl)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, INamedTypeSymbol client)
    {
        context.RegisterOperationAction(
            static context =>
            {
                var call = (IInvocationOperation)context.Operation;
                Analyze(context, call.TargetMethod, call.Arguments);
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(
            static context =>
            {
                var creation = (IObjectCreationOperation)context.Operation;
                Analyze(context, creation.Constructor, creation.Arguments);
            },
            OperationKind.ObjectCreation);
    }

    private static void Analyze(OperationAnalysisContext context, IMethodSymbol? method, ImmutableArray<IArgumentOperation> arguments)
    {
        if (method is not { Parameters.Length: > 0 } || method.Parameters[0].Name != Parameter || !ProductTypes.Has(method.ContainingType))
        {
            return;
        }

        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter?.Ordinal == 0 && argument.Value.ConstantValue is { HasValue: true, Value: string url } && SendUrl.Read(url) is { Fault: not AddressFault.None } read)
            {
                context.ReportDiagnostic(Diagnostic.Create(CallSiteRules.UnusableUrl, argument.Value.Syntax.GetLocation(), AddressErrors.TextOfUrl(read.Fault, read.Position, url).TrimEnd('.')));
            }
        }
    }
}
