using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>An analyzer of code that uses TypedSender: it does nothing in a compilation without it, and never looks at generated code.</summary>
public abstract class CallSiteAnalyzer : DiagnosticAnalyzer
{
    private const string Client = "TypedSender.ISendClient";

    private protected CallSiteAnalyzer(params DiagnosticDescriptor[] rules) => SupportedDiagnostics = ImmutableArray.Create(rules);

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(Client) is { } client)
            {
                Register(start, client);
            }
        });
    }

    /// <summary>Registers for the few kinds of operations that the rules are about.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, INamedTypeSymbol client);
}
