using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Shapes;

/// <summary>What is obsolete, as a warning or an error, or experimental, and used by the user's own annotated code all the same.</summary>
public class RestrictedUseTests
{
    private const string Usings = "#pragma warning disable CS0612, CS0618, CS0619, CS0672, EX1, EX2, OB1\nusing System; using System.Collections.Generic; using System.Diagnostics.CodeAnalysis; using System.Threading.Tasks; using TypedSender; using TypedSender.Amqp;\n";

    [Theory]
    [InlineData("[AmqpContract] public partial class A { [Obsolete(\"x\")] public int A1 { get; set; } [Obsolete(\"x\", true)] public int A2 { get; set; } public int A3 { [Obsolete(\"x\", true)] get; set; } [Obsolete(\"x\", true)] public string? A4; }")]
    [InlineData("[AmqpContract] public partial class A { [Obsolete(\"x\", true), Subject] public string? A1 { get; set; } [Obsolete(\"x\", true), ApplicationProperty(\"a\")] public int A2 { get; set; } }")]
    [InlineData("[AmqpContract] public partial class A { [Obsolete(\"x\", DiagnosticId = \"OB1\")] public int A1 { get; set; } }")]
    [InlineData("[AmqpContract] public partial class A { [Experimental(\"EX1\")] public int A1 { get; set; } } [Experimental(\"EX2\"), AmqpContract] public partial class B { public int X { get; set; } } ")]
    [InlineData("public enum K { A, [Obsolete(\"x\")] B, [Obsolete(\"x\", true)] C, [Experimental(\"EX1\")] D, [Obsolete(\"x\", DiagnosticId = \"OB1\")] E } [AmqpContract] public partial class A { [AmqpEnumAsString] public K A1; [AmqpEnumAsString] public Dictionary<string, K?>? A2; }")]
    [InlineData("public class Bag : IEnumerable<int> { [Obsolete(\"x\", true)] public IEnumerator<int> GetEnumerator() => throw null!; IEnumerator<int> IEnumerable<int>.GetEnumerator() => throw null!; System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw null!; } [AmqpContract] public partial record A(Bag X);")]
    [InlineData("[Experimental(\"EX1\")] public class F : IAmqpFormatter<object> { public static void Write(ref AmqpWriter writer, object value) => writer.WriteNull(); } [AmqpContract] public partial class A { [AmqpFormatter(typeof(F)), Experimental(\"EX1\")] public object? X; }")]
    [InlineData("[Obsolete(\"x\", true), AmqpContract] public partial record A(int X); [Obsolete(\"x\", true), AmqpContract] public partial record B(A X);")]
    [InlineData("[Experimental(\"EX2\"), AmqpContract] public partial record A(int X); [AmqpSender(\"q\"), Experimental(\"EX2\")] public partial interface IS { ValueTask SendAsync(A a); }")]
    [InlineData("[AmqpContract] public partial record A(int X); [AmqpSender(\"q\")] public partial interface IS { [Obsolete(\"x\", true)] ValueTask SendAsync(A a); [Experimental(\"EX1\")] ValueTask Send2Async(A a); [Obsolete(\"x\", DiagnosticId = \"OB1\")] ValueTask Send3Async(List<A> a); }")]
    [InlineData("public enum K { A, [Obsolete(\"x\", true)] B, [Experimental(\"EX1\")] C } public class Ks : List<K> { } [AmqpContract] public partial record A([AmqpEnumAsString] Ks X);")]
    [InlineData("[Experimental(\"EX2\"), AmqpContract] public partial record A(int X); [Experimental(\"EX2\")] public class As : List<A> { } [AmqpSender(\"q\"), Experimental(\"EX2\")] public partial interface IS { ValueTask SendAllAsync(As all); }")]
    public async Task Compiles(string source)
    {
        GeneratorRun run = GeneratorRun.Of(Usings + source);

        Assert.Empty(await run.AnalyzeAsync());
        Assert.Empty(run.CompilerDiagnostics);
        Assert.DoesNotContain("GeneratedStub", string.Concat(run.Files.Values), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Obsolete(\"x\", true)]")]
    [InlineData("[Experimental(\"EX1\")]")]
    [InlineData("[Obsolete(\"x\", DiagnosticId = \"OB1\")]")]
    [InlineData("[Obsolete]")]
    public async Task Of_another_assembly_compiles(string attribute)
    {
        GeneratorRun library = GeneratorRun.Of(
            Usings + "namespace Shop; public enum K { A, " + attribute + " B } " + attribute + " [AmqpContract] public partial record Order(int X); "
            + "public class Base { " + attribute + " public int P { get; set; } public List<K>? Ks { get; set; } }");
        string user = attribute.Replace("EX1", "EX2", StringComparison.Ordinal);
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            Usings + "[AmqpContract] public partial class A : Shop.Base { [AmqpEnumAsString] public Shop.K K { get; set; } " + user + " public Shop.Order? Order { get; set; } }"
            + "[AmqpSender(\"q\")] public partial interface IS { " + user + " ValueTask SendAsync(Shop.Order order, [ApplicationProperty(\"k\"), AmqpEnumAsString] Shop.K k); }");

        Assert.Empty(await run.AnalyzeAsync());
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public async Task What_an_attribute_of_the_assembly_wraps_compiles()
    {
        GeneratorRun library = GeneratorRun.Of(Usings + "namespace Shop; public record struct Id { [Obsolete(\"x\")] public int Value { get; set; } }");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            "[assembly: TypedSender.AmqpTransparent(typeof(Shop.Id), \"Value\")]",
            Usings + "[AmqpContract] public partial record A(Shop.Id Id);");

        Assert.Empty(await run.AnalyzeAsync());
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public async Task An_experimental_assembly_compiles()
    {
        GeneratorRun library = GeneratorRun.Of("[assembly: System.Diagnostics.CodeAnalysis.Experimental(\"EX1\")]", Usings + "namespace Shop; [AmqpContract] public partial record Order(int X);");
        GeneratorRun run = GeneratorRun.With(library.ToReference(), Usings + "[AmqpSender(\"q\")] public partial interface IS { ValueTask SendAsync(Shop.Order order); }");

        Assert.Empty(await run.AnalyzeAsync());
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp9)]
    public async Task A_language_version_that_is_too_old_is_said_once_and_nothing_is_generated(LanguageVersion version)
    {
        GeneratorRun run = GeneratorRun.In(version, "using System.Threading.Tasks; using TypedSender; [AmqpContract] public partial class B { } [AmqpContract] public partial class A { } [AmqpSender(\"q\")] public partial interface I { ValueTask SendAsync(A a); }");

        Assert.Empty(run.Files);
        Assert.Empty(run.CompilerDiagnostics);
        Microsoft.CodeAnalysis.Diagnostic diagnostic = Assert.Single(await run.AnalyzeAsync());
        Assert.Equal("TSND0002", diagnostic.Id);
        Assert.StartsWith("Nothing is generated for 'A' or any other type, because generated code is C# 12, and the project is compiled as C# " + version.ToDisplayString(), diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Empty(await GeneratorRun.In(version, "public class A { }").AnalyzeAsync());
    }
}
