using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>What the rules of senders and their methods say, in full.</summary>
public class SenderRuleTextTests
{
    private const string Contract = "[AmqpContract] public partial record C(int X);\n";

    [Theory]
    [InlineData("TSND0101", "[AmqpSender(\"a\")] public interface [|I|] { ValueTask SendAsync(C c); }", "Sender 'I' must be partial, so that its implementation can be nested in it: write 'partial' before 'interface'")]
    [InlineData("TSND0102", "public class [|Outer|] { [AmqpSender(\"a\")] public partial interface I { ValueTask SendAsync(C c); } }", "Sender 'Outer.I' is nested in 'Outer', which must be partial too: write 'partial' before its keyword")]
    [InlineData("TSND0103", "public partial class Outer { [AmqpSender(\"a\")] private partial interface [|I|] { ValueTask SendAsync(C c); } }", "Sender 'Outer.I' cannot be reached by generated code because 'Outer.I' is private: make it internal or public")]
    [InlineData("TSND0103", "public partial class Outer { [AmqpSender(\"a\")] protected partial interface [|I|] { ValueTask SendAsync(C c); } }", "Sender 'Outer.I' cannot be reached by generated code because 'Outer.I' is protected: make it internal or public")]
    [InlineData("TSND0103", "public partial class Outer { [AmqpSender(\"a\")] private protected partial interface [|I|] { ValueTask SendAsync(C c); } }", "Sender 'Outer.I' cannot be reached by generated code because 'Outer.I' is private protected: make it internal or public")]
    [InlineData("TSND0103", "[AmqpSender(\"a\")] file partial interface [|I|] { ValueTask SendAsync(C c); }", "because 'I' is local to its file: make it internal or public")]
    [InlineData("TSND0104", "[AmqpSender(\"a\")] public partial interface [|I|]<T> { ValueTask SendAsync(C c); }", "Sender 'I<T>' has type parameters, its own or its container's: derive an interface without them from it, and mark that one")]
    [InlineData("TSND0104", "public partial class Outer<T> { [AmqpSender(\"a\")] public partial interface [|I|] { ValueTask SendAsync(C c); } }", "Sender 'Outer<T>.I' has type parameters, its own or its container's")]
    [InlineData("TSND0105", "[AmqpSender(\"a\")] public partial interface I { int [|X|] { get; } }", "'X' is a property; a sender interface holds methods that send, and members with a body of their own")]
    [InlineData("TSND0105", "[AmqpSender(\"a\")] public partial interface I { event Action [|X|]; }", "'X' is an event; a sender")]
    [InlineData("TSND0105", "[AmqpSender(\"a\")] public partial interface I { int [|this|][int index] { get; } }", "is an indexer; a sender")]
    [InlineData("TSND0105", "[AmqpSender(\"a\")] public partial interface I { static abstract void [|X|](); }", "'X' is a static abstract member; a sender")]
    [InlineData("TSND0106", "[AmqpSender(\"a\")] public partial interface [|I|] { }", "Sender 'I' has no method to send with, its own or inherited: add one that takes a contract, or remove [AmqpSender]")]
    public Task Of_interfaces(string rule, string marked, string message) => AssertSaidAsync(rule, marked, message);

