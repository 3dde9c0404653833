using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedSender.Benchmarks.Generators;

/// <summary>How long each analyzer computes over a compilation whose files have been parsed, and whose declarations have been bound, as the compiler does without analyzers too.</summary>
internal static class AnalyzerTimes
{
    private static readonly CompilationWithAnalyzersOptions Options = new(
        new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true, reportSuppressedDiagnostics: false);

    /// <summary>Milliseconds by analyzer, on one thread as generators are.</summary>
    public static Dictionary<string, double> Of(GeneratorProject project, Compilation updated)
    {
        AnalysisResult result = ((CSharpCompilation)updated).Clone()
            .WithAnalyzers([new DeclarationBinder(), .. project.Analyzers], Options)
            .GetAnalysisResultAsync(default).GetAwaiter().GetResult();
        return project.Analyzers.Where(result.AnalyzerTelemetryInfo.ContainsKey).ToDictionary(
            analyzer => analyzer.GetType().Name,
            analyzer => result.AnalyzerTelemetryInfo[analyzer].ExecutionTime.TotalMilliseconds);
    }
}
