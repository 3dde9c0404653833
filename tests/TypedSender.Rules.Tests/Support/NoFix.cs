using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TypedSender.Rules.Tests.Support;

/// <summary>For analyzers whose rules have no fix.</summary>
public sealed class NoFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => [];

    public override Task RegisterCodeFixesAsync(CodeFixContext context) => Task.CompletedTask;
}
