using Microsoft.CodeAnalysis;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Management;

/// <summary>What is wrong with management interfaces: each mistake is reported once, and the stub in its place compiles.</summary>
public class ManagementRuleTests
{
    private const string Usings = "using TypedSender.Amqp.Messages;\n";
    private const string Read = "[AmqpManagementOperation(\"READ\")] ValueTask<AmqpMessage> ReadAsync(string name);";

    [Theory]
    [InlineData("TSND0601", "[AmqpManagement] public interface [|I|] { " + Read + " }")]
    [InlineData("TSND0602", "public class [|Outer|] { [AmqpManagement] public partial interface I { " + Read + " } }")]
    [InlineData("TSND0603", "public partial class Outer { [AmqpManagement] private partial interface [|I|] { " + Read + " } }")]
    [InlineData("TSND0603", "[AmqpManagement] file partial interface [|I|] { " + Read + " }")]
    [InlineData("TSND0604", "[AmqpManagement] public partial interface [|I|]<T> { " + Read + " }")]
    [InlineData("TSND0604", "public partial class Outer<T> { [AmqpManagement] public partial interface [|I|] { " + Read + " } }")]
    [InlineData("TSND0605", "[AmqpManagement] public partial interface I { int [|X|] { get; } }")]
    [InlineData("TSND0605", "[AmqpManagement] public partial interface I { event Action [|X|]; }")]
    [InlineData("TSND0605", "public interface IBase { static abstract void [|X|](); } [AmqpManagement] public partial interface I : IBase { }")]
    [InlineData("TSND0607", "[AmqpSender(\"a\"), [|AmqpManagement|]] public partial interface I { }")]
    [InlineData("TSND0608", "[AmqpManagement([|\" \"|])] public partial interface I { " + Read + " }")]
    [InlineData("TSND0608", "[AmqpManagement([|null!|])] public partial interface I { " + Read + " }")]
    public Task Of_interfaces(string rule, string marked) => Marked.AssertReportedAsync(rule, Usings + marked);

    [Theory]
    [InlineData("TSND0608", "[AmqpManagementOperation([|\"\"|])] ValueTask<AmqpMessage> ReadAsync(string name);")]
    [InlineData("TSND0608", "[AmqpManagementOperation([|\"a\\ud800\"|])] ValueTask<AmqpMessage> ReadAsync(string name);")]
    [InlineData("TSND0608", "[AmqpManagementOperation(\"READ\", Type = [|\"\"|])] ValueTask<AmqpMessage> ReadAsync(string name);")]
    [InlineData("TSND0610", "ValueTask<AmqpMessage> [|ReadAsync|](string name);")]
    public Task Of_operations(string rule, string marked) => Marked.AssertReportedAsync(rule, Interface(marked));

