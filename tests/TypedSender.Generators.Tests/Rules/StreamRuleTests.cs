using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>Where a stream is a body, and where not.</summary>
public class StreamRuleTests
{
    private const string Upload = "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record Upload(System.IO.Stream Content); ";

    private const string Contracts = """
        [AmqpContract] public partial record C(int X);
        [AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record F([Subject] string Name, System.IO.FileStream? Content);
        [AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record G(byte[] Content) { [AmqpIgnore] public System.IO.Stream? Source => null; }

        """;

    [Theory]
    [InlineData("TSND0226", "ValueTask SendAsync(List<[|System.IO.Stream|]> streams);", "'streams' holds several 'System.IO.Stream', and 'SendAsync' sends one stream as the body of one message: take a 'System.IO.Stream', or a list of contracts with Encoding = AmqpBodyEncoding.Raw that have a member of that type")]
    [InlineData("TSND0226", "ValueTask SendAsync(IAsyncEnumerable<[|System.IO.MemoryStream|]> streams);", "'streams' holds several 'System.IO.MemoryStream'")]
    [InlineData("TSND0227", "[[|AmqpBatch|]] ValueTask SendAsync(List<F> files);", "'SendAsync' sends envelopes, and the body of 'F' is a stream, which is read while a message of its own is sent: remove [AmqpBatch], or hold the bytes in ReadOnlyMemory<byte>")]
    [InlineData("TSND0222", "[[|AmqpBatch|]] ValueTask SendAsync(System.IO.Stream content);", "'SendAsync' sends one message")]
    [InlineData("TSND0209", "ValueTask [|SendAsync|](C c, System.IO.Stream content);", "'SendAsync' has more than one body: exactly one parameter is a contract, a list of contracts or a Stream")]
    [InlineData("TSND0209", "ValueTask [|SendAsync|](System.IO.Stream content, System.IO.Stream other);", "more than one body")]
    public async Task Of_methods(string rule, string method, string message)
    {
        string source = Contracts + "[AmqpSender(\"a\")] public partial interface I { " + method + " }";

        await Marked.AssertReportedAsync(rule, source);
        Assert.Contains(message, await Marked.MessageAsync(source), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TSND0401", "[AmqpContract] public partial record A([|System.IO.Stream|] X);", "use ReadOnlyMemory<byte>, or the stream as the body of a contract with Encoding = AmqpBodyEncoding.Raw or of a method, name a formatter")]
    [InlineData("TSND0401", "[AmqpContract(Encoding = AmqpBodyEncoding.List)] public partial record A([property: AmqpMember(Order = 0)] [|System.IO.MemoryStream|] X);", "Raw or of a method")]
    [InlineData("TSND0321", "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record A(System.IO.Stream X, System.IO.Stream [|Y|]);", "has 'X' and 'Y'")]
    [InlineData("TSND0322", "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record A([|List<System.IO.Stream>|] X);", "ReadOnlySequence<byte>, ImmutableArray<byte>, Stream or PipeReader")]
    [InlineData("TSND0340", "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record A(System.IO.Stream X); class B { object M(byte[] b) => AmqpContracts.Decode<[|A|]>(b); }", "'A.X' is a 'System.IO.Stream', whose bytes are sent while they are read: hold them in ReadOnlyMemory<byte>")]
    [InlineData("TSND0401", Upload + "[AmqpContract] public partial record A([|Upload|] X);", "'Upload' in 'A.X' has no AMQP encoding; its body is a stream, which is read while a message of its own is sent: hold the bytes in ReadOnlyMemory<byte>, or send it by itself")]
    [InlineData("TSND0401", Upload + "[AmqpContract] public partial record A(List<[|Upload|]> X);", "its body is a stream")]
    [InlineData("TSND0401", Upload + "[AmqpContract] public partial record A(Dictionary<string, [|Upload|]> X);", "its body is a stream")]
    [InlineData("TSND0401", Upload + "[AmqpContract(Encoding = AmqpBodyEncoding.Sequence)] public partial record A([property: AmqpMember(Order = 0)] [|Upload|] X);", "its body is a stream")]
    [InlineData("TSND0314", Upload + "[AmqpContract] public partial record Envelope<T>(T X); [AmqpContract] public partial record A(Envelope<[|Upload|]> X);", "its body is a stream")]
    public async Task Of_contracts(string rule, string source, string message)
    {
        await Marked.AssertReportedAsync(rule, source);
        Assert.Contains(message, await Marked.MessageAsync(source), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ValueTask SendAsync(System.IO.Stream content);")]
    [InlineData("Task<SendOutcome> SendAsync(System.IO.FileStream content, [ApplicationProperty(\"name\")] string name, [TimeToLive] TimeSpan life, CancellationToken token = default);")]
    [InlineData("ValueTask SendAsync(System.IO.Pipelines.PipeReader content);")]
    [InlineData("Task<IReadOnlyList<SendOutcome>> SendAsync(List<F> files); ValueTask OneAsync(F file);")]
    [InlineData("[AmqpBatch] ValueTask SendAsync(List<G> files);")]
    public Task Clean(string methods) => Marked.AssertCleanAsync(Contracts + "[AmqpSender(\"a\"), Subject(\"s\")] public partial interface I { " + methods + " }");
}
