using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Shapes;

/// <summary>Names of the user's that are those of generated code: nothing is reported, and everything compiles without a warning.</summary>
public class NameTests
{
    private const string Contract = "[AmqpContract] public partial record A(int N);\n";

    [Theory]
    [InlineData("[AmqpContract] public partial class A { public int AmqpEncoder { get; set; } } [AmqpContract] public partial record B(A X, List<A> Y);")]
    [InlineData("[AmqpContract] public partial class A { public class AmqpEncoder { } public int AmqpEncoder2; } [AmqpContract] public partial record B(A X);")]
    [InlineData("[AmqpContract] public partial class A { public void AmqpEncoder() { } } [AmqpContract] public partial class B : A { }")]
    [InlineData("[AmqpContract] public partial class AmqpEncoder { public int X; } [AmqpContract] public partial record B(AmqpEncoder X);")]
    [InlineData("[AmqpContract] public partial record A(int AmqpEncoder); [AmqpContract] public partial record B(int X) : A(X);")]
    [InlineData("[AmqpContract] public partial class A(int AmqpEncoder) { public int X => AmqpEncoder; }")]
    [InlineData("public class Base { public int AmqpEncoder { get; set; } } [AmqpContract] public partial class A : Base { } [AmqpContract] public partial class B : A { }")]
    [InlineData("[AmqpContract] public partial class A { public int X; } public class M : A { public int AmqpEncoder2; } [AmqpContract] public partial class B : M { }")]
    [InlineData("[AmqpContract(Encoding = AmqpBodyEncoding.List), UserId(\"u\")] public partial class A { [AmqpMember(Order = 0)] public int ContractUserId; [AmqpMember(Order = 1)] public int WriteValue; [AmqpMember(Order = 2)] public string? SetSections; [AmqpMember(Order = 3)] public string? Encode { get; set; } [AmqpMember(Order = 4)] public string? WriteBody; }")]
    [InlineData("[AmqpContract] public partial class C { public int System { get; set; } public int TypedSender { get; set; } public int value { get; set; } public int Value { get; set; } public int VALUE { get; set; } public int writer; public int Writer; public int depth; public int count; public int map; public int @class; public int header; public int global; public int list; public string? start; public string? end; public string? bytes; public string? at; public string? _; }")]
    public Task Of_contracts(string source) => Marked.AssertCleanAsync(source);

    [Theory]
    [InlineData("ValueTask SendAsync(A a, [Subject] string Encode); ValueTask Send2Async(A Encode); ValueTask Send3Async(A a, [Subject] string EncodeLevels);")]
    [InlineData("ValueTask ListAsync(IReadOnlyList<A> l, [Subject] string Map); ValueTask List2Async(IReadOnlyList<A> l, [Subject] string item, [To] string listItem, [ReplyTo] string item2);")]
    [InlineData("ValueTask SendAsync(A writer, [Subject] string writerArgument, [To] string header, [ReplyTo] string headerArgument, [GroupId] string writer2);")]
    [InlineData("ValueTask SendAsync(A properties, [Subject] string annotations, [To] string applicationProperties, [MessageAnnotation(\"x-opt-a\")] int bytes, [ApplicationProperty(\"b\")] string? at);")]
    [InlineData("ValueTask SendMessageAsync(IReadOnlyList<A> l); ValueTask SendMapperAsync(IReadOnlyList<A> l); ValueTask SendAsync(IReadOnlyList<A> l); ValueTask SendMessage(A a); ValueTask SendMessage2Async(A a); ValueTask SendAsync(A a);")]
    [InlineData("ValueTask SendAsync(A SendMessage, [Subject] string SendMapper); ValueTask SendAsync(List<A> SendMessage, [Subject] string SendMapper, [To] string SendMessage2);")]
    [InlineData("ValueTask Implementation(A a);")]
    [InlineData("ValueTask Implementation(A a); ValueTask Implementation2(A a); class Implementation3 { }")]
    [InlineData("ValueTask DescriptionAsync(A a); ValueTask DescriptionMessage(A a);")]
    [InlineData("ValueTask SendAsync(A _sender, [Subject] string sender); ValueTask Send2Async(A a, [Subject] string _sender2, CancellationToken _sender);")]
    [InlineData("[UserId(\"m\"), Subject(\"s\")] ValueTask SendAsync(A a, [To] string MethodUserId, [ReplyTo] string InterfaceUserId);")]
    [InlineData("[Subject(\"s\")] ValueTask SendAsync(A @class, [To] string @event, [ReplyTo] string? @in, [GroupId] string class2);")]
    public Task Of_senders(string methods) => Marked.AssertCleanAsync(Contract + "[AmqpSender(\"q\"), UserId(\"i\")] public partial interface IS { " + methods + " }");

    [Theory]
    [InlineData("public interface IBase { ValueTask Implementation(A a); } [AmqpSender(\"q\")] public partial interface IS : IBase { }")]
    [InlineData("public interface IBase { class Implementation { } } [AmqpSender(\"q\")] public partial interface IS : IBase { ValueTask SendAsync(A a); }")]
    [InlineData("[AmqpSender(\"q\")] public partial interface Implementation { ValueTask SendAsync(A a); }")]
    [InlineData("[AmqpSender(\"q\")] public partial interface IBase { ValueTask Implementation(A a); } [AmqpSender(\"r\")] public partial interface IS : IBase { ValueTask Implementation2(A a); }")]
    public Task Of_interfaces(string source) => Marked.AssertCleanAsync(Contract + source);

    [Theory]
    [InlineData("[AmqpSender(\"q\")] public partial interface IS { ValueTask Description(A a); ValueTask Create(A a); }")]
    [InlineData("public class M : A { public int AmqpEncoder; public M() : base(1) { } } [AmqpContract] public partial class B { public int X; }")]
    public async Task A_member_that_hides_a_generated_one_is_no_warning(string source)
    {
        GeneratorRun run = GeneratorRun.Of("using System.Threading.Tasks; using TypedSender;\n" + "[AmqpContract] public partial class A(int n) { public int N => n; }\n" + source);

        Assert.All(run.CompilerDiagnostics, diagnostic => Assert.Equal("CS0108", diagnostic.Id));
        Assert.NotEmpty(run.CompilerDiagnostics);
        Assert.Empty(await run.CompileWithSuppressorAsync());
    }

    [Fact]
    public async Task A_member_that_hides_one_of_the_users_stays_a_warning()
    {
        GeneratorRun run = GeneratorRun.Of("using System.Threading.Tasks; using TypedSender;\n" + Contract + "public interface IBase { ValueTask SendAsync(A a); } [AmqpSender(\"q\")] public partial interface IS : IBase { ValueTask SendAsync(A a); }");

        Assert.Equal("CS0108", Assert.Single(await run.CompileWithSuppressorAsync()).Id);
    }

    [Fact]
    public void An_encoder_of_another_assembly_is_found_whatever_it_is_called()
    {
        GeneratorRun library = GeneratorRun.Of("using TypedSender; namespace Shop; [AmqpContract] public partial class Order { public int AmqpEncoder { get; set; } }");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            "using System.Threading.Tasks; using TypedSender; [AmqpContract] public partial record Holder(Shop.Order Order); [AmqpContract] public partial class Special : Shop.Order { }"
            + "[AmqpSender(\"orders\")] public partial interface ISender { ValueTask SendAsync(Shop.Order order); }");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Contains("global::Shop.Order.AmqpEncoder2.WriteValue", run.File("Holder"), StringComparison.Ordinal);
        Assert.Contains("new readonly struct AmqpEncoder2", run.File("Special"), StringComparison.Ordinal);
    }
}