    [Theory]
    [InlineData("TSND0611", "[|void|] Read(string name);")]
    [InlineData("TSND0611", "[|AmqpMessage|] Read(string name);")]
    [InlineData("TSND0611", "[|ValueTask<string>|] ReadAsync(string name);")]
    [InlineData("TSND0611", "[|ref ValueTask|] ReadAsync(string name);")]
    [InlineData("TSND0611", "unsafe [|int*|] ReadAsync(string name);")]
    [InlineData("TSND0611", "[|IAsyncEnumerable<AmqpMessage>|] ReadAsync(string name);")]
    [InlineData("TSND0612", "ValueTask [|ReadAsync|]<T>(string name) where T : class;")]
    [InlineData("TSND0613", "ValueTask ReadAsync(ref string [|name|]);")]
    [InlineData("TSND0613", "ValueTask ReadAsync(out string [|name|]);")]
    [InlineData("TSND0613", "ValueTask ReadAsync(ref readonly int [|name|]);")]
    [InlineData("TSND0613", "ValueTask ReadAsync(params byte[] [|name|]);")]
    [InlineData("TSND0613", "ValueTask ReadAsync([AmqpManagementBody] params string[] [|names|]);")]
    [InlineData("TSND0613", "ValueTask [|ReadAsync|](string name, __arglist);")]
    [InlineData("TSND0614", "ValueTask ReadAsync([|AmqpMap|] name);")]
    [InlineData("TSND0614", "ValueTask ReadAsync([|AmqpMap|]? name);")]
    [InlineData("TSND0614", "ValueTask ReadAsync([|object|] name);")]
    [InlineData("TSND0614", "ValueTask ReadAsync([|List<string>|] name);")]
    [InlineData("TSND0614", "ValueTask ReadAsync([|TimeSpan|] timeout);")]
    [InlineData("TSND0614", "ValueTask ReadAsync([ApplicationProperty(\"x\")] [|Exception|] name);")]
    [InlineData("TSND0614", "ValueTask ReadAsync([ApplicationProperty(\"x\")] [|CancellationToken|] token);")]
    [InlineData("TSND0614", "ValueTask ReadAsync([|ReadOnlySpan<byte>|] name);")]
    [InlineData("TSND0614", "unsafe ValueTask ReadAsync([|int*|] name);")]
    [InlineData("TSND0614", "ValueTask ReadAsync([|A|] name);")]
    [InlineData("TSND0614", "ValueTask ReadAsync([AmqpFormatter(typeof(F))] [|int|] name);")]
    [InlineData("TSND0614", "ValueTask ReadAsync([|Formatted|] name);")]
    [InlineData("TSND0615", "ValueTask ReadAsync([AmqpManagementBody] [|IEnumerable<string>|] names);")]
    [InlineData("TSND0615", "ValueTask ReadAsync([AmqpManagementBody] [|IReadOnlyDictionary<string, int>|] names);")]
    [InlineData("TSND0615", "ValueTask ReadAsync([AmqpManagementBody] [|List<Exception>|] names);")]
    [InlineData("TSND0615", "ValueTask ReadAsync([AmqpManagementBody] [|List<DayOfWeek>|] days);")]
    [InlineData("TSND0615", "ValueTask ReadAsync([AmqpManagementBody] [|Dictionary<string, List<Uri>>|] names);")]
    [InlineData("TSND0615", "ValueTask ReadAsync([AmqpManagementBody] [|int[,]|] table);")]
    [InlineData("TSND0615", "ValueTask ReadAsync([AmqpManagementBody] [|Tree|] tree);")]
    [InlineData("TSND0615", "ValueTask ReadAsync([AmqpManagementBody] [|A|] a);")]
    [InlineData("TSND0615", "ValueTask ReadAsync([AmqpManagementBody] [|TimeSpan|] a);")]
    [InlineData("TSND0616", "ValueTask ReadAsync([AmqpManagementBody] string a, [[|AmqpManagementBody|]] string b);")]
    [InlineData("TSND0617", "ValueTask ReadAsync(string [|operation|]);")]
    [InlineData("TSND0617", "ValueTask ReadAsync([ApplicationProperty([|\"type\"|])] string name);")]
    [InlineData("TSND0617", "ValueTask ReadAsync(string name, [ApplicationProperty([|\"name\"|])] string other);")]
    [InlineData("TSND0618", "ValueTask ReadAsync([[|AmqpManagementTimeout|]] int seconds);")]
    [InlineData("TSND0618", "ValueTask ReadAsync([AmqpManagementTimeout] TimeSpan a, [[|AmqpManagementTimeout|]] TimeSpan? b);")]
    [InlineData("TSND0608", "ValueTask ReadAsync([ApplicationProperty([|\"\"|])] string name);")]
    [InlineData("TSND0205", "ValueTask ReadAsync(CancellationToken a, CancellationToken [|b|]);")]
    [InlineData("TSND0207", "ValueTask ReadAsync([|CancellationToken?|] token);")]
    [InlineData("TSND0218", "ValueTask ReadAsync([ApplicationProperty(\"x\", [|1|])] string name);")]
    [InlineData("TSND0320", "ValueTask ReadAsync([[|AmqpEnumAsString|]] string name);")]
    [InlineData("TSND0320", "ValueTask ReadAsync([AmqpManagementBody, [|AmqpEnumAsString|]] AmqpMap map);")]
    [InlineData("TSND0410", "ValueTask ReadAsync([|DateTime|] since);")]
    [InlineData("TSND0501", "ValueTask ReadAsync([AmqpEnumAsString] [|Nameless|] name);")]
    [InlineData("TSND0506", "ValueTask ReadAsync([AmqpEnumAsString] [|AttributeTargets|] targets);")]
    [InlineData("TSND0506", "ValueTask ReadAsync([AmqpManagementBody, AmqpEnumAsString] [|AttributeTargets|] targets);")]
    public Task Of_methods(string rule, string marked) => Marked.AssertReportedAsync(rule, Interface("[AmqpManagementOperation(\"READ\")] " + marked));

