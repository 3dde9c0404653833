using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>Collections that hold themselves: a walk over their elements has no end, and must not be begun by generator or analyzer.</summary>
public class EndlessCollectionTests
{
    private const string Tree = "public class Tree : Dictionary<string, Tree> { }";
    private const string Menu = "public class Menu : List<Menu> { }";
    private const string Node = "public interface Node : IEnumerable<Node> { }";
    private const string Mutual = "public class P : List<Q?> { } public class Q : Dictionary<int, P[]> { }";
    private const string Growing = "public interface G<T> : IEnumerable<G<G<T>>> { }";
    private const string GrowingWide = "public interface W<T> : IEnumerable<W<(T, T, T, T)>> { }";
    private const string Json = "public interface Token : IEnumerable<Token> { } public interface Json : Token, IDictionary<string, Token?> { Token? First { get; } }";

    [Theory]
    [InlineData(Tree, "[|Tree|]")]
    [InlineData(Menu, "[|Menu|]?")]
    [InlineData(Node, "[|Node|]")]
    [InlineData(Mutual, "[|P|]")]
    [InlineData(Mutual, "[|Q|]")]
    [InlineData(Growing, "[|G<int>|]")]
    [InlineData(GrowingWide, "[|W<int>|]")]
    [InlineData(Json, "[|Json|]")]
    [InlineData(Menu, "Dictionary<string, List<[|Menu|]>>")]
    public async Task A_member_of_its_type_is_refused(string declaration, string type)
    {
        await Marked.AssertReportedAsync("TSND0420", $"{declaration} [AmqpContract] public partial record A({type} X);");
        await Marked.AssertReportedAsync("TSND0420", $"{declaration} [AmqpContract] public partial record A([MessageAnnotation(\"x\")] {type} X);");
        await Marked.AssertReportedAsync("TSND0420", $"{declaration} [AmqpContract] public partial record A(int N); [AmqpSender(\"a\")] public partial interface I {{ ValueTask S(A a, [MessageAnnotation(\"x\")] {type} x); }}");
    }

    [Fact]
    public async Task Of_ever_larger_types_the_one_that_is_written_is_named()
    {
        GeneratorRun run = GeneratorRun.Of($"using System.Collections.Generic; using TypedSender; {Growing} [AmqpContract] public partial record A(G<int> X);");

        Assert.StartsWith("'G<int>' ", Assert.Single(await run.AnalyzeAsync()).GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public Task The_key_of_a_map_may_be_what_holds_itself()
        => Marked.AssertReportedAsync("TSND0406", "public class K : Dictionary<K, int> { } [AmqpContract] public partial record A([|K|] X);");

    [Fact]
    public Task A_field_of_its_type_does_not_fit()
        => Marked.AssertReportedAsync("TSND0215", Menu + "[AmqpContract] public partial record A([Subject] [|Menu|] X);");

    [Fact]
    public Task An_application_property_of_its_type_is_not_simple()
        => Marked.AssertReportedAsync("TSND0210", Menu + "[AmqpContract] public partial record A([ApplicationProperty(\"x\")] [|Menu|] X);");

    [Fact]
    public Task A_raw_body_of_its_type_is_not_bytes()
        => Marked.AssertReportedAsync("TSND0322", Menu + "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record A([|Menu|] X);");

    [Fact]
    public Task A_body_of_its_type_has_no_place()
        => Marked.AssertReportedAsync("TSND0203", Menu + "[AmqpSender(\"a\")] public partial interface I { ValueTask S(Menu [|m|]); }");

    [Fact]
    public Task A_formatter_of_something_else_does_not_help()
        => Marked.AssertReportedAsync("TSND0415", Menu + "public struct F : IAmqpFormatter<int> { public static void Write(ref AmqpWriter writer, int value) => writer.WriteNull(); } [AmqpContract] public partial record A([AmqpFormatter([|typeof(F)|])] Menu X);");

    [Theory]
    [InlineData(Tree + "public struct F : IAmqpFormatter<Tree> { public static void Write(ref AmqpWriter writer, Tree value) => writer.WriteNull(); } [AmqpContract] public partial record A([AmqpFormatter(typeof(F))] Tree X, [AmqpIgnore] Tree Y);")]
    [InlineData("[AmqpContract] public partial class Node { public string Name { get; set; } = string.Empty; public List<Node> Children { get; } = []; public Dictionary<string, Node[]>? Named { get; set; } }")]
    public Task Clean(string source) => Marked.AssertCleanAsync(source);

    [Theory]
    [InlineData("[AmqpContract] public partial class A : A { public int X => 1; }")]
    [InlineData("[AmqpContract] public partial class A : B { } public class B : A { public int X => 1; }")]
    [InlineData("public interface I : J { } [AmqpSender(\"a\")] public partial interface J : I { }")]
    [InlineData("[AmqpContract] public partial class A { public B X; } public class B : B[] { }")]
    public void What_the_compiler_refuses_ends_too(string source)
        => Assert.Empty(GeneratorRun.Of("using TypedSender; " + source).GeneratorDiagnostics);
}
