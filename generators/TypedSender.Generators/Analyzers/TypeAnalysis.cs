using System;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Analyzers;

/// <summary>A type that is analyzed, whichever action it was found by.</summary>
internal readonly struct TypeAnalysis
{
    private readonly Action<Diagnostic> _report;

    public TypeAnalysis(INamedTypeSymbol type, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        Type = type;
        Compilation = compilation;
        _report = report;
        CancellationToken = cancellationToken;
    }

    public INamedTypeSymbol Type { get; }

    public Compilation Compilation { get; }

    public CancellationToken CancellationToken { get; }

    public void ReportDiagnostic(Diagnostic diagnostic) => _report(diagnostic);
}
