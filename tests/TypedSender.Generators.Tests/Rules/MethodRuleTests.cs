using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

public class MethodRuleTests
{
    [Theory]
    [InlineData("TSND0201", "[|Task<int>|] SendAsync(C c);")]
    [InlineData("TSND0201", "[|ValueTask<SendReceipt>|] SendAsync(C c); public struct SendReceipt { }")]
    [InlineData("TSND0201", "[|IAsyncEnumerable<int>|] SendAsync(List<C> c);")]
    [InlineData("TSND0201", "[|IObservable<SendOutcome>|] SendAsync(List<C> c);")]
    [InlineData("TSND0201", "[|System.Runtime.CompilerServices.ConfiguredTaskAwaitable|] SendAsync(C c);")]
    [InlineData("TSND0202", "[|void|] Send(C c);")]
    [InlineData("TSND0204", "ValueTask SendAsync(ref C [|c|]);")]
    [InlineData("TSND0204", "ValueTask SendAsync(C c, [Subject] out string [|subject|]);")]
    [InlineData("TSND0204", "ValueTask SendAsync(ref readonly C [|c|]);")]
    [InlineData("TSND0205", "ValueTask SendAsync(C c, CancellationToken a, CancellationToken [|b|]);")]
    [InlineData("TSND0206", "ValueTask SendAsync(CancellationToken [|token|], C c);")]
    [InlineData("TSND0206", "ValueTask SendAsync(C c, CancellationToken [|token|], [Subject] string subject);")]
    [InlineData("TSND0207", "ValueTask SendAsync(C c, [|CancellationToken?|] token);")]
    [InlineData("TSND0209", "ValueTask [|SendAsync|]();")]
    [InlineData("TSND0209", "ValueTask [|SendAsync|](C c, C d);")]
    [InlineData("TSND0212", "[|ValueTask<SendOutcome>|] SendAsync(IReadOnlyList<C> c);")]
    [InlineData("TSND0212", "[|Task<IReadOnlyList<SendOutcome>>|] SendAsync(C c);")]
    [InlineData("TSND0212", "[|IAsyncEnumerable<SendOutcome>|] Send(C c);")]
    [InlineData("TSND0212", "[|ValueTask<SendOutcome>|] SendAsync(IAsyncEnumerable<C> c);")]
    [InlineData("TSND0213", "ValueTask SendAsync(params C[] [|c|]);")]
    [InlineData("TSND0213", "ValueTask SendAsync(CancellationToken token, params C[] [|c|]);")]
    [InlineData("TSND0214", "ValueTask SendAsync([|ReadOnlySpan<C>|] c);")]
    [InlineData("TSND0214", "ValueTask SendAsync(scoped [|System.Span<C>|] c);")]
    [InlineData("TSND0220", "ValueTask SendAsync<[|T|]>(C c);")]
    [InlineData("TSND0222", "[[|AmqpBatch|]] ValueTask SendAsync(C c);")]
    [InlineData("TSND0223", "[AmqpBatch(MaxMessages = [|-1|])] ValueTask SendAsync(List<C> c);")]
    [InlineData("TSND0223", "[AmqpBatch(MaxMessages = 10, MaxBytes = [|-1L|])] ValueTask SendAsync(List<C> c);")]
    [InlineData("TSND0203", "ValueTask SendAsync(string [|c|]);")]
    [InlineData("TSND0203", "ValueTask SendAsync(List<Uri> [|c|]);")]
    public Task Reported(string rule, string marked) => Marked.AssertReportedAsync(rule, Sender(marked));

    [Theory]
    [InlineData("ValueTask SendAsync(in C c);")]
    [InlineData("[AmqpBatch] ValueTask SendAsync(CancellationToken token, params C[] c);")]
    [InlineData("ValueTask SendAsync(C? c);")]
    [InlineData("ValueTask SendAsync(C c);")]
    [InlineData("IAsyncEnumerable<SendOutcome> Send(IAsyncEnumerable<C> c, CancellationToken token = default); [AmqpBatch] IAsyncEnumerable<SendOutcome> Send(ReadOnlyMemory<C> c);")]
    [InlineData("[AmqpBatch] ValueTask SendAsync(params C[] c);")]
    [InlineData("[AmqpBatch(MaxMessages = 100, MaxBytes = 5_000_000_000)] Task<IReadOnlyList<SendOutcome>> SendAsync(IEnumerable<C> c, [Subject] string subject, CancellationToken token);")]
    [InlineData("ValueTask SendAsync(C c, [Subject] string? a = \"x\", [Priority] byte? b = null, [TimeToLive] TimeSpan c2 = default);")]
    [InlineData("Task<IReadOnlyList<SendOutcome>> SendAsync(HashSet<C> c); Task<IReadOnlyList<SendOutcome>> SendAsync(System.Collections.Immutable.ImmutableArray<C> c);")]
    public Task Clean(string methods) => Marked.AssertCleanAsync(Sender(methods));

    private static string Sender(string methods)
        => "[AmqpContract] public partial record C(int X);\n[AmqpSender(\"a\")] public partial interface I { " + methods + " }";
}
