using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedSender.Generators.Tests.Support;

/// <summary>A project that is edited, with one driver that sees every edit, as in an editor. What it generates can be compared with what a new driver generates, as in a build.</summary>
internal sealed class EditedProject
{
    private static readonly CSharpParseOptions DefaultParseOptions = new(LanguageVersion.CSharp12);

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private GeneratorDriver _driver;

    public EditedProject(params (string Name, string Text)[] files)
    {
        Compilation = CSharpCompilation.Create(
            "Sample",
            files.Select(file => Parse(file.Name, file.Text)),
            GeneratorRun.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        foreach ((string name, string text) in files)
        {
            _texts.Add(name, text);
        }

        _driver = NewDriver().RunGenerators(Compilation);
    }

    public CSharpCompilation Compilation { get; private set; }

    public CSharpParseOptions ParseOptions { get; private set; } = DefaultParseOptions;

    /// <summary>What the driver of all edits has generated last.</summary>
    public SortedDictionary<string, string> Generated => Files(_driver);

    /// <summary>What a new driver generates of the same sources, parsed anew.</summary>
    public SortedDictionary<string, string> GeneratedAnew()
    {
        CSharpCompilation compilation = Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(Compilation.SyntaxTrees.Select(tree => Parse(tree.FilePath, _texts[tree.FilePath])));
        return Files(NewDriver().RunGenerators(compilation));
    }

    /// <summary>Replaces, adds or, with null, removes a file.</summary>
    public void Edit(string name, string? text)
    {
        SyntaxTree? before = Compilation.SyntaxTrees.SingleOrDefault(tree => tree.FilePath == name);
        Compilation = (before, text) switch
        {
            (null, null) => Compilation,
            (null, _) => Compilation.AddSyntaxTrees(Parse(name, text)),
            (_, null) => Compilation.RemoveSyntaxTrees(before),
            _ => Compilation.ReplaceSyntaxTree(before, Parse(name, text)),
        };
        _texts[name] = text ?? string.Empty;
        _driver = _driver.RunGenerators(Compilation);
    }

    /// <summary>Changes the compilation otherwise.</summary>
    public void Change(Func<CSharpCompilation, CSharpCompilation> change)
    {
        Compilation = change(Compilation);
        _driver = _driver.RunGenerators(Compilation);
    }

    /// <summary>Parses all files in another version of C#.</summary>
    public void Switch(LanguageVersion version)
    {
        ParseOptions = DefaultParseOptions.WithLanguageVersion(version);
        _driver = _driver.WithUpdatedParseOptions(ParseOptions);
        Change(compilation => compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Select(tree => Parse(tree.FilePath, _texts[tree.FilePath]))));
    }

    private static SortedDictionary<string, string> Files(GeneratorDriver driver)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (GeneratedSourceResult source in driver.GetRunResult().Results.SelectMany(result => result.GeneratedSources))
        {
            files.Add(source.HintName, source.SourceText.ToString());
        }

        return files;
    }

    private SyntaxTree Parse(string name, string text) => CSharpSyntaxTree.ParseText(text, ParseOptions, name, System.Text.Encoding.UTF8);

    private GeneratorDriver NewDriver() => CSharpGeneratorDriver.Create(
        [new ContractGenerator().AsSourceGenerator(), new SenderGenerator().AsSourceGenerator(), new ManagementGenerator().AsSourceGenerator(), new VersionGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions);
}
