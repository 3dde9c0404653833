using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedSender.Benchmarks.Generators;

/// <summary>Sources, parsed once, with the generators and analyzers that run over them.</summary>
internal sealed class GeneratorProject
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp12);

    private readonly ImmutableArray<SyntaxTree> _trees;
    private readonly Components _components;

    private GeneratorProject(GeneratorSources sources, IEnumerable<(string Name, string Text)> files, Components components)
    {
        Sources = sources;
        _trees = [.. files.Select(source => Parse(source.Name, source.Text))];
        _components = components;
    }

    public GeneratorSources Sources { get; }

    public ImmutableArray<DiagnosticAnalyzer> Analyzers => _components.Analyzers;

    public IReadOnlyList<IIncrementalGenerator> Generators => _components.Generators;

    /// <summary>Contracts and senders, with the generators and analyzers of this tree.</summary>
    public static GeneratorProject Ours(GeneratorSources sources) => new(sources, sources.Ours(), Components.Ours());

    /// <summary>The same types in a context, with the generator of System.Text.Json.</summary>
    public static GeneratorProject OfJson(GeneratorSources sources) => new(sources, sources.OfJson(), Components.OfJson());

    public static SyntaxTree Parse(string name, string text) => CSharpSyntaxTree.ParseText(text, ParseOptions, name, Encoding.UTF8);

    /// <summary>A compilation in which nothing has been looked at yet.</summary>
    public CSharpCompilation Compilation() => CSharpCompilation.Create(
        "Shop",
        _trees,
        Components.References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A driver that has not run yet.</summary>
    /// <param name="isTracked">Whether it notes how long each step takes, which costs time itself.</param>
    /// <param name="only">The one generator to run; null for all.</param>
    public GeneratorDriver Driver(bool isTracked = false, IIncrementalGenerator? only = null) => CSharpGeneratorDriver.Create(
        (only is null ? _components.Generators : [only]).Select(generator => generator.AsSourceGenerator()),
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, isTracked));
}
