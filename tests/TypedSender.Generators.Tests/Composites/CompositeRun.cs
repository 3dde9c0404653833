using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Amqp;

namespace TypedSender.Generators.Tests.Composites;

/// <summary>Runs the composite generator over a compilation, and again after edits.</summary>
internal sealed class CompositeRun
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp12);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Collections.dll" or "System.Memory.dll" or "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(AmqpSymbol).Assembly.Location),
    ];

    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;

    public CompositeRun(params string[] sources)
    {
        _compilation = CSharpCompilation.Create(
            "TypedSender.Amqp.Tests", // composite types are internal to TypedSender.Amqp and its friends
            sources.Select((source, index) => Parse(source, $"Source{index}.cs")),
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                generalDiagnosticOption: ReportDiagnostic.Error,
                specificDiagnosticOptions: [new("TSAMQP", ReportDiagnostic.Suppress)]));
        _driver = CSharpGeneratorDriver.Create(
            [new CompositeGenerator().AsSourceGenerator()],
            parseOptions: ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        Run();
    }

    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    /// <summary>What the compiler says about the sources and what was generated.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics { get; private set; }

    /// <summary>Why each generated file is what it is: <c>Cached</c> if nothing was done for it.</summary>
    public IEnumerable<IncrementalStepRunReason> OutputReasons
        => Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);

    public string Text(string hintPart) => Result.GeneratedSources.Single(source => source.HintName.Contains(hintPart, StringComparison.Ordinal)).SourceText.ToString();

    /// <summary>Runs again with a source replaced or added.</summary>
    public CompositeRun Edit(int index, string source)
    {
        SyntaxTree tree = Parse(source, $"Source{index}.cs");
        _compilation = index < _compilation.SyntaxTrees.Length
            ? _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[index], tree)
            : _compilation.AddSyntaxTrees(tree);
        Run();
        return this;
    }

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    private void Run()
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out Compilation updated, out _);
        CompilerDiagnostics = [.. updated.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }
}
