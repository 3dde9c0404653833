using TypedSender.Generators.Analyzers.CallSites;
using TypedSender.Rules.Tests.Support;

namespace TypedSender.Rules.Tests.CallSites;

public class AsyncVoidTests : RuleTests<AsyncVoidAnalyzer, NoFix>
{
    [Theory]
    [InlineData("new List<Order> { order }.ForEach(async each => await sender.{|TSND0712:PlaceAsync|}(each));")]
    [InlineData("Action run = async () => { await sender.{|TSND0712:SaveAsync|}(order).ConfigureAwait(false); };\nrun();")]
    [InlineData("Run();\nasync void Run() => await sender.{|TSND0712:OfferAsync|}(order);")]
    [InlineData("Run();\nasync void Run() { try { Work(); } catch (Exception) { await sender.{|TSND0712:PlaceAsync|}(order); } }")]
    [InlineData("Run();\nasync void Run() { try { await sender.{|TSND0712:PlaceAsync|}(order); } finally { Work(); } }")]
    public Task A_function_without_a_task(string statements) => UnderlinesAsync(Code.Sync(statements));

    [Fact]
    public Task A_method() => UnderlinesAsync(Code.Method("public async void Run()", "await sender.{|TSND0712:PlaceAsync|}(order);"));

    [Theory]
    [InlineData("Func<Task> run = async () => await sender.PlaceAsync(order);\n_ = run();")]
    [InlineData("EventHandler run = async (_, _) => await sender.PlaceAsync(order);\nrun(null, EventArgs.Empty);")]
    [InlineData("Action run = async () => await Task.Delay(1);\nrun();")]
    [InlineData("Run();\nasync void Run() { try { await sender.PlaceAsync(order); } catch (Exception) { Work(); } }")]
    public Task A_function_with_a_task_or_one_that_catches(string statements) => CleanAsync(Code.Sync(statements));

    [Fact]
    public Task The_rule_can_be_configured() => CanBeConfiguredAsync(Code.Method("public async void Run()", "await sender.{|TSND0712:PlaceAsync|}(order);"));
}
