using System.Collections.Concurrent;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedSender.Generators.Analyzers;

/// <summary>
/// Reports what is wrong once for a compilation: types that share a base all find the problems of its members, which stand in one place. Thread-safe.
/// </summary>
internal sealed class ReportedProblems
{
    private readonly ConcurrentDictionary<(string Id, Location Location, string Message), bool> _reported = new();

    public void Report(SymbolAnalysisContext context, IEnumerable<Diagnostic> problems)
    {
        foreach (Diagnostic problem in problems)
        {
            if (_reported.TryAdd((problem.Id, problem.Location, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)), true))
            {
                context.ReportDiagnostic(problem);
            }
        }
    }
}
