using TypedSender.Generators.Analyzers.CallSites;
using TypedSender.Rules.Tests.Support;

namespace TypedSender.Rules.Tests.CallSites;

/// <summary>The compiler's own error about the constraint stands beside each, at the name of the method.</summary>
public class ContractTypeTests : RuleTests<ContractTypeAnalyzer, NoFix>
{
    private const string Types = "[assembly: AmqpContractFor<Foreign>]\npublic sealed record Plain(int X); public record Page<T>(T X); public sealed record Foreign(int X);\n";

    [Theory]
    [InlineData("'Plain' cannot be the type argument of 'Decode': mark it [AmqpContract], and make it partial", "AmqpContracts.{|CS0311:Decode<{|#0:Plain|}>|}(new byte[1])")]
    [InlineData("'Plain' cannot be the type argument of 'Encode': mark it [AmqpContract], and make it partial", "AmqpContracts.{|CS0311:{|#0:Encode|}|}(new Plain(1))")]
    [InlineData("'Page<int>' cannot be the type argument of 'Encode': mark it [AmqpContract], and make it partial", "AmqpContracts.{|CS0311:{|#0:Encode|}|}(new Page<int>(1))")]
    [InlineData("'System.Collections.Generic.List<int>' cannot be the type argument of 'Encode': it cannot be marked, so pass a contract with a member of it", "AmqpContracts.{|CS0311:{|#0:Encode|}|}(new List<int>())")]
    [InlineData("'Foreign' cannot be the type argument of 'Encode': an attribute of the assembly makes it a contract, and its code is a type of its own: call the method that takes 'ForeignAmqpEncoder', too", "AmqpContracts.{|CS0311:{|#0:Encode|}|}(new Foreign(1))")]
    public Task The_message(string message, string call) => SaysAsync("TSND0713", message, Types + $"public static class Store {{ public static object Run() => {call}; }}");

    [Theory]
    [InlineData("AmqpContracts.Encode(new Shop.Order(1))")]
    [InlineData("AmqpContracts.Encode<Foreign, ForeignAmqpEncoder>(new Foreign(1))")]
    [InlineData("new List<Plain>().ToArray()")]
    public Task A_contract_and_methods_that_ask_for_none(string call) => CleanAsync(Types + $"public static class Store {{ public static object Run() => {call}; }}");
}
