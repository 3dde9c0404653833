using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Model;
using TypedSender.Generators.Pipeline;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Incremental;

/// <summary>Analyzers take over what the generator has found of types, as long as what they see says nothing else of these types.</summary>
public class ParserFindingsTests
{
    private const string Line = "using TypedSender; namespace Shop; [AmqpContract] public partial record Line(string Sku, Unit Unit) { public int Length() { return 1; } }";
    private const string Wrong = "using TypedSender; namespace Shop; [AmqpContract] public partial record Wrong(object Value);";

    private const string Advised = "using TypedSender; namespace Shop; [AmqpContract] public partial record Advised(decimal Total) { public int Length() { return 1; } }";

    private static readonly (string Name, string Text)[] Files =
    [
        ("Order.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Order(int Number, Line Line);"),
        ("Line.cs", Line),
        ("Unit.cs", "namespace Shop; public enum Unit { Piece }"),
        ("Other.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Other(int X);"),
        ("Wrong.cs", Wrong),
        ("Advised.cs", Advised),
        ("Base.cs", "namespace Shop; public abstract record Base(System.DateTime At);"),
        ("Derived.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Derived(System.DateTime At) : Base(At);"),
    ];

    private readonly CSharpCompilation _compilation = Create(Files);
    private readonly CSharpCompilation _updated;
    private readonly GeneratorDriver _driver;

    public ParserFindingsTests()
    {
        _driver = CSharpGeneratorDriver.Create(new ContractGenerator()).RunGeneratorsAndUpdateCompilation(_compilation, out Compilation updated, out _);
        _updated = (CSharpCompilation)updated;
    }

    [Fact]
    public void Types_without_an_error_are_known_where_what_was_generated_is_compiled()
    {
        Assert.Equal(["Order", "Line", "Other", "Advised"], Known(_updated));
        Assert.Equal(["Order", "Line", "Other", "Advised"], Known(_compilation));
    }

    [Fact]
    public void Advice_is_taken_over_with_its_place()
    {
        IReadOnlyList<Diagnostic> known = SharedParse.OfContract(_updated.GetTypeByMetadataName("Shop.Advised")!, _updated, default).Found;

        Diagnostic advice = Assert.Single(known);
        Assert.Equal(("TSND0411", "Advised.cs"), (advice.Id, advice.Location.SourceTree!.FilePath));
        Assert.Same(known, ParserFindings<ContractModel>.Find(_updated.GetTypeByMetadataName("Shop.Advised")!, _updated)!.Value.Found);
    }

    [Theory]
    [InlineData("Line.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Line(string Sku, Unit Unit) { public int Length() { return 2; } }", "Order Line Other Advised")]
    [InlineData("Line.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Line(object Sku, Unit Unit);", "Other Advised")]
    [InlineData("Unit.cs", "namespace Shop; public class Unit { }", "Other Advised")]
    [InlineData("More.cs", "namespace Shop; public partial record Other { public object? More { get; set; } }", "Order Line Advised")]
    [InlineData("More.cs", "namespace Shop; public class More { }", "Order Line Other Advised")]
    [InlineData("Usings.cs", "global using System.IO;", "")]
    [InlineData("Advised.cs", "using TypedSender; namespace Shop; [AmqpContract]   public partial record Advised(decimal Total) { public int Length() { return 20; } }", "Order Line Other")]
    public void What_reaches_a_type_has_it_parsed_again(string file, string text, string known)
    {
        SyntaxTree tree = Parse(file, text);
        CSharpCompilation changed = _updated.SyntaxTrees.FirstOrDefault(each => each.FilePath == file) is { } earlier ? _updated.ReplaceSyntaxTree(earlier, tree) : _updated.AddSyntaxTrees(tree);

        Assert.Equal(known.Split(' ', StringSplitOptions.RemoveEmptyEntries), Known(changed));
    }

