using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>Text in source that AMQP cannot carry: half a surrogate pair, and what is not ASCII where a symbol stands.</summary>
public class InvalidTextTests
{
    private const string Body = "[AmqpContract] public partial record C(int X);\n";

    [Theory]
    [InlineData("[AmqpContract] public partial record A([AmqpMember([|\"a\\uD800\"|])] int X);")]
    [InlineData("[AmqpContract] public partial record A([AmqpMember(Name = [|\"\\uDC00b\"|])] int X);")]
    [InlineData("[AmqpContract] public partial record A([ApplicationProperty([|\"\\uD800\"|])] int X);")]
    [InlineData("[AmqpContract] public partial record A([MessageAnnotation([|\"\\uD800\"|])] int X);")]
    [InlineData("[AmqpContract, ApplicationProperty([|\"\\uD800\"|], 1)] public partial record A(int X);")]
    [InlineData("[AmqpContract, ApplicationProperty(\"a\", [|\"\\uD83D\\uD83D\\uDE00\"|])] public partial record A(int X);")]
    [InlineData("[AmqpContract, ApplicationProperty(\"a\", [|'\\uD800'|])] public partial record A(int X);")]
    [InlineData("[AmqpContract, MessageAnnotation(\"a\", [|\"\\uD800\"|])] public partial record A(int X);")]
    [InlineData("[AmqpContract, Subject([|\"\\uD800\"|])] public partial record A(int X);")]
    [InlineData("[AmqpContract, To([|\"\\uD800\"|])] public partial record A(int X);")]
    [InlineData("[AmqpContract, ReplyTo([|\"\\uD800\"|])] public partial record A(int X);")]
    [InlineData("[AmqpContract, GroupId([|\"\\uD800\"|])] public partial record A(int X);")]
    [InlineData("[AmqpContract, ReplyToGroupId([|\"\\uD800\"|])] public partial record A(int X);")]
    [InlineData("[AmqpContract, UserId([|\"\\uD800\"|])] public partial record A(int X);")]
    [InlineData("[AmqpContract, ContentType([|\"\\uD800\"|])] public partial record A(int X);")]
    [InlineData("[AmqpContract, ContentEncoding([|\"ü\"|])] public partial record A(int X);")]
    [InlineData(Body + "[AmqpSender([|\"q\\uD800\"|])] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData(Body + "[AmqpSender(\"q\"), Subject([|\"\\uD800\"|])] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData(Body + "[AmqpSender(\"q\")] public partial interface I { [To([|\"\\uD800\"|])] ValueTask SendAsync(C c); }")]
    [InlineData(Body + "[AmqpSender(\"q\")] public partial interface I { ValueTask SendAsync(C c, [ApplicationProperty([|\"\\uD800\"|])] int x); }")]
    [InlineData(Body + "[AmqpSender(\"q\"), LinkProperty(\"a\", [|\"\\uD800\"|])] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData(Body + "[AmqpSender(\"q\"), LinkProperty(\"a\", [|'\\uD800'|])] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData(Body + "[AmqpSender(\"q\"), LinkProperty([|\"\\uD800\"|], 1)] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData(Body + "[AmqpSender(\"q\"), DesiredCapability([|\"\\uD800\"|])] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData(Body + "[ContentType([|\"ü\"|])] public interface IBase { ValueTask SendAsync(C c); ValueTask OtherAsync(C c); } [AmqpSender(\"q\")] public partial interface I : IBase { } [AmqpSender(\"r\")] public partial interface J : IBase { }")]
    public Task A_constant_is_reported_where_it_stands(string marked) => Marked.AssertReportedAsync("TSND0219", marked);

    [Theory]
    [InlineData("TSND0309", "[AmqpContract(Descriptor = [|\"a:\\uD800\"|])] public partial class A { }")]
    [InlineData("TSND0501", "public enum E { } [AmqpContract] public partial record A([AmqpEnumAsString] [|E|] X);")]
    [InlineData("TSND0501", "[AmqpEnumAsString] public enum E { } [AmqpContract] public partial record A(List<[|E|]?> X);")]
    [InlineData("TSND0503", "public enum E { A, Größe } [AmqpContract] public partial record A([AmqpEnumAsString, AmqpMember(Symbol = true)] [|E|] X);")]
    [InlineData("TSND0503", "public enum E { A, 名 } [AmqpContract] public partial record A([AmqpEnumAsString, AmqpMember(Symbol = true)] Dictionary<[|E|], int> X);")]
    public Task A_name_or_descriptor_is_reported(string rule, string marked) => Marked.AssertReportedAsync(rule, marked);

    [Fact]
    public async Task Half_a_character_is_written_as_an_escape_in_the_message()
    {
        GeneratorRun run = GeneratorRun.Of("using TypedSender; [AmqpContract, Subject(\"a\\uD800b\")] public partial class A { }");

        Assert.Equal("'a\\uD800b' cannot be sent as subject: it has half a character, U+D800, at index 1", Assert.Single(await run.AnalyzeAsync()).GetMessage());
    }

    [Theory]
    [InlineData("[AmqpContract, Subject(\"\\uD83D\\uDE00\"), ApplicationProperty(\"\\U0001F600\", \"ü\")] public partial record A([AmqpMember(\"\\U0001F600\")] int X, [ApplicationProperty(\"größe\")] int Y);")]
    [InlineData("public enum E { Größe, 名 } [AmqpContract] public partial record A([AmqpEnumAsString] E X, E Y);")]
    [InlineData("[AmqpContract] public partial record C; [AmqpSender(\"größe-\\uD83D\\uDE00\"), LinkProperty(\"a\", \"ü\")] public partial interface I { ValueTask SendAsync(C c); }")]
    public Task Whole_characters_are_text(string source) => Marked.AssertCleanAsync(source);
}
