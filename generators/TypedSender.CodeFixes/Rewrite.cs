using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace TypedSender.CodeFixes;

/// <summary>One way to fix a diagnostic: nodes, each with what takes its place.</summary>
internal sealed class Rewrite
{
    private readonly List<(SyntaxNode Node, Func<SyntaxNode, SyntaxNode> Change)> _changes = new();

    /// <param name="title">What the user chooses, an imperative.</param>
    /// <param name="key">The same for all diagnostics that Fix All fixes together.</param>
    public Rewrite(string title, string key)
    {
        Title = title;
        Key = key;
    }

    public string Title { get; }

    public string Key { get; }

    public IReadOnlyList<(SyntaxNode Node, Func<SyntaxNode, SyntaxNode> Change)> Changes => _changes;

    /// <summary>Replaces a node, of this file or another of the solution. Two rewrites of the same title change a node once.</summary>
    public Rewrite Replacing<T>(T node, Func<T, SyntaxNode> change)
        where T : SyntaxNode
    {
        _changes.Add((node, current => current is T known ? change(known) : current));
        return this;
    }
}
