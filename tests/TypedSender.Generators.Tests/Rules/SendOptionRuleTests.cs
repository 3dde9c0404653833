using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

public class SendOptionRuleTests
{
    [Theory]
    [InlineData("[[|SendTimeout|]] ValueTask SendAsync(C c);", "'SendAsync' has no time: write [SendTimeout(seconds)], or mark a parameter of type TimeSpan with it")]
    [InlineData("[SendTimeout([|0|])] ValueTask SendAsync(C c);", "0 seconds are no time for a send: give at least 0.001 and at most 4233600")]
    [InlineData("[SendTimeout([|-1.5|])] ValueTask SendAsync(C c);", "-1.5 seconds are no time for a send: give at least 0.001 and at most 4233600")]
    [InlineData("[SendTimeout([|double.NaN|])] ValueTask SendAsync(C c);", "NaN seconds are no time for a send: give at least 0.001 and at most 4233600")]
    [InlineData("[SendTimeout([|4233601|])] ValueTask SendAsync(C c);", "4233601 seconds are no time for a send: give at least 0.001 and at most 4233600")]
    [InlineData("ValueTask SendAsync(C c, [SendTimeout] [|int|] seconds);", "'seconds' is marked [SendTimeout], and its type is 'int': use TimeSpan, or TimeSpan? where null stands for the time of the sender")]
    [InlineData("ValueTask SendAsync(C c, [[|SendTimeout|](5)] TimeSpan time);", "'time' already is the time: write [SendTimeout] without a constant")]
    [InlineData("ValueTask SendAsync(C c, [SendTimeout] TimeSpan a, [[|SendTimeout|]] TimeSpan b);", "'SendAsync' has a time already, 'a': keep one")]
    [InlineData("[SendTimeout(5)] ValueTask SendAsync(C c, [[|SendTimeout|]] TimeSpan a);", "'SendAsync' has a time already, its own [SendTimeout]: keep one")]
    public async Task Reported(string methods, string message)
    {
        await Marked.AssertReportedAsync("TSND0230", Sender(methods));
        Assert.Equal(message, await Marked.MessageAsync(Sender(methods)));
    }

    [Theory]
    [InlineData("[SendTimeout(0.001)] ValueTask SendAsync(C c);")]
    [InlineData("[SendTimeout(4233600)] ValueTask SendAsync(List<C> c);")]
    [InlineData("ValueTask SendAsync(C c, [SendTimeout] TimeSpan? time = null, CancellationToken token = default);")]
    [InlineData("[AmqpBatch] ValueTask SendAsync(List<C> c, [SendTimeout] TimeSpan time);")]
    [InlineData("ValueTask SendAsync(C c, [SendTimeout, TimeToLive] TimeSpan time);")]
    [InlineData("IAsyncEnumerable<SendOutcome> Send(IAsyncEnumerable<C> c, [SendTimeout] TimeSpan time);")]
    public Task Clean(string methods) => Marked.AssertCleanAsync(Sender(methods));

    [Theory]
    [InlineData("[[|Settled|]] ValueTask SendAsync(C c);", "'SendAsync' sends settled, and its sender sends all messages unsettled: write [AmqpSender(…, SendSettleMode = SenderSettleMode.Mixed)], or remove [Settled]", "")]
    [InlineData("[[|Settled|](false)] ValueTask SendAsync(C c);", "'SendAsync' sends unsettled, and its sender sends all messages settled: write [AmqpSender(…, SendSettleMode = SenderSettleMode.Mixed)], or remove [Settled]", ", SendSettleMode = SenderSettleMode.Settled")]
    [InlineData("ValueTask SendAsync(C c, [[|Settled|]] bool b);", "the value of 'b' chooses whether a message is settled, and its sender sends all messages unsettled: write [AmqpSender(…, SendSettleMode = SenderSettleMode.Mixed)], or remove [Settled]", "")]
    [InlineData("ValueTask SendAsync(C c, [Settled] [|int|] b);", "'b' is marked [Settled], and its type is 'int': use bool, or bool? where null stands for the mode of the sender", ", SendSettleMode = SenderSettleMode.Mixed")]
    [InlineData("ValueTask SendAsync(C c, [Settled] bool a, [[|Settled|]] bool b);", "'SendAsync' has said already whether it sends settled: keep one", ", SendSettleMode = SenderSettleMode.Mixed")]
    [InlineData("[Settled] ValueTask SendAsync(C c, [[|Settled|]] bool b);", "'SendAsync' has said already whether it sends settled: keep one", ", SendSettleMode = SenderSettleMode.Mixed")]
    [InlineData("ValueTask SendAsync(C c, [[|Settled|](false)] bool b);", "the value of 'b' is the choice: write [Settled] without a constant", ", SendSettleMode = SenderSettleMode.Mixed")]
    [InlineData("ValueTask SendAsync(C c, [[|Settled|](true)] bool b);", "the value of 'b' is the choice: write [Settled] without a constant", ", SendSettleMode = SenderSettleMode.Mixed")]
    [InlineData("ValueTask SendAsync(C c, [Settled, SendTimeout] [|TimeSpan|] s);", "'s' is marked [Settled], and its type is 'System.TimeSpan': use bool, or bool? where null stands for the mode of the sender", ", SendSettleMode = SenderSettleMode.Mixed")]
    [InlineData("ValueTask SendAsync(C c, [Settled] [|AmqpTransaction|] tx);", "'tx' is marked [Settled], and its type is 'TypedSender.AmqpTransaction': use bool, or bool? where null stands for the mode of the sender", ", SendSettleMode = SenderSettleMode.Mixed")]
    public async Task A_choice_of_settlement_is_reported(string methods, string message, string mode)
    {
        await Marked.AssertReportedAsync("TSND0250", Sender(methods, mode));
        Assert.Equal(message, await Marked.MessageAsync(Sender(methods, mode)));
    }

    [Theory]
    [InlineData("[Settled] ValueTask SendAsync(C c); [Settled(false)] ValueTask OtherAsync(C c); ValueTask AnyAsync(C c, [Settled] bool? b); ValueTask ListAsync(List<C> c, [Settled] bool b, [SendTimeout] TimeSpan t);", ", SendSettleMode = SenderSettleMode.Mixed")]
    [InlineData("[Settled] ValueTask SendAsync(C c);", ", SendSettleMode = SenderSettleMode.Settled")]
    [InlineData("[Settled(false)] ValueTask SendAsync(C c);", "")]
    [InlineData("IAsyncEnumerable<SendOutcome> Send(IAsyncEnumerable<C> c, [Settled] bool b);", ", SendSettleMode = SenderSettleMode.Mixed")]
    public Task A_choice_of_settlement_is_clean(string methods, string mode) => Marked.AssertCleanAsync(Sender(methods, mode));

    [Theory]
    [InlineData("public class Other { [[|SendTimeout|](5)] public void Run() { } }")]
    [InlineData("[AmqpContract] public partial record A(int X); [AmqpSender(\"a\")] public partial interface I { ValueTask SendAsync(A a, [SendTimeout, [|AmqpDuration|](AmqpDurationEncoding.Iso8601)] TimeSpan time); }")]
    public Task Nothing_reads_the_attribute(string marked) => Marked.AssertReportedAsync("TSND0430", marked);

    private static string Sender(string methods, string mode = "")
        => "[AmqpContract] public partial record C(int X);\n[AmqpSender(\"a\"" + mode + ")] public partial interface I { " + methods + " }";
}
