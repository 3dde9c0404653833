using Microsoft.CodeAnalysis;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>An assembly says for which version of the runtime its code was generated, and TSND0005 says where the runtime does not run that version.</summary>
public class GeneratedCodeVersionTests
{
    private const string Contract = "using TypedSender; [AmqpContract] public partial record Order(int Number);";
    private const string Sender = "using TypedSender; [AmqpContract] public partial record Note(int N); [AmqpSender(\"q\")] public partial interface ISender { System.Threading.Tasks.ValueTask SendAsync(Note note); }";
    private const string Management = "using TypedSender; [AmqpManagement] public partial interface IManagement { }";

    [Theory]
    [InlineData(Contract)]
    [InlineData(Sender)]
    [InlineData(Management)]
    [InlineData(Contract, Sender)]
    public async Task Generated_code_carries_its_version(params string[] sources)
    {
        GeneratorRun run = GeneratorRun.Beside(new VersionGenerator(), sources);

        Assert.Contains($"[assembly: global::TypedSender.GeneratedCode.GeneratedCodeVersion({ProductInfo.GeneratedCodeVersion})]", run.File("GeneratedCodeVersion"), StringComparison.Ordinal);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Empty(await run.AnalyzeAsync());
        Assert.Empty(await GeneratorRun.With(run.ToReference(), Contract.Replace("Order", "Other", StringComparison.Ordinal)).AnalyzeAsync());
    }

    [Fact]
    public void Code_that_was_not_generated_carries_none()
        => Assert.Empty(GeneratorRun.Beside(new VersionGenerator(), "public class Order { }").Files);

    [Fact]
    public void The_runtime_compiled_from_its_sources_says_its_version_itself()
        => Assert.DoesNotContain(
            "GeneratedCodeVersion.g.cs",
            GeneratorRun.Beside(new VersionGenerator(), Contract, "namespace TypedSender.GeneratedCode; public class GeneratedCodeVersionAttribute(int version) : System.Attribute { public int Version => version; }").Files.Keys);

    [Fact]
    public void An_edit_that_adds_no_first_contract_writes_nothing_anew()
        => Assert.All(
            GeneratorRun.Beside(new VersionGenerator(), Contract, "public class Other { }").Edit(1, "public class Another { }"),
            reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));

    [Theory]
    [InlineData(-1, "take a version of 'Library' that was built with TypedSender {0}, or build it again")]
    [InlineData(+1, "take the version of TypedSender that 'Library' was built with, or a later one")]
    public async Task Code_of_another_version_is_an_error_that_says_what_to_take(int difference, string advice)
    {
        string product = typeof(SendClient).Assembly.GetName().Version!.ToString(3);
        (int oldest, int newest) = (ProductInfo.OldestGeneratedCodeVersion, ProductInfo.GeneratedCodeVersion);
        int version = (difference < 0 ? oldest : newest) + difference;
        string runs = oldest == newest ? $"version {newest}" : $"versions {oldest} to {newest}";
        GeneratorRun library = GeneratorRun.Of($"[assembly: TypedSender.GeneratedCode.GeneratedCodeVersion({version})]");

        Diagnostic diagnostic = Assert.Single(await GeneratorRun.With(library.ToReference(), Contract).AnalyzeAsync());

        Assert.Equal("TSND0005", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal(
            $"'Library' holds generated code of version {version}, and TypedSender {product} runs {runs}: {advice.Replace("{0}", product, StringComparison.Ordinal)}",
            diagnostic.GetMessage());
    }
}
