using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers;

/// <summary>Says once for a project that its version of C# is too old for generated code, at the first annotated type by name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LanguageVersionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(LanguageVersionRule.Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (LanguageVersions.TooOld(start.Compilation.SyntaxTrees.FirstOrDefault()?.Options) is not { } version)
            {
                return;
            }

            var annotated = new ConcurrentQueue<INamedTypeSymbol>();
            TypeActions.Register(
                start,
                context =>
                {
                    INamedTypeSymbol type = context.Type;
                    if (Attributes.Find(type, Attributes.Contract) is not null || Attributes.Find(type, Attributes.Sender) is not null || Attributes.Find(type, Attributes.Management) is not null)
                    {
                        annotated.Enqueue(type);
                    }
                });
            start.RegisterCompilationEndAction(end => Report(end, annotated, version));
        });
    }

    private static void Report(CompilationAnalysisContext context, IEnumerable<INamedTypeSymbol> annotated, string version)
    {
        if (annotated.OrderBy(Names.Metadata, StringComparer.Ordinal).FirstOrDefault() is { } first)
        {
            context.ReportDiagnostic(Diagnostic.Create(LanguageVersionRule.Descriptor, Locations.Of(first), Names.Display(first), version));
        }
    }
}
