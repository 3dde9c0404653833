using TypedSender.CodeFixes;
using TypedSender.Generators.Analyzers.CallSites;
using TypedSender.Rules.Tests.Support;

namespace TypedSender.Rules.Tests.CallSites;

public class NotAwaitedTests : RuleTests<SendCallAnalyzer, NotAwaitedFix>
{
    [Theory]
    [InlineData("sender.{|TSND0702:PlaceAsync|}(order);")]
    [InlineData("sender.{|TSND0702:SaveAsync|}(order).ConfigureAwait(false);")]
    [InlineData("sender.{|TSND0702:OfferAsync|}(order).AsTask();")]
    [InlineData("Sender?.{|TSND0702:PlaceAsync|}(order);")]
    [InlineData("Action<Order> send = each => sender.{|TSND0702:PlaceAsync|}(each);\nsend(order);")]
    [InlineData("new List<Order> { order }.ForEach(each => sender.{|TSND0702:PlaceAsync|}(each));")]
    [InlineData("client.GetMessageSender(sender).{|TSND0702:SendEncodedAsync|}(new byte[1]);")]
    [InlineData("client.GetManagement().{|TSND0702:RequestAsync|}(null!);")]
    public Task A_task_that_is_dropped(string statements) => UnderlinesAsync(Code.Sync(statements));

    [Theory]
    [InlineData("_ = sender.PlaceAsync(order);")]
    [InlineData("Task task = sender.SaveAsync(order);\ntask.ContinueWith(_ => Work());")]
    [InlineData("Func<Order, ValueTask> send = each => sender.PlaceAsync(each);\n_ = send(order);")]
    [InlineData("Task.WhenAll(new[] { order }.Select(each => sender.SaveAsync(each)));")]
    [InlineData("client.OpenAsync();")]
    public Task A_task_that_is_kept(string statements) => CleanAsync(Code.Sync(statements));

    [Fact]
    public Task What_describes_a_call_sends_nothing() => CleanAsync(
        """
        namespace NSubstitute
        {
            public static class SubstituteExtensions { public static T Received<T>(this T substitute) where T : class => substitute; }
        }

        namespace Tests
        {
            using System.Linq.Expressions;
            using NSubstitute;
            using Shop;

            public static class OrderTests
            {
                public static void Run(IOrderSender sender, Order order, CancellationToken stop)
                {
                    sender.Received().PlaceAsync(order);
                    Expression<Action<IOrderSender>> called = each => each.PlaceAsync(order, default);
                }
            }
        }
        """);

    [Fact]
    public Task A_method_of_a_base_interface_and_one_of_a_management_interface() => UnderlinesAsync(
        """
        using Shop;

        public interface IBase { Task SendAsync(Order order); }
        [AmqpSender("q")] public partial interface IDerived : IBase;
        [AmqpManagement] public partial interface INode { [AmqpManagementOperation("READ", Type = "queue")] ValueTask ReadAsync(string name); }
        public interface IOther { Task SendAsync(Order order); }

        public static class Desk
        {
            public static void Run(IDerived sender, INode node, IOther other, Order order)
            {
                sender.{|TSND0702:SendAsync|}(order);
                node.{|TSND0702:ReadAsync|}("orders");
                other.SendAsync(order);
            }
        }
        """);

    [Fact]
    public Task The_message() => SaysAsync(
        "TSND0702",
        "'PlaceAsync' is not awaited, so its outcome and its exceptions are lost: write 'await', or '_ =' if they do not matter",
        Code.Sync("sender.{|#0:PlaceAsync|}(order);"));

    [Fact]
    public Task The_fix_awaits_everywhere() => FixesAsync(
        Code.Async("sender.{|TSND0702:PlaceAsync|}(order); // first\nsender.{|TSND0702:SaveAsync|}(order).ConfigureAwait(false);\nFunc<Task> send = async () => { sender.{|TSND0702:PlaceAsync|}(order); await Task.Yield(); };\nawait send();"),
        Code.Async("await sender.PlaceAsync(order); // first\nawait sender.SaveAsync(order).ConfigureAwait(false);\nFunc<Task> send = async () => { await sender.PlaceAsync(order); await Task.Yield(); };\nawait send();"));

