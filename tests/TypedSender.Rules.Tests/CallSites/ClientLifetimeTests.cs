using TypedSender.Generators.Analyzers.CallSites;
using TypedSender.Rules.Tests.Support;

namespace TypedSender.Rules.Tests.CallSites;

public class ClientPerSendTests : RuleTests<ClientPerSendAnalyzer, NoFix>
{
    [Theory]
    [InlineData("foreach (Order each in new[] { order }) { await using SendClient made = new {|TSND0705:SendClient|}(\"amqp://h\"); await made.GetSender<IOrderSender>().PlaceAsync(each); }")]
    [InlineData("while (true) { await using (var made = new {|TSND0705:SendClient|}(\"amqp://h\")) { Work(); } }")]
    [InlineData("await using SendClient made = {|TSND0705:new|}(\"amqp://h\");\nawait made.GetSender<IOrderSender>().PlaceAsync(order);")]
    [InlineData("await using (ISendClient made = new {|TSND0705:MicrosoftAmqpClient|}(\"amqp://h\")) { await made.GetSender<IOrderSender>().PlaceAsync(order); }")]
    public Task A_client_for_one_send(string statements) => UnderlinesAsync(Code.Async(statements));

    [Theory]
    [InlineData("await using SendClient made = new(\"amqp://h\");\nIOrderSender orders = made.GetSender<IOrderSender>();\nawait orders.PlaceAsync(order);\nawait orders.SaveAsync(order);")]
    [InlineData("await using SendClient made = new(\"amqp://h\");\nforeach (Order each in new[] { order }) { await made.GetSender<IOrderSender>().PlaceAsync(each); }")]
    [InlineData("var clients = new List<SendClient>();\nforeach (string url in new[] { \"amqp://a\", \"amqp://b\" }) { clients.Add(new SendClient(url)); }\nawait Task.Yield();")]
    [InlineData("await using SendClient shared = client;\nawait sender.PlaceAsync(order);")]
    public Task A_client_that_is_kept_or_sends_more(string statements) => CleanAsync(Code.Async(statements));

    [Fact]
    public Task A_program_and_a_test_run_once() => CleanAsync(
        """
        using Shop;

        public sealed class FactAttribute : Attribute;

        public static class Program
        {
            public static async Task Main()
            {
                await using SendClient client = new("amqp://h");
                await client.GetSender<IOrderSender>().PlaceAsync(new Order(1));
            }

            [Fact]
            public static async Task Test()
            {
                await using SendClient client = new("amqp://h");
                await client.GetSender<IOrderSender>().PlaceAsync(new Order(1));
            }
        }
        """);

    [Theory]
    [InlineData("in each turn of a loop", "while (true) { await using SendClient made = new {|#0:SendClient|}(\"amqp://h\"); }")]
    [InlineData("for one send", "await using SendClient made = new {|#0:SendClient|}(\"amqp://h\");\nawait made.GetSender<IOrderSender>().PlaceAsync(order);")]
    public Task The_message(string what, string statements) => SaysAsync(
        "TSND0705", $"This 'SendClient' is made and closed {what}, and each one connects anew: make one for each broker, and keep it", Code.Async(statements));

    [Fact]
    public Task Can_be_configured() => CanBeConfiguredAsync(Code.Async("while (true) { await using SendClient made = new {|TSND0705:SendClient|}(\"amqp://h\"); }"));
}

public class DisposalTests : RuleTests<DisposalAnalyzer, NoFix>
{
    private const string Open = "SendClient made = new(\"amqp://h\");\nIOrderSender orders = made.GetSender<IOrderSender>();\n";

    [Theory]
    [InlineData(Open + "await made.DisposeAsync();\nawait {|TSND0706:orders|}.PlaceAsync(order);")]
    [InlineData(Open + "await made.CloseAsync();\nif (order.Number > 1) { await {|TSND0706:orders|}.PlaceAsync(order); }")]
    [InlineData(Open + "await made.DisposeAsync().ConfigureAwait(false);\nIOrderSender again = {|TSND0706:made|}.GetSender<IOrderSender>();")]
    [InlineData(Open + "try { Work(); } finally { await made.DisposeAsync(); }\nawait {|TSND0706:orders|}.PlaceAsync(order);")]
    [InlineData("IOrderSender? orders = null;\nawait using (SendClient made = new(\"amqp://h\")) { orders = made.GetSender<IOrderSender>(); }\nawait {|TSND0706:orders|}.PlaceAsync(order);")]
    [InlineData("SendClient made = new(\"amqp://h\");\nMessageSender encoded = made.GetMessageSender(sender);\nawait made.DisposeAsync();\nawait {|TSND0706:encoded|}.SendEncodedAsync(new byte[1]);")]
    public Task What_is_used_after_its_client_was_closed(string statements) => UnderlinesAsync(Code.Async(statements));

    [Theory]
    [InlineData(Open + "await orders.PlaceAsync(order);\nawait made.DisposeAsync();")]
    [InlineData(Open + "if (order.Number > 1) { await made.DisposeAsync(); return; }\nawait orders.PlaceAsync(order);")]
    [InlineData(Open + "if (order.Number > 1) { await made.DisposeAsync(); }\nawait orders.PlaceAsync(order);")]
    [InlineData(Open + "await made.DisposeAsync();\nmade = new SendClient(\"amqp://h\");\norders = made.GetSender<IOrderSender>();\nawait orders.PlaceAsync(order);")]
    [InlineData(Open + "await made.DisposeAsync();\nawait sender.PlaceAsync(order);")]
    [InlineData(Open + "await made.DisposeAsync();\nawait made.DisposeAsync();\nSendClientState state = made.State;")]
    public Task What_is_used_before_or_belongs_to_another(string statements) => CleanAsync(Code.Async(statements));

    [Theory]
    [InlineData(Open + "await RunAsync();\nawait made.DisposeAsync();\nasync Task RunAsync() { await orders.PlaceAsync(order); await made.GetSender<IOrderSender>().PlaceAsync(order); }")]
    [InlineData("SendClient made = new(\"amqp://h\");\nawait made.DisposeAsync();\nReopen();\nawait Task.Yield();\nFunc<IOrderSender> get = () => made.GetSender<IOrderSender>();\nvoid Reopen() => made = new(\"amqp://h\");")]
    [InlineData("SendClient made = new(\"amqp://h\");\nawait made.DisposeAsync();\nAction reopen = () => made = new(\"amqp://h\");\nreopen();\nIOrderSender orders = made.GetSender<IOrderSender>();")]
    public Task What_functions_and_lambdas_use_that_stand_below(string statements) => CleanAsync(Code.Async(statements));

    [Fact]
    public Task What_is_used_after_its_client_was_closed_in_a_lambda()
        => UnderlinesAsync(Code.Async("Func<Task> run = async () => { SendClient made = new(\"amqp://h\"); await made.DisposeAsync(); IOrderSender orders = {|TSND0706:made|}.GetSender<IOrderSender>(); };\nawait run();"));

    [Fact]
    public Task The_message() => SaysAsync(
        "TSND0706", "'orders' is used here, and 'made' has been closed before: close it last", Code.Async(Open + "await made.DisposeAsync();\nawait {|#0:orders|}.PlaceAsync(order);"));

    [Fact]
    public Task Can_be_configured() => CanBeConfiguredAsync(Code.Async(Open + "await made.DisposeAsync();\nawait {|TSND0706:orders|}.PlaceAsync(order);"));
}
