using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

public class TransparentRuleTests
{
    [Theory]
    [InlineData("[[|AmqpTransparent|]] public record struct B(int X, int Y);", "'B' cannot be sent as the value that it wraps: it has several public properties or fields, 'X', 'Y': name the one that is its value, [AmqpTransparent(\"X\")]")]
    [InlineData("[[|AmqpTransparent|]] public class B { private readonly int _x = 1; public override string ToString() => $\"{_x}\"; }", "'B' cannot be sent as the value that it wraps: it has no public property or field: name the one that is its value, [AmqpTransparent(\"...\")]")]
    [InlineData("[AmqpTransparent([|\"Z\"|])] public record struct B(int X, int Y);", "'B' cannot be sent as the value that it wraps: it has no property or field 'Z' that can be read: name another")]
    [InlineData("[AmqpTransparent([|\"_x\"|])] public class B { private readonly int _x = 1; public override string ToString() => $\"{_x}\"; }", "'B' cannot be sent as the value that it wraps: generated code cannot reach '_x': make it internal or public")]
    [InlineData("[[|AmqpTransparent|]] public class B { public B? Next { get; set; } }", "'B' cannot be sent as the value that it wraps: it wraps itself")]
    [InlineData("[AmqpContract, [|AmqpTransparent|]] public partial record struct B(int X);", "'B' cannot be sent as the value that it wraps: it is a contract as well: remove [AmqpContract], or [AmqpTransparent]")]
    [InlineData("[AmqpTransparent([|typeof(string)|], \"Length\")] public record struct B(int X);", "'B' cannot be sent as the value that it wraps: on a type the attribute names a member and no type: write it without typeof, or on the assembly")]
    public async Task A_type_that_cannot_be_transparent(string type, string message)
    {
        string source = type + " [AmqpContract] public partial record A(B X, List<B?> Y);";

        await Marked.AssertReportedAsync("TSND0436", source);
        Assert.Equal(message, await Marked.MessageAsync(source));
    }

    [Theory]
    [InlineData("[assembly: [|AmqpTransparent|]]", "'Sample' cannot be sent as the value that it wraps: on an assembly the attribute names the type, and the member that is its value: [assembly: AmqpTransparent(typeof(...), \"...\")]")]
    [InlineData("[assembly: AmqpTransparent([|typeof(string)|], \"Length\")]", "'string' cannot be sent as the value that it wraps: it has an encoding of its own, or none at all: name a class or struct that wraps one value")]
    [InlineData("[assembly: AmqpTransparent(typeof(Lazy<>), [|\"Nothing\"|])]", "'System.Lazy<>' cannot be sent as the value that it wraps: it has no property or field 'Nothing' that can be read: name another")]
    public async Task An_attribute_of_an_assembly_that_names_no_wrapper(string attribute, string message)
    {
        await Marked.AssertReportedAsync("TSND0436", attribute);
        Assert.Equal(message, await Marked.MessageAsync(attribute));
    }

    [Theory]
    [InlineData("TSND0401", "[AmqpTransparent] public record struct B(System.IO.Stream X); [AmqpContract] public partial record A([|B|] X);", "'System.IO.Stream' in 'A.X' has no AMQP encoding; use ReadOnlyMemory<byte>, or the stream as the body of a contract with Encoding = AmqpBodyEncoding.Raw or of a method, name a formatter by [AmqpFormatter], or mark it [AmqpIgnore]")]
    [InlineData("TSND0418", "[AmqpTransparent] public record struct B(TimeSpan X); [AmqpContract] public partial record A(List<[|B|]?> X);", null)]
    [InlineData("TSND0402", "public class C { } [AmqpTransparent] public record struct B<T>(T X); [AmqpContract] public partial record A([|B<C>|] X);", null)]
    [InlineData("TSND0215", "[AmqpTransparent] public record struct B(int X); [AmqpContract] public partial record A([MessageId] [|B|] X);", null)]
    [InlineData("TSND0210", "[AmqpTransparent] public record struct B(List<int> X); [AmqpContract] public partial record A([ApplicationProperty(\"x\")] [|B|] X);", null)]
    [InlineData("TSND0406", "[AmqpTransparent] public record struct B(double X); [AmqpContract] public partial record A(Dictionary<[|B|], int> X);", null)]
    [InlineData("TSND0420", "[AmqpTransparent] public record struct B(List<B> X); [AmqpContract] public partial record A([|B|] X);", null)]
    public async Task A_wrapped_value_obeys_the_rules_of_its_place(string rule, string source, string? message)
    {
        await Marked.AssertReportedAsync(rule, source);
        if (message is not null)
        {
            Assert.Equal(message, await Marked.MessageAsync(source));
        }
    }

