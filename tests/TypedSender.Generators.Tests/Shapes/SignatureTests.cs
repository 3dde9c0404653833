using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Shapes;

/// <summary>Methods that cannot send: each is reported once, and its stub compiles whatever its signature is.</summary>
public class SignatureTests
{
    private const string Contract = "[AmqpContract] public partial record A(int N);\n";

    [Theory]
    [InlineData("TSND0220", "ValueTask SendAsync<[|T|]>(T? item);")]
    [InlineData("TSND0220", "ValueTask SendAsync<[|T|]>(T? item) where T : class;")]
    [InlineData("TSND0220", "ValueTask SendAsync<[|T|]>(T? item) where T : struct;")]
    [InlineData("TSND0220", "ValueTask SendAsync<T, [|U|]>(T item, List<U?> others) where T : IAmqpContract<T> where U : unmanaged;")]
    [InlineData("TSND0220", "ValueTask SendAsync<[|T|], U>(T? item) where T : U where U : A?, IAmqpContract<U>;")]
    [InlineData("TSND0220", "ValueTask SendAsync<[|T|]>(T item) where T : A;")]
    [InlineData("TSND0220", "ValueTask SendAsync<[|T|]>(T item) where T : IAmqpContract<A>;")]
    [InlineData("TSND0209", "ValueTask [|SendAsync|]<T>(T item, A a) where T : IAmqpContract<T>;")]
    [InlineData("TSND0203", "ValueTask SendAsync<T>(Lazy<T> [|item|]) where T : IAmqpContract<T>;")]
    [InlineData("TSND0220", "ValueTask SendAsync<[|T|]>(T? item) where T : notnull;")]
    [InlineData("TSND0220", "ValueTask SendAsync<[|T|]>(T item) where T : Enum, new();")]
    [InlineData("TSND0201", "[|ref ValueTask|] Send(A a);")]
    [InlineData("TSND0201", "[|ref readonly int|] Send(A a);")]
    [InlineData("TSND0201", "unsafe [|int*|] Send(A a);")]
    [InlineData("TSND0203", "unsafe ValueTask SendAsync(A a, int* [|p|]);")]
    [InlineData("TSND0203", "unsafe ValueTask SendAsync(A a, delegate*<int, void> [|p|]);")]
    [InlineData("TSND0203", "unsafe ValueTask SendAsync(A a, int*[] [|p|]);")]
    [InlineData("TSND0203", "ValueTask [|SendAsync|](A a, __arglist);")]
    [InlineData("TSND0203", "ValueTask SendAsync(A a, scoped Span<byte> [|p|]);")]
    [InlineData("TSND0203", "ValueTask SendAsync(A a, scoped in ReadOnlySpan<char> [|p|]);")]
    public Task A_stub_compiles(string rule, string method)
        => Marked.AssertReportedAsync(rule, Contract + "[AmqpSender(\"q\")] public partial interface IS { " + method + " ValueTask OkAsync(A a); }");

    [Theory]
    [InlineData("[AmqpSender(\"\")] public partial interface IS { ValueTask SendAsync(A a); int P { get; } }", "TSND0105 TSND0109")]
    [InlineData("[AmqpSender(\"q\"), ContentType(\"ü\")] public partial interface IS { ValueTask SendAsync(A a); event Action E; }", "TSND0105 TSND0219")]
    [InlineData("[AmqpSender(\"q\")] public partial interface IS { void Send(A a); int P { get; } int this[int i] { get; } }", "TSND0105 TSND0105 TSND0202")]
    [InlineData("[AmqpSender(\"\"), DesiredCapability(\"ü\")] public partial interface IS { ValueTask SendAsync(A a, int x); ValueTask Send<T>(T? t); static abstract void X(); }", "TSND0105 TSND0109 TSND0203 TSND0219 TSND0220")]
    public async Task Mistakes_of_several_kinds_are_each_reported_and_nothing_fails_to_compile(string source, string rules)
    {
        GeneratorRun run = GeneratorRun.Of("using System; using System.Threading.Tasks; using TypedSender;\n" + Contract + source);

        Assert.Equal(rules.Split(' '), (await run.AnalyzeAsync()).Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Empty(run.GeneratorDiagnostics);
    }

    [Fact]
    public async Task An_inherited_member_that_is_internal_to_another_assembly_is_reported()
    {
        const string Library = "using System.Threading.Tasks; namespace Shop; [TypedSender.AmqpContract] public partial record Order(int N); public interface IBase { ValueTask SendAsync(Order order); internal ValueTask OtherAsync(Order order); internal int P { get; } }";
        const string Sender = "[TypedSender.AmqpSender(\"q\")] public partial interface IS : Shop.IBase { }";
        GeneratorRun run = GeneratorRun.With(GeneratorRun.Of(Library).ToReference(), Sender);

        Assert.Equal(["TSND0107", "TSND0107"], (await run.AnalyzeAsync()).Select(diagnostic => diagnostic.Id));
        Assert.Empty(run.CompilerDiagnostics);

        GeneratorRun friend = GeneratorRun.With(
            GeneratorRun.Of("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Sample\")]", Library.Replace(" internal int P { get; }", string.Empty, StringComparison.Ordinal)).ToReference(),
            Sender);
        Assert.Empty(await friend.AnalyzeAsync());
        Assert.Empty(friend.CompilerDiagnostics);
    }

    [Fact]
    public Task A_protected_member_can_be_implemented()
        => Marked.AssertCleanAsync(Contract + "public interface IBase { protected ValueTask OtherAsync(A a); protected internal ValueTask ThirdAsync(A a); } [AmqpSender(\"q\")] public partial interface IS : IBase { ValueTask SendAsync(A a); }");
}
