using TypedSender.CodeFixes;
using TypedSender.Generators.Analyzers.CallSites;
using TypedSender.Rules.Tests.Support;

namespace TypedSender.Rules.Tests.CallSites;

/// <summary>The compiler's own error about the constraint stands beside each, at the name of the method.</summary>
public class SenderTypeTests : RuleTests<SenderTypeAnalyzer, SenderAttributeFix>
{
    private const string Types =
        """
        public interface IPlain { ValueTask SendAsync(Shop.Order order); }
        public interface INode { [AmqpManagementOperation("READ", Type = "queue")] ValueTask ReadAsync(string name); }
        public sealed class Plain;

        """;

    [Theory]
    [InlineData("client.{|CS0311:GetSender<{|TSND0709:IPlain|}>|}();")]
    [InlineData("client.{|CS0311:GetSender<{|TSND0709:Plain|}>|}();")]
    [InlineData("((ISendClient)client).{|CS0311:GetSender<{|TSND0709:IDisposable|}>|}();")]
    [InlineData("TypedSenders.{|CS0311:Create<{|TSND0709:IPlain|}>|}(null!);")]
    [InlineData("client.{|CS0311:GetManagement<{|TSND0709:INode|}>|}();")]
    public Task A_type_that_is_not_marked(string statement) => UnderlinesAsync(Types + Call(statement));

    [Theory]
    [InlineData("client.GetSender<Shop.IOrderSender>();")]
    [InlineData("_ = new List<IPlain>(); Create<IPlain>(); static void Create<T>() { }")]
    public Task A_type_that_is_marked_or_not_asked_of_a_client(string statement) => CleanAsync(Types + Call(statement));

    [Theory]
    [InlineData("'IPlain' cannot be the type argument of 'GetSender': mark it [AmqpSender(\"address\")], and make it partial", "GetSender<{|#0:IPlain|}>")]
    [InlineData("'Plain' cannot be the type argument of 'GetSender': it is no interface, so name the interface that is marked [AmqpSender(\"address\")]", "GetSender<{|#0:Plain|}>")]
    [InlineData("'System.IDisposable' cannot be the type argument of 'GetSender': another assembly declares it without [AmqpSender(\"address\")], so derive an interface from it and mark that one", "GetSender<{|#0:System.IDisposable|}>")]
    [InlineData("'INode' cannot be the type argument of 'GetManagement': mark it [AmqpManagement], and make it partial", "GetManagement<{|#0:INode|}>")]
    public Task The_message(string message, string call) => SaysAsync("TSND0709", message, Types + Call($"client.{{|CS0311:{call}|}}();"));

    [Fact]
    public Task The_fix_marks_the_interface_and_leaves_the_address_to_the_user() => FixesAsync(
        "// Sends.\npublic interface IMine { ValueTask SendAsync(Shop.Order order); }\n" + Call("client.{|CS0311:GetSender<{|TSND0709:IMine|}>|}();"),
        "// Sends.\n[AmqpSender(\"\")]\npublic partial interface IMine { ValueTask SendAsync(Shop.Order order); }\n" + Call("client.GetSender<IMine>();"));

    private static string Call(string statement) => $"public static class Desk {{ public static void Run(SendClient client) {{ {statement} }} }}";
}
