using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

public class TransactionRuleTests
{
    [Fact]
    public async Task Two_transactions_are_reported()
    {
        const string Methods = "ValueTask SendAsync(C c, AmqpTransaction a, AmqpTransaction? [|b|]);";
        await Marked.AssertReportedAsync("TSND0260", Sender(Methods));
        Assert.Equal("'b' is a further AmqpTransaction of 'SendAsync', and a message belongs to one at the most: keep one", await Marked.MessageAsync(Sender(Methods)));
    }

    [Fact]
    public async Task A_transaction_of_messages_that_are_sent_settled_is_reported()
    {
        string marked = Sender("ValueTask SendAsync(C c, [|AmqpTransaction|] tx);", ", SendSettleMode = SenderSettleMode.Settled");
        await Marked.AssertReportedAsync("TSND0261", marked);
        Assert.Equal(
            "'tx' is a transaction, and 'I' sends settled, so that the peer does not say whether it took a message: the send throws. Leave SendSettleMode out, or send without a transaction",
            await Marked.MessageAsync(marked));
    }

    [Fact]
    public async Task A_transaction_of_a_method_that_sends_settled_is_reported()
    {
        string marked = Sender("[Settled] ValueTask SendAsync(C c, [|AmqpTransaction|] tx);", ", SendSettleMode = SenderSettleMode.Mixed");
        await Marked.AssertReportedAsync("TSND0261", marked);
        Assert.Equal(
            "'tx' is a transaction, and 'SendAsync' sends settled, so that the peer does not say whether it took a message: the send throws. Remove [Settled], or send without a transaction",
            await Marked.MessageAsync(marked));
    }

    [Theory]
    [InlineData("[[|Settled|](false)] ValueTask SendAsync(C c, AmqpTransaction tx);", ", SendSettleMode = SenderSettleMode.Settled")]
    [InlineData("[[|Settled|]] ValueTask SendAsync(C c, AmqpTransaction tx);", "")]
    public Task A_method_that_contradicts_its_interface_is_reported_once(string methods, string mode) => Marked.AssertReportedAsync("TSND0250", Sender(methods, mode));

    [Fact]
    public Task A_method_that_sends_unsettled_may_take_a_transaction()
        => Marked.AssertCleanAsync(Sender("[Settled(false)] ValueTask SendAsync(C c, AmqpTransaction tx);", ", SendSettleMode = SenderSettleMode.Mixed"));

    [Theory]
    [InlineData("bool TryEnqueue(C c, [|AmqpTransaction|] tx);", "TryEnqueue")]
    [InlineData("[Enqueue] bool Offer([|AmqpTransaction|] tx, C c);", "Offer")]
    [InlineData("[Enqueue] ValueTask PutAsync(C c, [|AmqpTransaction|] tx, CancellationToken token = default);", "PutAsync")]
    [InlineData("[Enqueue] Task PutAsync(C c, [|AmqpTransaction?|] tx = null);", "PutAsync")]
    public async Task A_transaction_of_a_message_that_is_enqueued_is_reported(string method, string name)
    {
        await Marked.AssertReportedAsync("TSND0262", Sender(method));
        Assert.Equal(
            $"'tx' is a transaction, and '{name}' enqueues its message, whose outcome nobody awaits before the commit: remove the parameter, or return the outcome",
            await Marked.MessageAsync(Sender(method)));
    }

    [Theory]
    [InlineData("ValueTask SendAsync(C c, AmqpTransaction tx, CancellationToken token = default);")]
    [InlineData("ValueTask TryEnqueueAsync(C c, AmqpTransaction tx, CancellationToken token = default);")]
    [InlineData("ValueTask SendAsync(AmqpTransaction? tx, C c, [SendTimeout] TimeSpan time);")]
    [InlineData("Task<SendOutcome> SendAsync(C c, in AmqpTransaction tx);")]
    [InlineData("[AmqpBatch] ValueTask<IReadOnlyList<SendOutcome>> SendAsync(List<C> c, AmqpTransaction? tx = null);")]
    [InlineData("IAsyncEnumerable<SendOutcome> Send(IAsyncEnumerable<C> c, AmqpTransaction tx);")]
    public Task Clean(string methods) => Marked.AssertCleanAsync(Sender(methods));

    [Theory]
    [InlineData(", SendSettleMode = SenderSettleMode.Mixed")]
    [InlineData(", SendSettleMode = SenderSettleMode.Unsettled")]
    public Task Clean_in_other_modes(string mode) => Marked.AssertCleanAsync(Sender("ValueTask SendAsync(C c, AmqpTransaction tx);", mode));

    [Fact]
    public Task An_attribute_for_values_has_no_effect_on_it() => Marked.AssertReportedAsync(
        "TSND0430",
        "[AmqpContract] public partial record C(int X);\n[AmqpSender(\"a\")] public partial interface I { ValueTask SendAsync(C c, [[|AmqpEnumAsString|]] AmqpTransaction tx); }");

    private static string Sender(string methods, string mode = "")
        => "[AmqpContract] public partial record C(int X);\n[AmqpSender(\"a\"" + mode + ")] public partial interface I { " + methods + " }";
}
