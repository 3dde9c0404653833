using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Analyzers;

namespace TypedSender.Generators.Tests.Support;

/// <summary>
/// Runs the contract and sender generators over sources as a C# 12 compiler would, and runs them again over an equal compilation:
/// every test so proves that nothing is done twice, and that no model holds anything of the compiler.
/// </summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) == "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(SendClient).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Amqp.AmqpSymbol).Assembly.Location),
    ];

    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;
    private Compilation _updated;

    private GeneratorRun(IEnumerable<string> sources, IEnumerable<MetadataReference> references, params IIncrementalGenerator[] others)
        : this(sources.Select((source, index) => Parse(source, index)), references, others)
    {
    }

    private GeneratorRun(IEnumerable<SyntaxTree> trees, IEnumerable<MetadataReference> references, params IIncrementalGenerator[] others)
    {
        _compilation = CSharpCompilation.Create(
            "Sample",
            trees,
            References.AddRange(references),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: [new("TSAMQP", ReportDiagnostic.Suppress)]));
        _driver = CSharpGeneratorDriver.Create(
            [new ContractGenerator().AsSourceGenerator(), new SenderGenerator().AsSourceGenerator(), .. others.Select(other => other.AsSourceGenerator())],
            parseOptions: ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out _updated, out _);
        AssertEqualCompilationIsCached();
        ModelGraph.AssertFreeOfTheCompiler(Steps());
    }

    /// <summary>The generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files
        => _driver.GetRunResult().Results.SelectMany(result => result.GeneratedSources).ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>What the generators themselves report.</summary>
    public ImmutableArray<Diagnostic> GeneratorDiagnostics => _driver.GetRunResult().Diagnostics;

    /// <summary>The errors and warnings of the compiler; of missing documentation, only in generated code.</summary>
    public IEnumerable<Diagnostic> CompilerDiagnostics
        => _updated.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning
            && (diagnostic.Id != "CS1591" || diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true));

    public static GeneratorRun Of(params string[] sources) => new(sources, []);

    public static GeneratorRun OfFiles(params (string Name, string Source)[] files)
        => new(files.Select(file => CSharpSyntaxTree.ParseText(file.Source, ParseOptions, file.Name, System.Text.Encoding.UTF8)), []);

    public static GeneratorRun With(MetadataReference reference, params string[] sources) => new(sources, [reference]);

    /// <summary>Runs beside another generator, which sees as little of ours as ours see of it.</summary>
    public static GeneratorRun Beside(IIncrementalGenerator other, params string[] sources) => new(sources, [], other);

    /// <summary>The sources and what was generated, as another assembly sees them.</summary>
    public MetadataReference ToReference()
    {
        using var image = new MemoryStream();
        Assert.True(_updated.WithAssemblyName("Library").Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    /// <summary>The text of the one file whose name contains <paramref name="part"/>.</summary>
    public string File(string part) => Assert.Single(Files, file => file.Key.Contains(part, StringComparison.Ordinal)).Value;

    /// <summary>What the analyzers report about the sources together with what was generated.</summary>
    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync()
        => await _updated.WithAnalyzers([new ContractAnalyzer(), new SenderAnalyzer(), new PlacementAnalyzer()]).GetAnalyzerDiagnosticsAsync();

    /// <summary>Replaces or adds a source, and returns why each generated file is what it is.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Edit(int index, string source)
    {
        SyntaxTree tree = Parse(source, index);
        _compilation = index < _compilation.SyntaxTrees.Length
            ? _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[index], tree)
            : _compilation.AddSyntaxTrees(tree);
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out _updated, out _);
        return [.. Outputs().OrderBy(reason => reason.ToString(), StringComparer.Ordinal)];
    }

    private static SyntaxTree Parse(string source, int index) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"Source{index}.cs", System.Text.Encoding.UTF8);

    private IEnumerable<IncrementalStepRunReason> Outputs()
        => _driver.GetRunResult().Results.SelectMany(result => result.TrackedOutputSteps).SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);

    private IEnumerable<(object Value, IncrementalStepRunReason Reason)> Steps()
        => _driver.GetRunResult().Results
            .SelectMany(result => result.TrackedSteps)
            .Where(step => step.Key is StepNames.Contracts or StepNames.Senders)
            .SelectMany(step => step.Value)
            .SelectMany(step => step.Outputs);

    private void AssertEqualCompilationIsCached()
    {
        _driver = _driver.RunGenerators(_compilation.Clone());
        Assert.All(Steps(), step => Assert.True(step.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, step.Reason.ToString()));
        Assert.All(Outputs(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }
}
