using System;
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
    public void Report(TypeAnalysis context, IEnumerable<Diagnostic> diagnostics)
        => Report(context.ReportDiagnostic, context.Compilation, Locations.Of(context.Type), diagnostics);

    /// <summary>Reports each problem that has not been reported yet.</summary>
    /// <param name="report">Takes it.</param>
    /// <param name="compilation">What is analyzed.</param>
    /// <param name="fallback">Where a problem is reported that stands in another compilation.</param>
    /// <param name="diagnostics">The problems.</param>
    public void Report(Action<Diagnostic> report, Compilation compilation, Location fallback, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (Diagnostic problem in diagnostics)
        {
            if (_reported.TryAdd((problem.Id, problem.Location, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)), true))
            {
                report(WithReportableLocation(problem, compilation, fallback));
            }
        }
    }

    /// <summary>
    /// The problem, where the compilation may report it: a base type in another project that is open in the editor has its source there, and stands for the type that
    /// derives from it.
    /// </summary>
    private static Diagnostic WithReportableLocation(Diagnostic problem, Compilation compilation, Location fallback)
        => problem.Location.SourceTree is not { } tree || compilation.ContainsSyntaxTree(tree)
            ? problem
            : Diagnostic.Create(
                problem.Id,
                problem.Descriptor.Category,
                problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture),
                problem.Severity,
                problem.DefaultSeverity,
                problem.Descriptor.IsEnabledByDefault,
                problem.WarningLevel,
                location: fallback,
                properties: problem.Properties);
}
