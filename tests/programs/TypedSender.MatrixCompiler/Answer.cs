using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedSender.MatrixCompiler;

/// <summary>Compiles one request as a project with nullable annotations would be, in the oldest version of C# that the generators serve.</summary>
internal static class Answer
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "Newtonsoft.Json.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(SendClient).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Amqp.AmqpSymbol).Assembly.Location),
    ];

    // Runtime members that only generated code uses; versions of framework assemblies that were unified, which the SDK suppresses in every project.
    private static readonly string[] Suppressed = ["TSAMQP", "CS1701", "CS1702"];

    private static readonly CSharpCompilationOptions CompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary,
        allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Enable,
        specificDiagnosticOptions: [.. Suppressed.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Suppress))]);

    public static CompilerResponse To(CompilerRequest request, bool withGenerators, bool withAssemblies)
    {
        Compilation library = Compile("Library", request.Library, []);
        Compilation main = Compile("Rows", request.Sources, [library.ToMetadataReference()]);
        if (!withGenerators)
        {
            return new CompilerResponse([.. library.GetDiagnostics().Concat(main.GetDiagnostics()).Where(IsSaid).Select(diagnostic => Describe(diagnostic, []))], [], null, null);
        }

        Generate(library, out library);
        using MemoryStream libraryImage = new();
        if (!library.Emit(libraryImage).Success)
        {
            return new CompilerResponse([.. library.GetDiagnostics().Where(IsSaid).Select(diagnostic => Describe(diagnostic, []))], [], null, null);
        }

        // A project of its own, which its own build analyzes: what is wrong with attributes in it is said there, and not where its metadata is read.
        ImmutableArray<Diagnostic> ofLibrary = Analyze(library);

        // As a project sees another: by its metadata, in which members may stand in another order than in its source.
        main = main.ReplaceReference(main.References.Last(), MetadataReference.CreateFromImage(libraryImage.ToArray()));
        GeneratorDriverRunResult run = Generate(main, out main);
        ImmutableHashSet<SyntaxTree> generated = [.. run.GeneratedTrees];
        ImmutableArray<Diagnostic> ofAnalyzers = ofLibrary.AddRange(Analyze(main));
        (byte[]? image, ImmutableArray<Diagnostic> ofCompiler) = withAssemblies ? Emit(main) : (null, main.GetDiagnostics());
        return new CompilerResponse(
            [.. run.Diagnostics.Concat(ofAnalyzers).Concat(ofCompiler).Where(IsSaid).Select(diagnostic => Describe(diagnostic, generated))],
            [.. run.GeneratedTrees.Select(tree => new SourceText(Path.GetFileName(tree.FilePath), tree.ToString()))],
            libraryImage.ToArray(),
            image);
    }

    private static ImmutableArray<Diagnostic> Analyze(Compilation compilation)
        => compilation.WithAnalyzers(CompilerParts.CreateAnalyzers()).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();

    private static CSharpCompilation Compile(string name, IReadOnlyList<SourceText> sources, IEnumerable<MetadataReference> others) => CSharpCompilation.Create(
        name,
        sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, ParseOptions, source.Path, Encoding.UTF8)),
        References.AddRange(others),
        CompilationOptions);

    private static GeneratorDriverRunResult Generate(Compilation compilation, out Compilation updated)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(CompilerParts.CreateGenerators(), parseOptions: ParseOptions);
        return driver.RunGeneratorsAndUpdateCompilation(compilation, out updated, out _).GetRunResult();
    }

    // What is emitted has been diagnosed, so that this takes the place of another pass over everything.
    private static (byte[]? Image, ImmutableArray<Diagnostic> Diagnostics) Emit(Compilation compilation)
    {
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        return (result.Success ? image.ToArray() : null, result.Diagnostics);
    }

    // Comments are asked for in generated code alone. Rules that only advise are kept: they, too, say something to the reader of the code.
    private static bool IsSaid(Diagnostic diagnostic) =>
        diagnostic.Severity >= DiagnosticSeverity.Info && !diagnostic.IsSuppressed
        && (diagnostic.Id != "CS1591" || diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);

    private static CompilerDiagnostic Describe(Diagnostic diagnostic, ImmutableHashSet<SyntaxTree> generated) => new(
        diagnostic.Id,
        diagnostic.Severity.ToString(),
        diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture),
        diagnostic.Location.SourceTree?.FilePath ?? string.Empty,
        diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? string.Empty,
        diagnostic.Location.SourceTree is { } tree && generated.Contains(tree));
}
