using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Analyzers;

namespace TypedSender.Generators.Tests.Support;

/// <summary>
/// Runs the generators of contracts, senders and management interfaces over sources as a C# 12 compiler would, and runs them again over an equal compilation:
/// every test so proves that nothing is done twice, and that no model holds anything of the compiler.
/// </summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpParseOptions DefaultOptions = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions DefaultCompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary,
        allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>The assemblies of .NET, and the product's.</summary>
    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) == "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(SendClient).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Amqp.AmqpSymbol).Assembly.Location),
    ];

    private readonly CSharpParseOptions _parseOptions;
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;
    private CSharpCompilation _updated;

    private GeneratorRun(IEnumerable<string> sources, IEnumerable<MetadataReference> references, CSharpParseOptions parseOptions, params IIncrementalGenerator[] others)
        : this(sources.Select((source, index) => (SourceName(index), source)), references, parseOptions, DefaultCompilationOptions, others)
    {
    }

    private GeneratorRun(
        IEnumerable<(string Name, string Source)> files, IEnumerable<MetadataReference> references, CSharpParseOptions parseOptions, CSharpCompilationOptions options, params IIncrementalGenerator[] others)
    {
        _parseOptions = parseOptions;
        _compilation = CSharpCompilation.Create(
            "Sample",
            files.Select(file => Parse(file.Source, file.Name)),
            References.AddRange(references),
            options);
        _driver = CSharpGeneratorDriver.Create(
            [new ContractGenerator().AsSourceGenerator(), new SenderGenerator().AsSourceGenerator(), new ManagementGenerator().AsSourceGenerator(), .. others.Select(other => other.AsSourceGenerator())],
            parseOptions: parseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out Compilation updated, out _);
        _updated = (CSharpCompilation)updated;
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

    public static GeneratorRun Of(params string[] sources) => new(sources, [], DefaultOptions);

    /// <summary>Runs as a compiler of another version of C# would.</summary>
    public static GeneratorRun In(LanguageVersion version, params string[] sources) => new(sources, [], DefaultOptions.WithLanguageVersion(version));

    public static GeneratorRun OfFiles(params (string Name, string Source)[] files) => new(files, [], DefaultOptions, DefaultCompilationOptions);

    /// <summary>Runs as a project of other settings would.</summary>
    /// <param name="version">The version of C#.</param>
    /// <param name="configure">Changes the settings of the compiler.</param>
    /// <param name="sources">The sources.</param>
    public static GeneratorRun Under(LanguageVersion version, Func<CSharpCompilationOptions, CSharpCompilationOptions> configure, params string[] sources)
        => new(sources.Select((source, index) => (SourceName(index), source)), [], DefaultOptions.WithLanguageVersion(version), configure(DefaultCompilationOptions));

    /// <summary>Runs with symbols that <c>#if</c> asks for.</summary>
    /// <param name="symbols">The symbols.</param>
    /// <param name="source">The source.</param>
    public static GeneratorRun Defining(string[] symbols, string source) => new([source], [], DefaultOptions.WithPreprocessorSymbols(symbols));

    public static GeneratorRun With(MetadataReference reference, params string[] sources) => new(sources, [reference], DefaultOptions);

    /// <summary>Runs in a project that refers to the package for hosts.</summary>
    public static GeneratorRun Hosted(params string[] sources) => new(
        sources,
        [MetadataReference.CreateFromFile(typeof(Hosting.TypedSenderBuilder).Assembly.Location), MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection).Assembly.Location)],
        DefaultOptions);

    /// <summary>Runs beside another generator, which sees as little of ours as ours see of it.</summary>
    public static GeneratorRun Beside(IIncrementalGenerator other, params string[] sources) => new(sources, [], DefaultOptions, other);

    /// <summary>The sources and what was generated, as another assembly sees them.</summary>
    public MetadataReference ToReference() => MetadataReference.CreateFromImage(Emit());

    /// <summary>The sources and what was generated, compiled.</summary>
    public byte[] Emit()
    {
        using var image = new MemoryStream();
        Assert.True(_updated.WithAssemblyName("Library").Emit(image).Success);
        return image.ToArray();
    }

    /// <summary>The sources and what was generated, as a project of the same solution sees them in an editor.</summary>
    public MetadataReference ToProjectReference() => _updated.WithAssemblyName("Library").ToMetadataReference();

    /// <summary>The text of the one file whose name contains <paramref name="part"/>.</summary>
    public string File(string part) => Assert.Single(Files, file => file.Key.Contains(part, StringComparison.Ordinal)).Value;

    /// <summary>What the analyzers report about the sources together with what was generated.</summary>
    /// <param name="requested">Rules that a configuration asks for, as they are silent otherwise.</param>
    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(params string[] requested)
    {
        CSharpCompilationOptions options = _updated.Options;
        ImmutableDictionary<string, ReportDiagnostic> severities = options.SpecificDiagnosticOptions.SetItems(requested.Select(rule => KeyValuePair.Create(rule, ReportDiagnostic.Info)));
        return await _updated.WithOptions(options.WithSpecificDiagnosticOptions(severities))
            .WithAnalyzers([.. All()])
            .GetAnalyzerDiagnosticsAsync();
    }

    /// <summary>The same, of files that are parsed again, so that nothing is known of what the generators have found.</summary>
    public async Task<ImmutableArray<Diagnostic>> AnalyzeAnewAsync()
    {
        CSharpCompilation anew = _updated;
        foreach (SyntaxTree tree in _updated.SyntaxTrees)
        {
            anew = anew.ReplaceSyntaxTree(tree, Parse(tree.ToString(), tree.FilePath));
        }

        return await anew.WithAnalyzers([.. All()]).GetAnalyzerDiagnosticsAsync();
    }

    /// <summary>What one analyzer reports beside the additional files of a project.</summary>
    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(DiagnosticAnalyzer analyzer, params AdditionalText[] files)
        => await _updated.WithAnalyzers([analyzer], new AnalyzerOptions([.. files])).GetAnalyzerDiagnosticsAsync();

    /// <summary>The errors and warnings of the compiler that no suppressor takes back.</summary>
    public async Task<IEnumerable<Diagnostic>> CompileWithSuppressorAsync()
        => (await _updated.WithAnalyzers([new GeneratedNameSuppressor()]).GetAllDiagnosticsAsync()).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS1591");

    /// <summary>Replaces or adds a source, and returns why each generated file is what it is.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Edit(int index, string source)
    {
        SyntaxTree tree = Parse(source, SourceName(index));
        _compilation = index < _compilation.SyntaxTrees.Length
            ? _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[index], tree)
            : _compilation.AddSyntaxTrees(tree);
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out Compilation updated, out _);
        _updated = (CSharpCompilation)updated;
        return [.. Outputs().OrderBy(reason => reason.ToString(), StringComparer.Ordinal)];
    }

    private static IEnumerable<DiagnosticAnalyzer> All()
        => [new ContractAnalyzer(), new SenderAnalyzer(), new ManagementAnalyzer(), new ReadAnalyzer(), new GenericContractAnalyzer(), new PlacementAnalyzer(), new LanguageVersionAnalyzer(), new GeneratedCodeVersionAnalyzer()];

    private static string SourceName(int index) => $"Source{index}.cs";

    private SyntaxTree Parse(string source, string name) => CSharpSyntaxTree.ParseText(source, _parseOptions, name, System.Text.Encoding.UTF8);

    private IEnumerable<IncrementalStepRunReason> Outputs()
        => _driver.GetRunResult().Results.SelectMany(result => result.TrackedOutputSteps).SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);

    private IEnumerable<(object Value, IncrementalStepRunReason Reason)> Steps()
        => _driver.GetRunResult().Results
            .SelectMany(result => result.TrackedSteps)
            .Where(step => step.Key is StepNames.Contracts or StepNames.ExternalContracts or StepNames.ClosedContracts or StepNames.Senders or StepNames.Managements or StepNames.Hosting)
            .SelectMany(step => step.Value)
            .SelectMany(step => step.Outputs);

    private void AssertEqualCompilationIsCached()
    {
        _driver = _driver.RunGenerators(_compilation.Clone());
        Assert.All(Steps(), step => Assert.True(step.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, step.Reason.ToString()));
        Assert.All(Outputs(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }
}