    [Theory]
    [InlineData("[AmqpTransparent] public class B { [AmqpIgnore] public int Y => 1; public int X => 2; public static int Z => 3; private int W => 4; } [AmqpContract] public partial record A(B X, B? Y, Dictionary<B, B> Z);")]
    [InlineData("[AmqpTransparent(\"X\")] public class B { internal int X => 2; public int Y => 1; } [AmqpContract] public partial record A(B X);")]
    [InlineData("public class C { public int X => 1; } [AmqpTransparent] public class B : C { } [AmqpContract] public partial record A(B X);")]
    [InlineData("[AmqpTransparent] public record struct B<T>([AmqpDuration(AmqpDurationEncoding.Iso8601)] T X); [AmqpContract] public partial record A(B<TimeSpan> X, B<TimeSpan?>? Y, B<TimeSpan>[] Z);")]
    [InlineData("[AmqpTransparent] public record struct B([AmqpFormatter(typeof(AmqpVersionFormatter))] Version X); [AmqpContract] public partial record A(B X, List<B> Y);")]
    [InlineData("[AmqpTransparent] public record struct B(int? X); [AmqpContract(Encoding = AmqpBodyEncoding.List)] public partial record A([AmqpMember(Order = 0)] B X, [AmqpMember(Order = 1)] B? Y, [AmqpMember(Order = 2)] List<B> Z);")]
    [InlineData("[AmqpTransparent] public record struct B(ReadOnlyMemory<byte> X); [AmqpContract(Encoding = AmqpBodyEncoding.List)] public partial record A([AmqpMember(Order = 0)] B X, [AmqpMember(Order = 1)] B? Y, [AmqpMember(Order = 2)] List<B?> Z);")]
    [InlineData("[AmqpTransparent] public record B(System.Collections.Immutable.ImmutableArray<int> X); [AmqpContract(Encoding = AmqpBodyEncoding.List)] public partial record A([AmqpMember(Order = 0)] B X, [AmqpMember(Order = 1)] B? Y, [AmqpMember(Order = 2)] List<B?> Z);")]
    [InlineData("[AmqpTransparent] public record B(AmqpSymbol X); [AmqpTransparent] public record C(Uri X); [AmqpContract] public partial record A(B X, B? Y, C Z, C? W, [ContentType] B V);")]
    [InlineData("#nullable disable\n[AmqpTransparent] public record B(string X); [AmqpContract] public partial record A(B X, B[] Y);\n#nullable restore")]
    [InlineData("[Obsolete(\"old\")] [AmqpTransparent] public record struct B(int X); [AmqpContract] public partial class A { [Obsolete(\"old\")] public B X { get; set; } }")]
    [InlineData("[AmqpTransparent] public record struct B(int X); [AmqpContract] public partial record A(int N); [AmqpSender(\"q\")] public partial interface I { ValueTask SendAsync(A a, [ApplicationProperty(\"b\")] B b, [ApplicationProperty(\"c\")] B? c); }")]
    [InlineData("[AmqpTransparent] public record class B(string X); [AmqpManagement] public partial interface I { [AmqpManagementOperation(\"o\")] ValueTask DoAsync(B b, B? c); }")]
    public Task Transparent_types_compile_clean(string source) => Marked.AssertCleanAsync(source);

    [Fact]
    public async Task A_wrapper_of_another_assembly_is_named_by_an_attribute_of_this_one()
    {
        GeneratorRun library = GeneratorRun.Of("namespace Lib; public readonly record struct Id(System.Guid Value); public class Text<T> { public string Value => string.Empty; public T? Parsed => default; }");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            """
            using TypedSender;
            [assembly: AmqpTransparent(typeof(Lib.Id), "Value"), AmqpTransparent(typeof(Lib.Text<>), "Value")]
            [AmqpContract] public partial record A([MessageId] Lib.Id Id, Lib.Text<int> Text, System.Collections.Generic.List<Lib.Text<string>?> Texts);
            """);

        Assert.Empty(await run.AnalyzeAsync());
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Contains("value.Text?.Value", run.File("A.Contract"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrapper_of_another_assembly_that_cannot_be_read_is_reported_where_it_is_used()
    {
        GeneratorRun library = GeneratorRun.Of("namespace Lib; [TypedSender.AmqpTransparent(\"Value\")] public struct Id { internal int Value => 1; }");
        GeneratorRun run = GeneratorRun.With(library.ToReference(), "using TypedSender; [AmqpContract] public partial record A(Lib.Id X);");

        Microsoft.CodeAnalysis.Diagnostic diagnostic = Assert.Single(await run.AnalyzeAsync());
        Assert.Equal("TSND0436", diagnostic.Id);
        Assert.Equal("'Lib.Id' in 'A.X' cannot be sent as the value that it wraps: it has no property or field 'Value' that can be read: name another", diagnostic.GetMessage());
    }
}
