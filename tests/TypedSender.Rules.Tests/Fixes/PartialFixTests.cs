using TypedSender.CodeFixes;
using TypedSender.Generators.Analyzers;
using TypedSender.Rules.Tests.Support;

namespace TypedSender.Rules.Tests.Fixes;

public class PartialFixOfContractsTests : RuleTests<ContractAnalyzer, PartialFix>
{
    [Fact]
    public Task A_contract_becomes_partial_and_keeps_its_comments() => FixesAsync(
        """
        // An order.
        [AmqpContract] // as a map
        public sealed record {|TSND0301:Placed|}(int Number);
        """,
        """
        // An order.
        [AmqpContract] // as a map
        public sealed partial record Placed(int Number);
        """);

    [Fact]
    public Task A_contract_without_modifiers_becomes_partial() => FixesAsync(
        """
        [AmqpContract]
        struct {|TSND0301:Placed|} { public int Number { get; set; } }
        """,
        """
        [AmqpContract]
        partial struct Placed { public int Number { get; set; } }
        """);

    [Fact]
    public Task All_containers_become_partial_once() => FixesAsync(
        """
        public static class {|TSND0302:{|TSND0302:Outer|}|}
        {
            public class {|TSND0302:Middle|}
            {
                [AmqpContract] public sealed record {|TSND0301:Inner|}(int Number);
            }

            [AmqpContract] public sealed partial record Other(int Number);
        }
        """,
        """
        public static partial class Outer
        {
            public partial class Middle
            {
                [AmqpContract] public sealed partial record Inner(int Number);
            }

            [AmqpContract] public sealed partial record Other(int Number);
        }
        """,
        solution: true);
}

public class PartialFixOfSendersTests : RuleTests<SenderAnalyzer, PartialFix>
{
    [Fact]
    public Task A_sender_becomes_partial() => FixesAsync(
        "[AmqpSender(\"q\")] internal interface {|TSND0101:ISender|} { ValueTask SendAsync(Shop.Order order); }",
        "[AmqpSender(\"q\")] internal partial interface ISender { ValueTask SendAsync(Shop.Order order); }");
}

public class PartialFixOfManagementTests : RuleTests<ManagementAnalyzer, PartialFix>
{
    [Fact]
    public Task A_management_interface_becomes_partial() => FixesAsync(
        "[AmqpManagement] internal interface {|TSND0601:INode|} { [AmqpManagementOperation(\"READ\", Type = \"queue\")] ValueTask ReadAsync(string name); }",
        "[AmqpManagement] internal partial interface INode { [AmqpManagementOperation(\"READ\", Type = \"queue\")] ValueTask ReadAsync(string name); }");
}
