using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedSender.Generators.Analyzers;

/// <summary>Has types be analyzed: those that people write as the compiler gets to them, annotated ones in generated files at the end.</summary>
internal static class TypeActions
{
    public static void Register(CompilationStartAnalysisContext start, Action<TypeAnalysis> analyze)
    {
        IReadOnlyCollection<INamedTypeSymbol> generated = GeneratedTypes.Of(start.Compilation, start.Options, start.CancellationToken);
        if (generated.Count == 0)
        {
            start.RegisterSymbolAction(symbol => analyze(Of(symbol)), SymbolKind.NamedType);
            return;
        }

        var seen = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
        start.RegisterSymbolAction(
            symbol =>
            {
                seen.TryAdd(symbol.Symbol, true);
                analyze(Of(symbol));
            },
            SymbolKind.NamedType);
        start.RegisterCompilationEndAction(end =>
        {
            foreach (INamedTypeSymbol type in generated)
            {
                if (seen.TryAdd(type, true))
                {
                    analyze(new TypeAnalysis(type, end.Compilation, end.ReportDiagnostic, end.CancellationToken));
                }
            }
        });
    }

    private static TypeAnalysis Of(SymbolAnalysisContext context) => new((INamedTypeSymbol)context.Symbol, context.Compilation, context.ReportDiagnostic, context.CancellationToken);
}
