using TypedSender.CodeFixes;
using TypedSender.Generators.Analyzers.CallSites;
using TypedSender.Rules.Tests.Support;

namespace TypedSender.Rules.Tests.CallSites;

public class AwaitedTwiceTests : RuleTests<AwaitedTwiceAnalyzer, AsTaskFix>
{
    [Theory]
    [InlineData("ValueTask task = sender.PlaceAsync(order);\nawait task;\nawait {|TSND0703:task|};")]
    [InlineData("var task = sender.OfferAsync(order);\nSendOutcome first = await task.ConfigureAwait(false);\nSendOutcome second = {|TSND0703:task|}.Result;")]
    [InlineData("ValueTask task = sender.PlaceAsync(order);\nif (order.Number > 1) { await task; }\nawait {|TSND0703:task|};")]
    [InlineData("ValueTask task = sender.PlaceAsync(order);\nfor (int i = 0; i < 3; i++) { await {|TSND0703:task|}; }")]
    [InlineData("ValueTask task;\ntask = sender.PlaceAsync(order);\nawait task.AsTask();\nawait {|TSND0703:task|};")]
    [InlineData("Func<Task> send = async () => { ValueTask task = sender.PlaceAsync(order); await task; await {|TSND0703:task|}; };\nawait send();")]
    [InlineData("async Task SendAsync() { ValueTask task = sender.PlaceAsync(order); await task; await {|TSND0703:task|}; }\nawait SendAsync();")]
    public Task A_second_await(string statements) => UnderlinesAsync(Code.Async(statements));

    [Theory]
    [InlineData("ValueTask task = sender.PlaceAsync(order);\nawait task;")]
    [InlineData("ValueTask task = sender.PlaceAsync(order);\nif (order.Number > 1) { await task; } else { await task.ConfigureAwait(false); }")]
    [InlineData("ValueTask task = sender.PlaceAsync(order);\nif (order.Number > 1) { await task; return; }\nawait task;")]
    [InlineData("ValueTask task = sender.PlaceAsync(order);\nawait task;\ntask = sender.PlaceAsync(order);\nawait task;")]
    [InlineData("for (int i = 0; i < 3; i++) { ValueTask task = sender.PlaceAsync(order); await task; }")]
    [InlineData("ValueTask task = sender.PlaceAsync(order).Preserve();\nawait task;\nawait task;")]
    [InlineData("Task task = sender.PlaceAsync(order).AsTask();\nawait task;\nawait task;")]
    [InlineData("ValueTask task = ValueTask.CompletedTask;\nawait task;\nawait task;")]
    [InlineData("ValueTask task = sender.PlaceAsync(order);\nif (!task.IsCompleted) { Work(); }\nawait task;")]
    public Task One_await(string statements) => CleanAsync(Code.Async(statements));

    [Fact]
    public Task The_message() => SaysAsync(
        "TSND0703",
        "'task' may have been awaited before, and a ValueTask has its result once: await it once and keep the result, or make a Task of it by AsTask",
        Code.Async("ValueTask task = sender.PlaceAsync(order);\nawait task;\nawait {|#0:task|};"));

    [Fact]
    public Task The_fix_keeps_a_Task() => FixesAsync(
        Code.Async("ValueTask<SendOutcome> task = sender.OfferAsync(order);\nSendOutcome first = await task;\nSendOutcome second = await {|TSND0703:task|};\nvar other = sender.PlaceAsync(order);\nawait other;\nawait {|TSND0703:other|};\nawait {|TSND0703:other|};"),
        Code.Async("Task<SendOutcome> task = sender.OfferAsync(order).AsTask();\nSendOutcome first = await task;\nSendOutcome second = await task;\nvar other = sender.PlaceAsync(order).AsTask();\nawait other;\nawait other;\nawait other;"));

    [Fact]
    public Task Can_be_configured() => CanBeConfiguredAsync(Code.Async("ValueTask task = sender.PlaceAsync(order);\nawait task;\nawait {|TSND0703:task|};"));
}