    [Theory]
    [InlineData("ValueTask ReadAsync();")]
    [InlineData("ValueTask<AmqpMessage?> ReadAsync(string name);")]
    [InlineData("ValueTask<AmqpManagementResponse?> ReadAsync(string name);")]
    [InlineData("Task<AmqpManagementResponse> ReadAsync(string name);")]
    [InlineData("Task<AmqpMessage?> ReadAsync(in string name, CancellationToken cancellationToken = default);")]
    [InlineData("Task ReadAsync([ApplicationProperty(\"a\"), ApplicationProperty(\"b\")] string name);")]
    [InlineData("Task ReadAsync(bool a, byte b, sbyte c, short d, ushort e, int f, uint g, long h, ulong i, float j, double k, decimal l, char m, string n);")]
    [InlineData("Task ReadAsync(bool? a, byte? b, decimal? l, char? m, string? n, Guid? o, DateTimeOffset? p, Uri? q, AmqpSymbol? r, DayOfWeek? s, DateOnly? t, TimeOnly? u, System.Collections.Immutable.ImmutableArray<byte> v, byte[]? w);")]
    [InlineData("Task ReadAsync([AmqpDuration(AmqpDurationEncoding.Iso8601)] TimeSpan? a, [AmqpDuration(AmqpDurationEncoding.Milliseconds)] TimeSpan b, [AmqpEnumAsString] DayOfWeek c, [AmqpEnumAsString] DayOfWeek? d);")]
    [InlineData("Task ReadAsync(ReadOnlyMemory<byte> a, ArraySegment<byte> b, System.Buffers.ReadOnlySequence<byte> c, System.Text.Rune d, AmqpDecimal128 e);")]
    [InlineData("Task ReadAsync([AmqpManagementBody] object? body);")]
    [InlineData("Task ReadAsync([AmqpManagementBody] dynamic body);")]
    [InlineData("Task ReadAsync([AmqpManagementBody, ApplicationProperty(\"x\")] string body, [AmqpManagementTimeout] TimeSpan? timeout = null);")]
    [InlineData("Task ReadAsync([AmqpManagementBody] Dictionary<string, List<AmqpMap?>>? body);")]
    [InlineData("Task ReadAsync([AmqpManagementBody] System.Collections.IList body);")]
    [InlineData("Task ReadAsync([AmqpManagementBody] int?[][] body);")]
    [InlineData("Task ReadAsync([AmqpManagementBody] Uri? body);")]
    [InlineData("Task ReadAsync([AmqpManagementBody] DayOfWeek body);")]
    [InlineData("Task ReadAsync(string _client, string client, string request, string body2, [AmqpManagementBody] Uri body, string? present, string @class);")]
    public Task Clean(string method) => Marked.AssertCleanAsync(Interface("[AmqpManagementOperation(\"READ\", Type = \"t\")] " + method));

    [Theory]
    [InlineData("[AmqpManagement(\"other\")] public partial interface I { string Own() => \"\"; static int Two => 2; const int Three = 3; }")]
    [InlineData("public interface IBase<T> { [AmqpManagementOperation(\"READ\")] ValueTask<AmqpMessage> ReadAsync(T name); } [AmqpManagement] internal partial interface I : IBase<string>, IBase<int> { }")]
    [InlineData("[AmqpManagement] public partial interface IBase { [AmqpManagementOperation(\"READ\")] ValueTask ReadAsync(); } [AmqpManagement(\"b\")] public partial interface I : IBase { }")]
    [InlineData("internal partial class Outer { [AmqpManagement] internal partial interface I { [AmqpManagementOperation(\"READ\")] ValueTask ReadAsync(); [AmqpManagementOperation(\"READ\")] ValueTask Implementation(); } }")]
    public Task Clean_interfaces(string source) => Marked.AssertCleanAsync(Usings + source);

    [Theory]
    [InlineData("internal interface I { [[|AmqpManagementOperation|](\"READ\")] ValueTask ReadAsync(); }", "TSND0432")]
    [InlineData("internal interface I { ValueTask ReadAsync([[|AmqpManagementBody|]] string s); }", "TSND0432")]
    [InlineData("public class C { public void M([[|AmqpManagementTimeout|]] TimeSpan t) { } }", "TSND0430")]
    [InlineData("public class C { [[|AmqpManagementOperation|](\"READ\")] public void M() { } }", "TSND0430")]
    [InlineData("[AmqpManagement] public partial interface I { [[|AmqpManagementOperation|](\"READ\")] ValueTask ReadAsync() => default; }", "TSND0430")]
    [InlineData("[AmqpContract] public partial record C(int N); [AmqpSender(\"a\")] public partial interface I { [[|AmqpManagementOperation|](\"READ\")] ValueTask ReadAsync(C c); }", "TSND0430")]
    [InlineData("[AmqpManagement, [|Durable|]] public partial interface I { }", "TSND0430")]
    [InlineData("[AmqpManagement, [|DesiredCapability|](\"x\")] public partial interface I { }", "TSND0430")]
    [InlineData("[AmqpManagement] public partial interface I { [AmqpManagementOperation(\"READ\"), [|Subject|](\"s\")] ValueTask ReadAsync(); }", "TSND0430")]
    [InlineData("[AmqpManagement] public partial interface I { [AmqpManagementOperation(\"READ\"), [|ApplicationProperty|](\"s\", 1)] ValueTask ReadAsync(); }", "TSND0430")]
    [InlineData("[AmqpManagement] public partial interface I { [AmqpManagementOperation(\"READ\")] ValueTask ReadAsync([[|Subject|]] string name); }", "TSND0430")]
    public Task Misplaced(string marked, string rule) => Marked.AssertReportedAsync(rule, marked);

