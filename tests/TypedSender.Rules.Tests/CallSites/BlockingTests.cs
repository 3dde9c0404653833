using TypedSender.CodeFixes;
using TypedSender.Generators.Analyzers.CallSites;
using TypedSender.Rules.Tests.Support;

namespace TypedSender.Rules.Tests.CallSites;

public class BlockingTests : RuleTests<BlockingAnalyzer, BlockingFix>
{
    [Theory]
    [InlineData("sender.PlaceAsync(order).GetAwaiter().{|TSND0704:GetResult|}();")]
    [InlineData("sender.PlaceAsync(order).ConfigureAwait(false).GetAwaiter().{|TSND0704:GetResult|}();")]
    [InlineData("sender.PlaceAsync(order).AsTask().{|TSND0704:Wait|}();")]
    [InlineData("sender.SaveAsync(order).{|TSND0704:Wait|}(TimeSpan.FromSeconds(1));")]
    [InlineData("SendOutcome outcome = sender.OfferAsync(order).AsTask().{|TSND0704:Result|};")]
    [InlineData("SendOutcome outcome = sender.OfferAsync(order).{|TSND0704:Result|};")]
    [InlineData("Task task = sender.SaveAsync(order);\ntask.{|TSND0704:Wait|}();")]
    [InlineData("var task = sender.PlaceAsync(order);\ntask.GetAwaiter().{|TSND0704:GetResult|}();")]
    public Task A_thread_that_waits(string statements) => UnderlinesAsync(Code.Sync(statements));

    [Theory]
    [InlineData("await sender.PlaceAsync(order);")]
    [InlineData("Task<SendOutcome> task = sender.OfferAsync(order).AsTask();\nawait task;\nSendOutcome outcome = task.Result;")]
    [InlineData("ValueTask<SendOutcome> task = sender.OfferAsync(order);\nSendOutcome outcome = task.IsCompletedSuccessfully ? task.Result : await task;")]
    [InlineData("Task.Delay(1).Wait();")]
    public Task A_task_that_is_awaited_or_none_of_ours(string statements) => CleanAsync(Code.Async(statements));

    [Fact]
    public Task The_message() => SaysAsync(
        "TSND0704",
        "'GetResult' blocks the thread until 'PlaceAsync' ends, and threads of the pool are needed for that: write 'await'",
        Code.Sync("sender.PlaceAsync(order).GetAwaiter().{|#0:GetResult|}();"));

    [Fact]
    public Task The_fix_awaits() => FixesAsync(
        Code.Async("sender.PlaceAsync(order).GetAwaiter().{|TSND0704:GetResult|}();\nbool taken = sender.OfferAsync(order).AsTask().{|TSND0704:Result|}.IsSuccess;\nSendOutcome outcome = sender.OfferAsync(order).{|TSND0704:Result|};\nsender.SaveAsync(order).{|TSND0704:Wait|}();\nawait Task.Yield();"),
        Code.Async("await sender.PlaceAsync(order);\nbool taken = (await sender.OfferAsync(order)).IsSuccess;\nSendOutcome outcome = await sender.OfferAsync(order);\nawait sender.SaveAsync(order);\nawait Task.Yield();"));

    [Fact]
    public Task No_fix_where_nothing_can_be_awaited() => FixesAsync(
        Code.Sync("sender.SaveAsync(order).{|TSND0704:Wait|}();"),
        Code.Sync("sender.SaveAsync(order).{|TSND0704:Wait|}();"));

    [Fact]
    public Task Can_be_configured() => CanBeConfiguredAsync(Code.Sync("sender.SaveAsync(order).{|TSND0704:Wait|}();"));
}
