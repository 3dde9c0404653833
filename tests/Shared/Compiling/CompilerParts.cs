using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators;

namespace TypedSender.Shared.Compiling;

/// <summary>What a compiler loads from the generators' assembly: found by their attributes, as a compiler finds them, so that none is forgotten.</summary>
internal static class CompilerParts
{
    public static ImmutableArray<ISourceGenerator> CreateGenerators() =>
        [.. Create<GeneratorAttribute, IIncrementalGenerator>().Select(generator => generator.AsSourceGenerator())];

    /// <summary>The analyzers and suppressors.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> CreateAnalyzers() => [.. Create<DiagnosticAnalyzerAttribute, DiagnosticAnalyzer>()];

    private static IEnumerable<T> Create<TAttribute, T>()
        where TAttribute : Attribute =>
        from type in typeof(ContractGenerator).Assembly.GetTypes()
        where type.GetCustomAttribute<TAttribute>() is not null
        orderby type.FullName
        select (T)Activator.CreateInstance(type)!;
}