    [Theory]
    [InlineData("TSND0201", "[|Task<int>|] SendAsync(C c);", "'SendAsync' cannot return 'System.Threading.Tasks.Task<int>': use ValueTask, Task, or one of them of SendOutcome (for lists, of IReadOnlyList<SendOutcome>, or IAsyncEnumerable<SendOutcome>)")]
    [InlineData("TSND0202", "[|void|] Send(C c);", "'Send' returns void, but sending takes time and may fail: return ValueTask")]
    [InlineData("TSND0203", "ValueTask SendAsync(System.Threading.Channels.ChannelReader<C> [|c|]);", "because 'System.Threading.Channels.ChannelReader<C>' is not a contract and no attribute places it: take an IAsyncEnumerable<T> of a contract, and pass what ReadAllAsync() returns")]
    [InlineData("TSND0204", "ValueTask SendAsync(ref C [|c|]);", "'c' is a ref parameter; a send only reads its arguments: remove 'ref'")]
    [InlineData("TSND0204", "ValueTask SendAsync(ref readonly C [|c|]);", "'c' is a ref readonly parameter; a send only reads its arguments: remove 'ref readonly'")]
    [InlineData("TSND0205", "ValueTask SendAsync(C c, CancellationToken a, CancellationToken [|b|]);", "'b' is a further CancellationToken of 'SendAsync': keep one")]
    [InlineData("TSND0206", "ValueTask SendAsync(CancellationToken [|token|], C c);", "'token' stands before other parameters of 'SendAsync': move it to the end, where callers look for it and a default value can be given")]
    [InlineData("TSND0207", "ValueTask SendAsync(C c, [|CancellationToken?|] token);", "'token' is a nullable CancellationToken: write 'CancellationToken token = default'")]
    [InlineData("TSND0209", "ValueTask [|SendAsync|]();", "'SendAsync' has no body: exactly one parameter is a contract, a list of contracts or a Stream, every other one has a section attribute or is a CancellationToken")]
    [InlineData("TSND0212", "[|IAsyncEnumerable<SendOutcome>|] Send(C c);", "'Send' sends one message, which has one outcome: return SendOutcome")]
    [InlineData("TSND0212", "[|ValueTask<SendOutcome>|] SendAsync(IAsyncEnumerable<C> c);", "'SendAsync' sends a list, which has an outcome for each item: return IReadOnlyList<SendOutcome>")]
    [InlineData("TSND0213", "ValueTask SendAsync(params C[] [|c|]);", "'c' takes any number of messages, none included, and 'SendAsync' sends each as a delivery of its own: take an array or IReadOnlyList<T> without 'params', or mark 'SendAsync' [AmqpBatch] if envelopes are meant")]
    [InlineData("TSND0214", "ValueTask SendAsync([|ReadOnlySpan<C>|] c);", "'c' is of type 'System.ReadOnlySpan<C>', which ends with the call, and a send goes on after it: take ReadOnlyMemory<C>, to which an array converts, or IReadOnlyList<C>")]
    [InlineData("TSND0220", "ValueTask SendAsync<[|T|]>(T item);", "'T' of 'SendAsync' may stand for any type, and only contracts can be sent: write 'where T : IAmqpContract<T>', or a method for each contract")]
    public Task Of_methods(string rule, string method, string message) => AssertSaidAsync(rule, "[AmqpSender(\"a\")] public partial interface I { " + method + " }", message);

    [Fact]
    public async Task A_method_without_a_token_is_reported_where_that_is_asked_for()
    {
        const string Source = "using System.Threading; using System.Threading.Tasks; using TypedSender; " + Contract + "[AmqpSender(\"a\")] public partial interface I { ValueTask SendAsync(C c); ValueTask OtherAsync(C c, CancellationToken token); }";
        GeneratorRun run = GeneratorRun.Under(LanguageVersion.CSharp12, options => options.WithSpecificDiagnosticOptions([new("TSND0208", ReportDiagnostic.Warn)]), Source);

        Diagnostic diagnostic = Assert.Single(await run.AnalyzeAsync());

        Assert.Equal("TSND0208", diagnostic.Id);
        Assert.Equal("SendAsync", Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal("'SendAsync' takes no CancellationToken, so that its callers cannot end a send before its time-out: add 'CancellationToken cancellationToken = default'", diagnostic.GetMessage());
        Assert.Empty(await GeneratorRun.Of(Source).AnalyzeAsync());
    }

    private static async Task AssertSaidAsync(string rule, string marked, string message)
    {
        await Marked.AssertReportedAsync(rule, Contract + marked);
        Assert.Contains(message, await Marked.MessageAsync(Contract + marked), StringComparison.Ordinal);
    }
}
