using System.Collections.Concurrent;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Analyzers;

/// <summary>
/// Reports what is wrong once for a compilation: types that share a base all find the problems of its members, which stand in one place. Thread-safe.
/// </summary>
internal sealed class ReportedDiagnostics
{
    private readonly ConcurrentDictionary<(string Id, Location Location, string Message), bool> _reported = new();

    /// <summary>Reports each problem that has not been reported yet.</summary>
    public void Report(SymbolAnalysisContext context, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (Diagnostic problem in diagnostics)
        {
            if (_reported.TryAdd((problem.Id, problem.Location, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)), true))
            {
                context.ReportDiagnostic(WithReportableLocation(problem, context));
            }
        }
    }

    /// <summary>
    /// The problem, where the compilation may report it: a base type in another project that is open in the editor has its source there, and stands for the type that
    /// derives from it.
    /// </summary>
    private static Diagnostic WithReportableLocation(Diagnostic problem, SymbolAnalysisContext context)
        => problem.Location.SourceTree is not { } tree || context.Compilation.ContainsSyntaxTree(tree)
            ? problem
            : Diagnostic.Create(
                problem.Id,
                problem.Descriptor.Category,
                problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture),
                problem.Severity,
                problem.DefaultSeverity,
                problem.Descriptor.IsEnabledByDefault,
                problem.WarningLevel,
                location: Locations.Of(context.Symbol));
}
