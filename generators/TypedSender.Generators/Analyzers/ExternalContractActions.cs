using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Analyzers;

/// <summary>Has contracts be analyzed that attributes of the assembly make, where those stand: their types may be in other assemblies.</summary>
internal static class ExternalContractActions
{
    /// <summary>Registers an action for each external contract of the compilation.</summary>
    /// <param name="start">The start of the analysis.</param>
    /// <param name="analyze">Analyzes a contract.</param>
    /// <param name="analyzeOther">Analyzes an attribute of the assembly that makes no contract; null for nothing.</param>
    public static void Register(
        CompilationStartAnalysisContext start, Action<TypeAnalysis, ExternalContracts.External> analyze, Action<SyntaxNodeAnalysisContext>? analyzeOther = null)
    {
        IReadOnlyList<ExternalContracts.External> externals = ExternalContracts.Of(start.Compilation.Assembly);
        if (externals.Count == 0)
        {
            return;
        }

        // Attributes in files that count as generated are come by at the end.
        var seen = new ConcurrentDictionary<ExternalContracts.External, bool>();
        start.RegisterSyntaxNodeAction(node => Analyze(node, externals, seen, analyze, analyzeOther), SyntaxKind.Attribute);
        start.RegisterCompilationEndAction(end =>
        {
            foreach (ExternalContracts.External external in externals)
            {
                if (seen.TryAdd(external, true))
                {
                    analyze(new TypeAnalysis(external.Declaration.Type, end.Compilation, end.ReportDiagnostic, end.CancellationToken), external);
                }
            }
        });
    }

    /// <summary>Whether the attribute is written by the node.</summary>
    public static bool Is(AttributeData attribute, SyntaxNode node)
        => attribute.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == node.SyntaxTree && reference.Span == node.Span;

    private static void Analyze(
        SyntaxNodeAnalysisContext context,
        IReadOnlyList<ExternalContracts.External> externals,
        ConcurrentDictionary<ExternalContracts.External, bool> seen,
        Action<TypeAnalysis, ExternalContracts.External> analyze,
        Action<SyntaxNodeAnalysisContext>? analyzeOther)
    {
        if (context.Node.Parent?.Parent is not CompilationUnitSyntax)
        {
            return;
        }

        foreach (ExternalContracts.External external in externals)
        {
            if (Is(external.Declaration.Settings, context.Node))
            {
                seen.TryAdd(external, true);
                analyze(new TypeAnalysis(external.Declaration.Type, context.Compilation, context.ReportDiagnostic, context.CancellationToken), external);
                return;
            }
        }

        analyzeOther?.Invoke(context);
    }
}