    [Fact]
    public void Nothing_is_known_under_other_settings()
    {
        Assert.Empty(Known(_updated.WithOptions(_updated.Options.WithNullableContextOptions(NullableContextOptions.Disable))));
        Assert.Empty(Known(_updated.RemoveReferences(_updated.References.First())));
        Assert.Empty(Known(_updated.WithAssemblyName("Another")));
        Assert.Empty(Known(Create(Files)));
    }

    [Fact]
    public void A_type_of_the_same_name_in_another_assembly_is_not_taken_for_it()
    {
        CSharpCompilation user = CSharpCompilation.Create("User", [Parse("Empty.cs", string.Empty)], GeneratorRun.References.Add(_updated.ToMetadataReference()), _updated.Options);

        Assert.Null(ParserFindings<ContractModel>.Find(user.GetTypeByMetadataName("Shop.Order")!, _updated.WithAssemblyName("Another")));
        Assert.Null(ParserFindings<ContractModel>.Find(user.GetTypeByMetadataName("Shop.Order")!, user));
    }

    [Fact]
    public async Task Analyzers_report_the_same_as_without_what_generators_know()
    {
        GeneratorRun run = GeneratorRun.OfFiles(
            [.. Files,
            ("Sender.cs", "using System.Threading.Tasks; using TypedSender; namespace Shop; [AmqpSender(\"orders\")] public partial interface ISender { ValueTask SendAsync(Order order); ValueTask SendAsync(Wrong wrong, int number); }"),
            ("Good.cs", "using System.Threading.Tasks; using TypedSender; namespace Shop; [AmqpSender(\"lines\")] public partial interface IGoodSender { ValueTask SendAsync(Line line); }"),
            ("Management.cs", "using System.Threading.Tasks; using TypedSender; namespace Shop; [AmqpManagement] public partial interface IQueues { [AmqpManagementOperation(\"READ\")] ValueTask<Line> ReadAsync(string name); [AmqpManagementOperation(\"\")] ValueTask<Wrong> WriteAsync(string name); }"),
            ("Read.cs", "namespace Shop; public class Reader { public Secret Read(byte[] bytes) => TypedSender.AmqpContracts.Decode<Secret>(bytes); }"),
            ("Secret.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial class Secret { public int X { get; } public string Y { get; } = string.Empty; private Secret(int z) { X = z; } }")]);

        string[] known = Sorted(await run.AnalyzeAsync());

        Assert.Contains(known, text => text.Contains("TSND0340", StringComparison.Ordinal));
        Assert.Contains(known, text => text.Contains("Wrong.cs", StringComparison.Ordinal));
        Assert.Equal(Sorted(await run.AnalyzeAnewAsync()), known);
    }

    [Fact]
    public void No_compilation_is_kept()
    {
        WeakReference asked = Ask();

        for (int i = 0; i < 10 && asked.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(asked.IsAlive, "The compilation that analyzers looked at is kept.");
        GC.KeepAlive(_driver);
        GC.KeepAlive(_compilation);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference Ask()
    {
        CSharpCompilation clone = _updated.Clone();
        Assert.NotEmpty(Known(clone));
        Assert.NotNull(SharedParse.OfContract(clone.GetTypeByMetadataName("Shop.Wrong")!, clone, default));
        return new WeakReference(clone);
    }

    private static string[] Sorted(IEnumerable<Diagnostic> diagnostics) => [.. diagnostics.Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal)];

    private static string[] Known(CSharpCompilation compilation)
        => [.. new[] { "Order", "Line", "Other", "Wrong", "Advised", "Derived" }.Where(name => ParserFindings<ContractModel>.Find(compilation.GetTypeByMetadataName("Shop." + name)!, compilation) is not null)];

    private static CSharpCompilation Create(IEnumerable<(string Name, string Text)> files)
        => CSharpCompilation.Create(
            "Sample", files.Select(file => Parse(file.Name, file.Text)), GeneratorRun.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Parse(string name, string text) => CSharpSyntaxTree.ParseText(text, path: name);
}