    [Fact]
    public Task The_fix_discards_where_nothing_can_be_awaited() => FixesAsync(
        Code.Sync("sender.{|TSND0702:PlaceAsync|}(order);\nnew List<Order> { order }.ForEach(each => sender.{|TSND0702:PlaceAsync|}(each));"),
        Code.Sync("_ = sender.PlaceAsync(order);\nnew List<Order> { order }.ForEach(each => _ = sender.PlaceAsync(each));"),
        nameof(NotAwaitedFix) + "Discard");

    [Fact]
    public Task Can_be_configured() => CanBeConfiguredAsync(Code.Sync("sender.{|TSND0702:PlaceAsync|}(order);"));
}

public class TokenTests : RuleTests<SendCallAnalyzer, PassTokenFix>
{
    [Theory]
    [InlineData("public async Task RunAsync(CancellationToken stop)", "await sender.{|TSND0707:PlaceAsync|}(order);")]
    [InlineData("public async Task RunAsync(CancellationToken stop)", "Func<Task> send = async () => await sender.{|TSND0707:PlaceAsync|}(order);\nawait send();")]
    [InlineData("public async Task RunAsync()", "Func<CancellationToken, Task> send = async stop => await sender.{|TSND0707:PlaceAsync|}(order);\nawait send(default);")]
    public Task A_token_that_is_not_passed(string signature, string statements) => UnderlinesAsync(Code.Method(signature, statements));

    [Theory]
    [InlineData("public async Task RunAsync(CancellationToken stop)", "await sender.PlaceAsync(order, stop);")]
    [InlineData("public async Task RunAsync(CancellationToken stop)", "await sender.PlaceAsync(order, CancellationToken.None);")]
    [InlineData("public async Task RunAsync(CancellationToken stop)", "await sender.PlaceAsync(order, cancellationToken: default);")]
    [InlineData("public async Task RunAsync(CancellationToken first, CancellationToken second)", "await sender.PlaceAsync(order);")]
    [InlineData("public async Task RunAsync(CancellationToken stop)", "static async Task SendAsync(IOrderSender sender, Order order) => await sender.PlaceAsync(order);\nawait SendAsync(sender, order);")]
    [InlineData("public async Task RunAsync()", "await sender.PlaceAsync(order);")]
    public Task A_token_that_is_passed_or_not_at_hand(string signature, string statements) => CleanAsync(Code.Method(signature, statements));

    [Fact]
    public Task The_message() => SaysAsync(
        "TSND0707",
        "'PlaceAsync' takes a CancellationToken, and 'stop' is not passed to it: pass it, or CancellationToken.None if the send must not be canceled",
        Code.Method("public async Task RunAsync(CancellationToken stop)", "await sender.{|#0:PlaceAsync|}(order);"));

    [Fact]
    public Task The_fix_passes_it_by_place_or_by_name() => FixesAsync(
        Code.Method("public async Task RunAsync(CancellationToken stop)", "await sender.{|TSND0707:PlaceAsync|}(order);\nawait sender.{|TSND0707:SaveAsync|}(order);\nawait sender.{|TSND0707:PlaceAsync|}(order: order);"),
        Code.Method("public async Task RunAsync(CancellationToken stop)", "await sender.PlaceAsync(order, stop);\nawait sender.SaveAsync(order, cancellationToken: stop);\nawait sender.PlaceAsync(order: order, cancellationToken: stop);"));

    [Fact]
    public Task Can_be_configured() => CanBeConfiguredAsync(Code.Method("public async Task RunAsync(CancellationToken stop)", "await sender.{|TSND0707:PlaceAsync|}(order);"));
}
