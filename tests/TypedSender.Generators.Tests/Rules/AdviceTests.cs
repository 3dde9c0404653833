using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>What a message tells the user to do can be done.</summary>
public class AdviceTests
{
    private const string Contract = "[AmqpContract] public partial record Order(int X); public interface IOrder { } public class Plain { } public class Plain<T> { }\n";

    [Theory]
    [InlineData("string [|comment|]", "mark it [ApplicationProperty(\"comment\")], [MessageId], [To], [Subject], [ReplyTo], [CorrelationId], [ContentType], [ContentEncoding], [GroupId], [ReplyToGroupId], or send it in a contract")]
    [InlineData("TimeSpan [|x|]", "mark it [ApplicationProperty(\"x\"), AmqpDuration(AmqpDurationEncoding.Iso8601)], [TimeToLive], or send it in a contract")]
    [InlineData("TimeSpan? [|x|]", "[TimeToLive]")]
    [InlineData("Guid? [|x|]", "mark it [ApplicationProperty(\"x\")], [MessageId], [CorrelationId], or send")]
    [InlineData("bool [|x|]", "mark it [ApplicationProperty(\"x\")], [Durable], [FirstAcquirer], or send")]
    [InlineData("byte [|x|]", "[Priority]")]
    [InlineData("DateTimeOffset [|x|]", "[AbsoluteExpiryTime], [CreationTime]")]
    [InlineData("DayOfWeek [|x|]", "mark it [ApplicationProperty(\"x\")], or send it in a contract")]
    [InlineData("byte[] [|x|]", "[UserId]")]
    [InlineData("IOrder [|x|]", "an interface is no contract, so take a contract that implements it")]
    [InlineData("System.Threading.Channels.ChannelReader<Order> [|x|]", "take an IAsyncEnumerable<T> of a contract, and pass what ReadAllAsync() returns")]
    [InlineData("ReadOnlyMemory<int> [|x|]", "take a contract with a member that holds what is to be sent")]
    [InlineData("IReadOnlyDictionary<string, object?> [|x|]", "take a parameter for each entry and mark it [ApplicationProperty(\"...\")], or take a contract")]
    [InlineData("Version [|x|]", "take a contract with a member that holds what is to be sent")]
    [InlineData("List<string> [|x|]", "take a contract with a member that holds what is to be sent")]
    [InlineData("object [|x|]", "take a contract with a member that holds what is to be sent")]
    [InlineData("Task<Order> [|x|]", "take a contract with a member that holds what is to be sent")]
    public async Task A_parameter_without_a_place(string parameter, string advice)
    {
        string source = Contract + "[AmqpSender(\"q\")] public partial interface I { ValueTask SendAsync(Order order, " + parameter + "); }";

        await Marked.AssertReportedAsync("TSND0203", source);
        Assert.Contains(advice, await Marked.MessageAsync(source), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[AmqpSender(\"q\")] public partial interface I { ValueTask SendAsync([|Plain|] x); }", "'Plain' in 'x' is not a contract, so its encoding is unknown: mark it [AmqpContract]")]
    [InlineData("[AmqpSender(\"q\")] public partial interface I { ValueTask SendAsync(Order order, List<[|Plain|]> x); }", "mark it [AmqpContract]")]
    [InlineData("[AmqpContract] public partial record A([|Plain|] X);", "'Plain' in 'A.X' is not a contract, so its encoding is unknown: mark it [AmqpContract]")]
    [InlineData("public abstract class Shape { } [AmqpContract] public partial record A([|Shape|] X);", "so its encoding is unknown: it is abstract, so mark it [AmqpContract], and use a contract that derives from it, or name those that do by [AmqpKnownType]")]
    [InlineData("public abstract class Shape<T> { } [AmqpContract] public partial record A([|Shape<int>|] X);", "and use a contract that derives from it, or a base type or an interface without type parameters that names those that do by [AmqpKnownType]")]
    [InlineData("public abstract class Shape { } [AmqpSender(\"q\")] public partial interface I { ValueTask SendAsync([|Shape|] x); }", "it is abstract, so mark it [AmqpContract], and use a contract that derives from it")]
    [InlineData("public readonly struct Id(string text) { private readonly string _text = text; public override string ToString() => _text; } [AmqpContract] public partial record A([|Id|] X);", "none of its members is public, so mark it [AmqpContract] and each member that is sent [AmqpMember]")]
    [InlineData("public class Key { internal string Text { get; set; } = \"\"; } [AmqpContract] public partial record A([|Key|] X);", "none of its members is public, so mark it [AmqpContract] and each member that is sent [AmqpMember]")]
    [InlineData("public class Key { public static readonly Key None = new(); private static int Count => 1; } [AmqpContract] public partial record A([|Key|] X);", "unknown: mark it [AmqpContract]")]
    [InlineData("public record Ping; [AmqpContract] public partial record A([|Ping|] X);", "unknown: mark it [AmqpContract]")]
    [InlineData("public class Base { public int X => 1; } public class Key : Base { private int Hash => 1; } [AmqpContract] public partial record A([|Key|] X);", "unknown: mark it [AmqpContract]")]
    [InlineData("[AmqpContract] public partial record A(List<[|IOrder|]> X);", "an interface has none, so mark it [AmqpContract] and name the types that implement it by [AmqpKnownType], use a contract that implements it, name a formatter")]
    [InlineData("public class Old : System.Collections.CollectionBase { } [AmqpContract] public partial record A([|Old|] X);", "its items are of no certain type, so use a collection that implements IEnumerable<T>, name a formatter")]
    [InlineData("[AmqpSender(\"q\")] public partial interface I { ValueTask SendAsync([|Plain<int>|] x); }", "'Plain<int>' in 'x' is not a contract, so its encoding is unknown: mark it [AmqpContract]")]
    [InlineData("[AmqpContract] public partial record A([|Plain<int>|] X);", "'Plain<int>' in 'A.X' is not a contract, so its encoding is unknown: mark it [AmqpContract]")]
    [InlineData("[AmqpContract] public partial record A([|Microsoft.Win32.SafeHandles.SafeFileHandle|] X);", "it is declared in another assembly, so write [assembly: AmqpContractFor<Microsoft.Win32.SafeHandles.SafeFileHandle>], name a formatter")]
    public async Task A_type_that_is_no_contract(string source, string advice)
    {
        await Marked.AssertReportedAsync("TSND0402", Contract + source);
        Assert.Contains(advice, await Marked.MessageAsync(Contract + source), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TSND0401", "[ApplicationProperty(\"x\")] [|Half|] x", "'System.Half' in 'x' has no AMQP encoding; use float, or send its text by [AmqpFormatter(typeof(AmqpTextFormatter<Half>))]")]
    [InlineData("TSND0401", "[MessageAnnotation(\"x\")] [|Action|] x", "'System.Action' in 'x' has no AMQP encoding; name a formatter by [AmqpFormatter]")]
    [InlineData("TSND0401", "[MessageAnnotation(\"x\")] [|Span<char>|] x", "'System.Span<char>' in 'x' has no AMQP encoding; use string")]
    [InlineData("TSND0401", "[MessageAnnotation(\"x\")] [|ReadOnlySpan<int>|] x", "'System.ReadOnlySpan<int>' in 'x' has no AMQP encoding; use ReadOnlyMemory<int>")]
    [InlineData("TSND0401", "[MessageAnnotation(\"x\")] [|IAsyncEnumerable<int>|] x", "use IReadOnlyList<T>, or name a formatter by [AmqpFormatter]")]
    [InlineData("TSND0402", "[MessageAnnotation(\"x\")] List<[|IOrder|]> x", "an interface has none, so mark it [AmqpContract] and name the types that implement it by [AmqpKnownType], use a contract that implements it, or name a formatter by [AmqpFormatter]")]
    public async Task A_parameter_cannot_be_left_out(string rule, string parameter, string message)
    {
        string source = Contract + "[AmqpSender(\"q\")] public partial interface I { ValueTask SendAsync(Order order, " + parameter + "); }";

        await Marked.AssertReportedAsync(rule, source);
        Assert.EndsWith(message, await Marked.MessageAsync(source), StringComparison.Ordinal);
    }

    /// <summary>Known types are named by an attribute on the type itself, which one with type parameters, and one of another assembly, does not take.</summary>
    [Theory]
    [InlineData("[AmqpContract] public abstract partial class B { } [AmqpContract] public partial record A([|B|] X);", ": use a contract that derives from it, or name those that do by [AmqpKnownType]")]
    [InlineData("[AmqpContract] public abstract partial class B<T> { } [AmqpContract] public partial record A([|B<int>|] X);", ": use a contract that derives from it, or a base type or an interface without type parameters that names those that do by [AmqpKnownType]")]
    [InlineData("[assembly: AmqpContractFor<System.Text.EncoderFallback>] [AmqpContract] public partial record A([|System.Text.EncoderFallback|] X);", ": use a contract that derives from it")]
    public async Task An_abstract_contract(string source, string advice)
    {
        await Marked.AssertReportedAsync("TSND0428", source);
        Assert.EndsWith(advice, await Marked.MessageAsync(source), StringComparison.Ordinal);
    }

    /// <summary>With the annotation, the type argument would break the constraints of the formatter.</summary>
    [Fact]
    public async Task The_formatter_of_a_type_that_may_be_null_is_that_of_the_type()
        => Assert.Contains(
            "send its text by [AmqpFormatter(typeof(AmqpTextFormatter<IPAddress>))]",
            await Marked.MessageAsync("[AmqpContract] public partial record A(System.Net.IPAddress? X);"),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_problem_of_a_base_member_is_reported_once_at_the_base_with_its_name()
    {
        const string Source =
            "public abstract class Base { public [|object|] Data { get; set; } = 1; }\n"
            + "[AmqpContract] public partial class A : Base { } [AmqpContract] public partial class B : Base { } [AmqpContract] public partial class C : B { }";

        await Marked.AssertReportedAsync("TSND0413", Source);
        Assert.StartsWith("'object' in 'Base.Data' can hold anything", await Marked.MessageAsync(Source), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TSND0401", "[AmqpContract] public partial class Base { public [|Action|]? X { get; set; } } [AmqpContract] public partial class A : Base { } [AmqpContract] public partial class B : A { }")]
    [InlineData("TSND0403", "public class Base { [AmqpMember] private int [|X|] => 1; } [AmqpContract] public partial class A : Base { } [AmqpContract] public partial class B : Base { }")]
    [InlineData("TSND0405", "public class Base { [AmqpIgnore, AmqpMember] public int [|X|] => 1; } [AmqpContract] public partial class A : Base { } [AmqpContract] public partial class B : Base { }")]
    [InlineData("TSND0215", "public class Base { [Priority] public [|int|] X => 1; } [AmqpContract] public partial class A : Base { } [AmqpContract] public partial class B : Base { }")]
    [InlineData("TSND0201", "[AmqpContract] public partial class C { } public interface IBase { [|int|] Send(C c); } [AmqpSender(\"q\")] public partial interface I : IBase { } [AmqpSender(\"r\")] public partial interface J : IBase { } [AmqpSender(\"s\")] public partial interface K : I { }")]
    public Task A_problem_of_a_base_is_reported_once(string rule, string source) => Marked.AssertReportedAsync(rule, source);

    [Fact]
    public async Task A_problem_of_a_base_in_another_assembly_is_reported_at_the_contract_with_the_name_of_the_member()
    {
        GeneratorRun library = GeneratorRun.Of("namespace Shop; public class Base { public object? Data { get; set; } }");
        GeneratorRun run = GeneratorRun.With(library.ToReference(), "[TypedSender.AmqpContract] public partial class A : Shop.Base { }");

        Microsoft.CodeAnalysis.Diagnostic diagnostic = Assert.Single(await run.AnalyzeAsync());
        Assert.Equal("A", diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.StartsWith("'object?' in 'Base.Data' can hold anything", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    /// <summary>A project that is open in the same editor has its source at hand, which belongs to no file of this compilation.</summary>
    [Fact]
    public async Task A_problem_of_a_base_in_another_project_is_reported_at_the_contract()
    {
        GeneratorRun library = GeneratorRun.Of("namespace Shop; public class Base { public object? Data { get; set; } }");
        GeneratorRun run = GeneratorRun.With(library.ToProjectReference(), "[TypedSender.AmqpContract] public partial class A : Shop.Base { }");

        Microsoft.CodeAnalysis.Diagnostic diagnostic = Assert.Single(await run.AnalyzeAsync());
        Assert.Equal("A", diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.StartsWith("'object?' in 'Base.Data' can hold anything", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int?", "int?", "'F' cannot format 'int?' in 'A.X': it formats 'int?', and null never reaches a formatter: implement IAmqpFormatter<int>")]
    [InlineData("int", "int?", "it formats 'int?', and null never reaches a formatter: implement IAmqpFormatter<int>")]
    [InlineData("List<Guid?>", "Guid?", "implement IAmqpFormatter<System.Guid>")]
    [InlineData("int", "string", "'F' cannot format 'int' in 'A.X': it formats 'string'")]
    public async Task A_formatter_of_another_type(string type, string formatted, string message)
    {
        string source = $"public class F : IAmqpFormatter<{formatted}> {{ public static void Write(ref AmqpWriter writer, {formatted} value) => writer.WriteNull(); }} [AmqpContract] public partial record A([AmqpFormatter([|typeof(F)|])] {type} X);";

        await Marked.AssertReportedAsync("TSND0415", source);
        Assert.Contains(message, await Marked.MessageAsync(source), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_formatter_of_several_types_names_them_all()
        => Assert.Equal(
            "'F' cannot format 'int' in 'A.X': it formats 'string' and 'System.Guid'",
            await Marked.MessageAsync("public class F : IAmqpFormatter<string>, IAmqpFormatter<Guid> { public static void Write(ref AmqpWriter writer, string value) { } public static void Write(ref AmqpWriter writer, Guid value) { } } [AmqpContract] public partial record A([AmqpFormatter(typeof(F))] int X);"));

    [Theory]
    [InlineData("TSND0409", "[AmqpContract] public partial record A([|Bag|] X);")]
    [InlineData("TSND0409", "[AmqpContract] public partial record A(List<[|Bag|]?> X);")]
    [InlineData("TSND0409", "[AmqpContract] public partial record C; [AmqpSender(\"q\")] public partial interface I { ValueTask SendAsync([|Bag|] c); }")]
    public Task A_collection_of_several_types(string rule, string source)
        => Marked.AssertReportedAsync(rule, "public interface Bag : IEnumerable<int>, IEnumerable<string> { }\npublic interface IOwn : IEnumerable<int>, IEnumerable<string> { new IEnumerator<string> GetEnumerator(); } [AmqpContract] public partial record HasOwn(IOwn X);\n" + source);
}
