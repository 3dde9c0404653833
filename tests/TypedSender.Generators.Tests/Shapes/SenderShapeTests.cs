using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Shapes;

/// <summary>What may stand around and in a sender interface beside its methods: nothing is reported, and what is generated compiles without a warning.</summary>
public class SenderShapeTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Diagnostics.CodeAnalysis; using System.Threading; using System.Threading.Tasks; using TypedSender; using TypedSender.Amqp;\n";
    private const string Contract = "[AmqpContract] public partial record A(int N);\n";

    [Theory]
    [InlineData("ValueTask SendAsync(A a, [Subject] string? s = null, [To] string t = \"a\\\"b\\\\{c}\\n\", [Priority] byte p = 3, [Durable] bool d = true);")]
    [InlineData("ValueTask SendAsync(A a, [ApplicationProperty(\"c\")] char c = '\\'', [ApplicationProperty(\"m\")] decimal m = 1.0m, [ApplicationProperty(\"n\")] double n = double.NaN, [ApplicationProperty(\"f\")] float f = float.NegativeInfinity);")]
    [InlineData("ValueTask SendAsync(A a, [ApplicationProperty(\"e\")] DayOfWeek e = DayOfWeek.Friday, [ApplicationProperty(\"x\")] DayOfWeek x = (DayOfWeek)77, [ApplicationProperty(\"y\")] DayOfWeek? y = DayOfWeek.Sunday);")]
    [InlineData("ValueTask SendAsync(A a, [TimeToLive] TimeSpan t = default, [MessageId] Guid? g = null, [MessageId] ulong u = ulong.MaxValue);", "TSND0211")]
    [InlineData("ValueTask SendAsync(A a, [ApplicationProperty(\"l\")] long l = long.MinValue, [ApplicationProperty(\"s\")] sbyte s = -1, [ApplicationProperty(\"u\")] ulong u = ulong.MaxValue, [GroupSequence] uint q = 1u);")]
    [InlineData("ValueTask SendAsync(A? a = null, CancellationToken token = default);")]
    public async Task Default_values_of_every_kind(string method, string? rule = null)
    {
        GeneratorRun run = GeneratorRun.Of(Usings + Contract + "[AmqpSender(\"q\")] public partial interface IS { " + method + " }");

        Assert.Equal(rule is null ? [] : [rule], (await run.AnalyzeAsync()).Select(diagnostic => diagnostic.Id));
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Theory]
    [InlineData("ValueTask SendAsync(A writer, [Subject] string client, [To] string System, CancellationToken cancellationToken = default);")]
    [InlineData("ValueTask SendAsync(A client, [Subject] string TypedSender, [To] string global);")]
    [InlineData("ValueTask @event(A @class, [Subject] string @event, [To] string @params); ValueTask @record(A value, [Subject] string field, [To] string @record, [ReplyTo] string var, [GroupId] string dynamic, [ReplyToGroupId] string nameof);")]
    [InlineData("ValueTask @async(A @await, [Subject] string @file, [To] string @required, [ReplyTo] string @scoped, [GroupId] string @where, CancellationToken @this);")]
    [InlineData("ValueTask SendAsync<@class>(@class @event) where @class : IAmqpContract<@class>; ValueTask AllAsync<@in>(IReadOnlyList<@in> items) where @in : IAmqpContract<@in>;")]
    [InlineData("ValueTask SendAsync<SendMessage, item>(IReadOnlyList<item> items, [Subject] string item2) where item : IAmqpContract<item> where SendMessage : IAmqpContract<SendMessage>; ValueTask SendAsync<_sender>(_sender _sender2) where _sender : IAmqpContract<_sender>;")]
    public Task Names_that_are_keywords_or_those_of_generated_code(string methods)
        => Marked.AssertCleanAsync(Contract + "[AmqpSender(\"q\"), UserId(\"u\")] public partial interface IS { " + methods + " }");

    [Theory]
    [InlineData("ValueTask SendAsync<T>(T? item) where T : class?, IAmqpContract<T>; ValueTask AllAsync<T>(List<T?> items, [Subject] string? s) where T : class, IAmqpContract<T>;")]
    [InlineData("ValueTask SendAsync<T>(T item) where T : struct, IAmqpContract<T>; ValueTask AllAsync<T>(List<T> items, [Subject] string? s) where T : struct, IAmqpContract<T>;")]
    [InlineData("ValueTask SendAsync<T>(T item) where T : unmanaged, IAmqpContract<T>; ValueTask AllAsync<T>(ReadOnlyMemory<T> items, [Subject] string? s) where T : unmanaged, IAmqpContract<T>;")]
    [InlineData("ValueTask SendAsync<T>(T? item) where T : notnull, IAmqpContract<T>, new(); ValueTask AllAsync<T>(IEnumerable<T> items, [Subject] string? s) where T : notnull, IAmqpContract<T>, new();")]
    [InlineData("ValueTask SendAsync<T>(in T item) where T : A, IAmqpContract<T>; [AmqpBatch] IAsyncEnumerable<SendOutcome> All<T>(IAsyncEnumerable<T> items, [Subject] string? s) where T : A?, IDisposable, IComparable<T>, IAmqpContract<T>;")]
    [InlineData("ValueTask SendAsync<T, U>(T item, CancellationToken t) where T : IAmqpContract<T>, IEquatable<U> where U : struct, IAmqpContract<U>;")]
    [InlineData("ValueTask SendAsync<T>(T item) where T : IMine<T>; interface IMine<T> : IAmqpContract<T> where T : IMine<T> { }")]
    public async Task Generic_methods_with_constraints_of_every_kind(string methods)
    {
        GeneratorRun run = GeneratorRun.Of(Usings + Contract + "[AmqpSender(\"q\"), Priority(1), ApplicationProperty(\"p\", 1)] public partial interface IS { " + methods + " }");

        Assert.Empty(await run.AnalyzeAsync());
        Assert.Empty(run.CompilerDiagnostics);
        Assert.DoesNotContain("GeneratedStub", string.Concat(run.Files.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_that_the_linker_compares_are_repeated()
    {
        GeneratorRun run = GeneratorRun.Of(
            Usings + Contract + """
            [AmqpSender("q")]
            public partial interface IS
            {
                [RequiresUnreferencedCode("It \"reads\".", Url = "https://example.org"), RequiresDynamicCode("It emits.")]
                ValueTask SendAsync(A a);

                ValueTask GenericAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T item)
                    where T : IAmqpContract<T>;
            }
            """);

        Assert.Empty(await run.AnalyzeAsync());
        Assert.Empty(run.CompilerDiagnostics);
        string file = run.File("IS.Sender");
        Assert.Contains("[global::System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute(\"It \\\"reads\\\".\", Url = \"https://example.org\")]", file, StringComparison.Ordinal);
        Assert.Contains("[global::System.Diagnostics.CodeAnalysis.RequiresDynamicCodeAttribute(\"It emits.\")]", file, StringComparison.Ordinal);
        Assert.Contains("global::IS.GenericAsync<[global::System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembersAttribute(", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_enums_of_repeated_attributes_do_not_depend_on_the_names_around_them()
    {
        GeneratorRun run = GeneratorRun.Of(
            """
            using System.Diagnostics.CodeAnalysis; using System.Threading.Tasks; using TypedSender;
            namespace Acme.System { public class Unrelated; }
            namespace Acme
            {
                [AmqpContract] public partial record A(int N);
                [AmqpSender("q")]
                public partial interface IS
                {
                    ValueTask SendAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.PublicProperties)] T>(T item) where T : IAmqpContract<T>;
                    ValueTask AllAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(T item) where T : IAmqpContract<T>;
                }
            }
            """);

        Assert.Empty(await run.AnalyzeAsync());
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Contains("(global::System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes)(520)", run.File("IS.Sender"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Obsolete(\"x\")] ValueTask SendAsync(A a); [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)] ValueTask HiddenAsync(A a);")]
    [InlineData("ValueTask SendAsync([DisallowNull] A? a, [Subject, AllowNull] string s, [To, NotNull] string? t); [return: NotNull] Task TaskAsync([NotNull] A a);")]
    [InlineData("ValueTask SendAsync([NotNullIfNotNull(\"s\")] A a, [Subject, NotNullIfNotNull(\"a\")] string s);")]
    public async Task Attributes_that_speak_to_callers_alone_are_not_needed(string methods)
    {
        GeneratorRun run = GeneratorRun.Of("#pragma warning disable CS0612, CS0618\n" + Usings + Contract + "[AmqpSender(\"q\")] public partial interface IS { " + methods + " }");

        Assert.Empty(await run.AnalyzeAsync());
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public async Task A_file_without_nullable_annotations()
    {
        GeneratorRun run = GeneratorRun.Of(
            "#nullable disable\n" + Usings + "[AmqpContract] public partial class A { public string S { get; set; } } "
            + "public interface IBase<T> { ValueTask BaseAsync(T item, [Subject] string s); } "
            + "[AmqpSender(\"q\")] public partial interface IS : IBase<A> { ValueTask SendAsync(A a, [To] string to); ValueTask<IReadOnlyList<SendOutcome>> AllAsync(List<A> items, [ReplyTo] string s = null); "
            + "IAsyncEnumerable<SendOutcome> Stream(IAsyncEnumerable<A> items); ValueTask AnyAsync<T>(T item) where T : class, IAmqpContract<T>; ValueTask MemoryAsync<T>(ReadOnlyMemory<T> items) where T : IAmqpContract<T>; }");

        Assert.Empty(await run.AnalyzeAsync());
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Methods_that_symbols_leave_out(bool isDefined)
    {
        GeneratorRun run = GeneratorRun.Defining(
            isDefined ? ["MORE"] : [],
            Usings + Contract + """
            [AmqpSender("q")]
            #if MORE
            [Subject("more")]
            #endif
            public partial interface IS
            {
                ValueTask SendAsync(A a);
            #if MORE
                ValueTask MoreAsync(A a);
            #else
                void Less();
            #endif
            }
            """);

        Assert.Equal(isDefined ? [] : ["TSND0202", "TSND0209"], (await run.AnalyzeAsync()).Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(isDefined, run.File("IS.Sender").Contains("MoreAsync", StringComparison.Ordinal));
        Assert.Equal(isDefined, run.File("IS.Sender").Contains("subject: \"more\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_base_interface_in_another_file_and_in_another_assembly()
    {
        GeneratorRun library = GeneratorRun.Of(Usings + "namespace Shop; [AmqpContract] public partial record Order(int N); public interface IFar : IAsyncDisposable { [Subject(\"far\")] ValueTask FarAsync(Order order); ValueTask AnyAsync<T>(T item) where T : IAmqpContract<T>; }");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            Usings + "[AmqpSender(\"q\")] public partial interface IS : INear, Shop.IFar { }",
            Usings + "public interface INear { ValueTask NearAsync(Shop.Order order); }");

        Assert.Empty(await run.AnalyzeAsync());
        Assert.Empty(run.CompilerDiagnostics);
        string file = run.File("IS.Sender");
        Assert.Contains(" global::INear.NearAsync(", file, StringComparison.Ordinal);
        Assert.Contains(" global::Shop.IFar.FarAsync(", file, StringComparison.Ordinal);
        Assert.Contains("global::Shop.IFar.AnyAsync<T>(", file, StringComparison.Ordinal);
        Assert.Contains("global::System.IAsyncDisposable.DisposeAsync()", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_is_not_generic_in_its_interface_reads_the_same_in_the_newest_language()
    {
        GeneratorRun run = GeneratorRun.Under(LanguageVersion.Preview, options => options, Usings + Contract + "[AmqpSender(\"q\")] public partial interface IS { ValueTask SendAsync(A field, [Subject] string extension, [To] string value); }");

        Assert.Empty(await run.AnalyzeAsync());
        Assert.Empty(run.CompilerDiagnostics);
    }
}
