using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Model;
using TypedSender.Generators.Pipeline;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Incremental;

/// <summary>Analyzers pass over types in which the generator has found nothing wrong, as long as what they see says nothing else of these types.</summary>
public class CleanModelsTests
{
    private const string Line = "using TypedSender; namespace Shop; [AmqpContract] public partial record Line(string Sku, Unit Unit) { public int Length() { return 1; } }";
    private const string Wrong = "using TypedSender; namespace Shop; [AmqpContract] public partial record Wrong(object Value);";

    private static readonly (string Name, string Text)[] Files =
    [
        ("Order.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Order(int Number, Line Line);"),
        ("Line.cs", Line),
        ("Unit.cs", "namespace Shop; public enum Unit { Piece }"),
        ("Other.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Other(int X);"),
        ("Wrong.cs", Wrong),
    ];

    private readonly CSharpCompilation _compilation = Create(Files);
    private readonly CSharpCompilation _updated;
    private readonly GeneratorDriver _driver;

    public CleanModelsTests()
    {
        _driver = CSharpGeneratorDriver.Create(new ContractGenerator()).RunGeneratorsAndUpdateCompilation(_compilation, out Compilation updated, out _);
        _updated = (CSharpCompilation)updated;
    }

    [Fact]
    public void Types_without_a_fault_are_known_where_what_was_generated_is_compiled()
    {
        Assert.Equal(["Order", "Line", "Other"], Known(_updated));
        Assert.Equal(["Order", "Line", "Other"], Known(_compilation));
    }

    [Theory]
    [InlineData("Line.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Line(string Sku, Unit Unit) { public int Length() { return 2; } }", "Order Line Other")]
    [InlineData("Line.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Line(object Sku, Unit Unit);", "Other")]
    [InlineData("Unit.cs", "namespace Shop; public class Unit { }", "Other")]
    [InlineData("More.cs", "namespace Shop; public partial record Other { public object? More { get; set; } }", "Order Line")]
    [InlineData("More.cs", "namespace Shop; public class More { }", "Order Line Other")]
    [InlineData("Usings.cs", "global using System.IO;", "")]
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

        Assert.Null(CleanModels<ContractModel>.Find(user.GetTypeByMetadataName("Shop.Order")!, _updated.WithAssemblyName("Another")));
        Assert.Null(CleanModels<ContractModel>.Find(user.GetTypeByMetadataName("Shop.Order")!, user));
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
        => [.. new[] { "Order", "Line", "Other", "Wrong" }.Where(name => CleanModels<ContractModel>.Find(compilation.GetTypeByMetadataName("Shop." + name)!, compilation) is not null)];

    private static CSharpCompilation Create(IEnumerable<(string Name, string Text)> files)
        => CSharpCompilation.Create(
            "Sample", files.Select(file => Parse(file.Name, file.Text)), GeneratorRun.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Parse(string name, string text) => CSharpSyntaxTree.ParseText(text, path: name);
}
