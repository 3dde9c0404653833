using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// What a parser finds wrong. Analyzers report it; a generator only asks for <see cref="StubRule"/>, so that no location outlives the parsing.
/// </summary>
internal sealed class Problems
{
    private readonly List<Diagnostic> _found = new();

    public IReadOnlyList<Diagnostic> Found => _found;

    /// <summary>The first rule that forbids real code; null if there is none.</summary>
    public string? StubRule { get; private set; }

    public void Add(DiagnosticDescriptor rule, Location location, params object[] arguments)
    {
        _found.Add(Diagnostic.Create(rule, location, arguments));
        if (rule.DefaultSeverity == DiagnosticSeverity.Error)
        {
            RequireStub(rule.Id);
        }
    }

    public void AddAll(Problems others)
    {
        _found.AddRange(others._found);
        if (others.StubRule is { } rule)
        {
            RequireStub(rule);
        }
    }

    /// <summary>Forbids real code for a reason that somebody else reports.</summary>
    public void RequireStub(string rule) => StubRule ??= rule;
}
