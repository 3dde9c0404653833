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
    [InlineData("public class Other { [[|SendTimeout|](5)] public void Run() { } }")]
    [InlineData("[AmqpContract] public partial record A(int X); [AmqpSender(\"a\")] public partial interface I { ValueTask SendAsync(A a, [SendTimeout, [|AmqpDuration|](AmqpDurationEncoding.Iso8601)] TimeSpan time); }")]
    public Task Nothing_reads_the_attribute(string marked) => Marked.AssertReportedAsync("TSND0430", marked);

    private static string Sender(string methods)
        => "[AmqpContract] public partial record C(int X);\n[AmqpSender(\"a\")] public partial interface I { " + methods + " }";
}
