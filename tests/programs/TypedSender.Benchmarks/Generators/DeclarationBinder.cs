using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedSender.Benchmarks.Generators;

#pragma warning disable RS1012, RS1036 // it is in no package, and does what it is for at the start

/// <summary>
/// Has the compiler bind all declarations and attributes before other analyzers run, as it does in every build: what is bound is kept, and would otherwise be in the time of the analyzer that happens
/// to ask first.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class DeclarationBinder : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [new DiagnosticDescriptor("BENCH1", "Never reported", "Never reported", "Benchmark", DiagnosticSeverity.Warning, isEnabledByDefault: true)];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start => Bind(start.Compilation.SourceModule.GlobalNamespace));
    }

    private static void Bind(ISymbol symbol)
    {
        symbol.GetAttributes();
        switch (symbol)
        {
            case INamespaceOrTypeSymbol container:
                _ = (container as ITypeSymbol)?.AllInterfaces;
                foreach (ISymbol member in container.GetMembers())
                {
                    Bind(member);
                }

                break;
            case IMethodSymbol method:
                method.GetReturnTypeAttributes();
                _ = method.OverriddenMethod;
                foreach (IParameterSymbol parameter in method.Parameters)
                {
                    Bind(parameter);
                }

                break;
            case IPropertySymbol property:
                _ = property.Type;
                _ = property.OverriddenProperty;
                break;
            case IFieldSymbol field:
                _ = field.Type;
                _ = field.ConstantValue;
                break;
            case IParameterSymbol parameter:
                _ = parameter.Type;
                break;
            default:
                break;
        }
    }
}
