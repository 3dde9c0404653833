using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

public class EnqueueRuleTests
{
    [Theory]
    [InlineData("TSND0240", "[Enqueue] [|ValueTask<SendOutcome>|] EnqueueAsync(C c, CancellationToken token = default);", "'EnqueueAsync' is marked [Enqueue] and returns 'System.Threading.Tasks.ValueTask<TypedSender.SendOutcome>', but its message has no outcome when it has been enqueued: return ValueTask or Task to wait for room, or bool to be told that there is none")]
    [InlineData("TSND0241", "bool TryEnqueue(C c, CancellationToken [|token|] = default);", "'token' has nothing to cancel, because 'TryEnqueue' returns bool and never waits: remove it, or return ValueTask to wait for room")]
    [InlineData("TSND0242", "bool [|TryEnqueueAll|](List<C> c);", "'TryEnqueueAll' enqueues a list, of which there might be room for a part: take one message, and call it for each")]
    [InlineData("TSND0242", "[Enqueue] ValueTask [|EnqueueAllAsync|](IAsyncEnumerable<C> c, CancellationToken token = default);", "'EnqueueAllAsync' enqueues a list, of which there might be room for a part: take one message, and call it for each")]
    [InlineData("TSND0201", "[|bool|] Send(C c);", "'Send' cannot return 'bool': use ValueTask, Task, or one of them of SendOutcome (for lists, of IReadOnlyList<SendOutcome>, or IAsyncEnumerable<SendOutcome>), or mark it [Enqueue] to be told whether the message was enqueued")]
    [InlineData("TSND0201", "[|bool|] Send(List<C> c);", "'Send' cannot return 'bool': use ValueTask, Task, or one of them of SendOutcome (for lists, of IReadOnlyList<SendOutcome>, or IAsyncEnumerable<SendOutcome>)")]
    [InlineData("TSND0240", "[Enqueue] [|ValueTask<bool>|] EnqueueAsync(C c, CancellationToken token = default);", "'EnqueueAsync' is marked [Enqueue] and returns 'System.Threading.Tasks.ValueTask<bool>', but its message has no outcome when it has been enqueued: return ValueTask or Task to wait for room, or bool to be told that there is none")]
    [InlineData("TSND0240", "[|Task<bool>|] TryEnqueueAsync(C c, CancellationToken token = default);", "'TryEnqueueAsync' has a name that begins with TryEnqueue and returns 'System.Threading.Tasks.Task<bool>', but its message has no outcome when it has been enqueued: return bool to be told whether there is room, mark it [Enqueue] and return ValueTask or Task to wait for room, or give it another name if it sends")]
    [InlineData("TSND0402", "ValueTask SendAsync(C c, [ApplicationProperty(\"x\")] [|AmqpTransaction|] x, CancellationToken token = default);", "'TypedSender.AmqpTransaction' in 'x' is not a contract, so its encoding is unknown: it is not sent, and its type alone says what it is for: remove the attribute")]
    [InlineData("TSND0240", "[Enqueue] [|int|] Send(C c);", "'Send' is marked [Enqueue] and returns 'int', but its message has no outcome when it has been enqueued: return ValueTask or Task to wait for room, or bool to be told that there is none")]
    [InlineData("TSND0243", "bool TryEnqueue([|System.IO.Stream|] s);", "'s' is a body whose bytes are read while its message is sent, and 'TryEnqueue' returns before that: hold the bytes in ReadOnlyMemory<byte>, or await the send by a method that does not enqueue")]
    [InlineData("TSND0243", "[Enqueue] ValueTask EnqueueAsync([|System.IO.Pipelines.PipeReader|] s, CancellationToken token = default);", "'s' is a body whose bytes are read while its message is sent, and 'EnqueueAsync' returns before that: hold the bytes in ReadOnlyMemory<byte>, or await the send by a method that does not enqueue")]
    [InlineData("TSND0243", "[Enqueue] ValueTask EnqueueAsync([|Upload|] u, CancellationToken token = default);", "'u' is a body whose bytes are read while its message is sent, and 'EnqueueAsync' returns before that: hold the bytes in ReadOnlyMemory<byte>, or await the send by a method that does not enqueue")]
    [InlineData("TSND0202", "[Enqueue] [|void|] Send(C c);", "'Send' returns void, but sending takes time and may fail: return ValueTask")]
    [InlineData("TSND0222", "[Enqueue, [|AmqpBatch|]] ValueTask EnqueueAsync(C c, CancellationToken token = default);", "'EnqueueAsync' sends one message, and envelopes are for lists: remove [AmqpBatch]")]
    public async Task Reported(string rule, string method, string message)
    {
        await Marked.AssertReportedAsync(rule, Sender(method));
        Assert.Equal(message, await Marked.MessageAsync(Sender(method)));
    }

    [Theory]
    [InlineData("bool TryEnqueue(C c);")]
    [InlineData("bool TryEnqueueOrder([Subject] string subject, C c, [SendTimeout] TimeSpan time);")]
    [InlineData("[Enqueue] bool Offer(in C c);")]
    [InlineData("[Enqueue] ValueTask EnqueueAsync(C c, CancellationToken token = default);")]
    [InlineData("[Enqueue] Task EnqueueAsync<T>(T c, CancellationToken token = default) where T : IAmqpContract<T>;")]
    public Task Clean(string method) => Marked.AssertCleanAsync(Sender(method));

    [Fact]
    public Task Nothing_reads_the_attribute_elsewhere() => Marked.AssertReportedAsync("TSND0430", "public class Other { [[|Enqueue|]] public void Run() { } }");

    private static string Sender(string methods)
        => "[AmqpContract] public partial record C(int X); [AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record Upload(System.IO.Stream Content);\n[AmqpSender(\"a\")] public partial interface I { " + methods + " }";
}