    [Fact]
    public async Task One_method_that_breaks_a_rule_leaves_the_others_working()
    {
        GeneratorRun run = GeneratorRun.Of("#pragma warning disable TSAMQP\nusing System.Threading.Tasks; using TypedSender; using TypedSender.Amqp.Messages; [AmqpManagement] public partial interface I { " + Read + " int Wrong(); }");

        string text = run.File("I.Management");
        Assert.Contains("throw global::TypedSender.GeneratedCode.AmqpContractErrors.Stub(\"Wrong\", \"TSND0610\")", text, StringComparison.Ordinal);
        Assert.Contains("Operation = \"READ\",", text, StringComparison.Ordinal);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public async Task A_member_that_hides_one_of_the_generated_interface_is_no_warning()
    {
        GeneratorRun run = GeneratorRun.Of(
            "using System.Threading.Tasks; using TypedSender; [AmqpManagement] public partial interface I { [AmqpManagementOperation(\"A\")] ValueTask Node(); }");

        Assert.Equal("CS0108", Assert.Single(run.CompilerDiagnostics).Id);
        Assert.Empty(await run.CompileWithSuppressorAsync());
    }

    [Fact]
    public async Task A_type_that_another_generator_makes_comes_too_late_and_that_is_said()
    {
        GeneratorRun run = GeneratorRun.Beside(
            new LateTypeGenerator(),
            "using System.Threading.Tasks; using TypedSender; [AmqpManagement] public partial interface I { [AmqpManagementOperation(\"A\")] ValueTask AAsync(Late value); }");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal("TSND0221", Assert.Single(await run.AnalyzeAsync()).Id);
    }

    [Fact]
    public async Task An_inherited_member_that_is_internal_to_another_assembly_is_reported()
    {
        GeneratorRun library = GeneratorRun.Of("using System.Threading.Tasks; namespace Shop; public interface IBase { internal ValueTask OtherAsync(); }");
        GeneratorRun run = GeneratorRun.With(library.ToReference(), "[TypedSender.AmqpManagement] public partial interface I : Shop.IBase { }");

        Assert.Equal("TSND0606", Assert.Single(await run.AnalyzeAsync()).Id);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public async Task A_management_interface_of_another_assembly_can_be_derived_from()
    {
        GeneratorRun library = GeneratorRun.Of("#pragma warning disable TSAMQP\nusing System.Threading.Tasks; using TypedSender; using TypedSender.Amqp.Messages; namespace Shop; [AmqpManagement] public partial interface IBase { " + Read + " }");
        GeneratorRun run = GeneratorRun.With(library.ToReference(), "[TypedSender.AmqpManagement(\"n\")] public partial interface I : Shop.IBase { }");

        Assert.Empty(await run.AnalyzeAsync());
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Contains("Shop.IBase.ReadAsync(string name)", run.File("I.Management"), StringComparison.Ordinal);
    }

    private static string Interface(string methods)
        => Usings + "[AmqpContract] public partial record A(int N); public enum Nameless { } public class Tree : List<Tree> { }\n"
            + "public struct F : IAmqpFormatter<int>, IAmqpFormatter<Formatted> { public static void Write(ref AmqpWriter writer, int value) => writer.WriteNull(); public static void Write(ref AmqpWriter writer, Formatted value) => writer.WriteNull(); }\n"
            + "[AmqpFormatter(typeof(F))] public struct Formatted { }\n"
            + "[AmqpManagement] public partial interface I { " + methods + " }";

    /// <summary>Makes an enum that our generators do not see.</summary>
    private sealed class LateTypeGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
            => context.RegisterSourceOutput(context.CompilationProvider.Select(static (_, _) => 0), static (output, _) => output.AddSource("Late.g.cs", "/// <summary>Late.</summary>\npublic enum Late { /// <summary>One.</summary>\n One }"));
    }
}
