using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// What a parser finds wrong. Analyzers report it, and a generator needs only <see cref="StubRule"/>. Generators keep what was found for the analyzers: it holds locations in files, and no symbol.
/// </summary>
internal sealed class DiagnosticBag
{
    private List<Diagnostic>? _found;

    public IReadOnlyList<Diagnostic> Found => _found ?? (IReadOnlyList<Diagnostic>)Array.Empty<Diagnostic>();

    /// <summary>How often something was found, repetitions included.</summary>
    public int Count { get; private set; }

    /// <summary>The first rule that forbids real code; null if there is none.</summary>
    public string? StubRule { get; private set; }

    public void Add(DiagnosticDescriptor rule, Location location, params string[] arguments) => Add(rule, location, ImmutableDictionary<string, string?>.Empty, arguments);

    /// <summary>Adds a problem that says more to the code that reads it than to people.</summary>
    public void Add(DiagnosticDescriptor rule, Location location, ImmutableDictionary<string, string?> properties, params string[] arguments)
    {
        Add(Diagnostic.Create(rule, location, properties, arguments));
        if (rule.DefaultSeverity == DiagnosticSeverity.Error)
        {
            RequireStub(rule.Id);
        }
    }

    public void AddAll(DiagnosticBag others)
    {
        others._found?.ForEach(Add);
        if (others.StubRule is { } rule)
        {
            RequireStub(rule);
        }
    }

    /// <summary>Takes over one problem; what it forbids is taken over by <see cref="RequireStub"/>.</summary>
    public void Take(Diagnostic problem) => Add(problem);

    /// <summary>Takes over what is wrong with a base type: all of it, or, where the base type is in source and reports it itself, that there can be no real code.</summary>
    public void AddInherited(DiagnosticBag others, ISymbol ancestor)
    {
        if (ancestor.DeclaringSyntaxReferences.Length == 0)
        {
            AddAll(others);
        }
        else if (others.StubRule is { } rule)
        {
            RequireStub(rule);
        }
    }

    /// <summary>Forbids real code for a reason that is reported elsewhere.</summary>
    public void RequireStub(string rule) => StubRule ??= rule;

    /// <summary>A member that travels in a section and in the body is read twice, and its problem is said once.</summary>
    private void Add(Diagnostic problem)
    {
        Count++;
        _found ??= new List<Diagnostic>();
        if (!_found.Exists(other => other.Id == problem.Id && other.Location == problem.Location && other.GetMessage() == problem.GetMessage()))
        {
            _found.Add(problem);
        }
    }
}
