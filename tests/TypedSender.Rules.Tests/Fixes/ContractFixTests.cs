using TypedSender.CodeFixes;
using TypedSender.Generators.Analyzers;
using TypedSender.Rules.Tests.Support;

namespace TypedSender.Rules.Tests.Fixes;

public class AccessibilityFixTests : RuleTests<ContractAnalyzer, AccessibilityFix>
{
    [Fact]
    public Task A_hidden_contract_becomes_internal() => FixesAsync(
        """
        public partial class Outer
        {
            [AmqpContract] private sealed partial record {|TSND0303:First|}(int Number);
            // Nobody sees it.
            [AmqpContract] partial record struct {|TSND0303:Second|}(int Number);
        }
        """,
        """
        public partial class Outer
        {
            [AmqpContract] internal sealed partial record First(int Number);
            // Nobody sees it.
            [AmqpContract] internal partial record struct Second(int Number);
        }
        """);
}

public class OrderFixTests : RuleTests<ContractAnalyzer, OrderFix>
{
    [Fact]
    public Task Members_are_numbered_behind_those_that_have_a_number() => FixesAsync(
        """
        [AmqpContract(Encoding = AmqpBodyEncoding.List)]
        public sealed partial record Point(double {|TSND0310:X|}, [AmqpMember(Order = 3)] double Y, [Subject] string Name, [AmqpMember] double {|TSND0310:Z|})
        {
            // Where it was seen.
            public string? {|TSND0310:Place|} { get; init; }

            [AmqpIgnore] public int Cached { get; init; }
        }
        """,
        """
        [AmqpContract(Encoding = AmqpBodyEncoding.List)]
        public sealed partial record Point([AmqpMember(Order = 4)] double X, [AmqpMember(Order = 3)] double Y, [Subject] string Name, [AmqpMember(Order = 5)] double Z)
        {
            // Where it was seen.
            [AmqpMember(Order = 6)]
            public string? Place { get; init; }

            [AmqpIgnore] public int Cached { get; init; }
        }
        """);
}

public class MemberFixTests : RuleTests<ContractAnalyzer, MemberFix>
{
    [Fact]
    public Task A_type_becomes_a_contract_once() => FixesAsync(
        """
        // A line.
        public sealed record Line(string Sku);

        [AmqpContract] public sealed partial record Basket(List<{|TSND0402:Line|}> Lines, {|TSND0402:Line|}? Last);
        """,
        """
        // A line.
        [AmqpContract]
        public sealed partial record Line(string Sku);

        [AmqpContract] public sealed partial record Basket(List<Line> Lines, Line? Last);
        """,
        nameof(MemberFix) + "AmqpContract");

    [Fact]
    public Task A_member_is_left_out() => FixesAsync(
        """
        [AmqpContract] public sealed partial record Basket({|TSND0401:Action|} Done, {|TSND0413:object|} Tag)
        {
            public Dictionary<{|TSND0406:double|}, int>? Prices { get; init; }
        }
        """,
        """
        [AmqpContract] public sealed partial record Basket([AmqpIgnore] Action Done, [AmqpIgnore] object Tag)
        {
            [AmqpIgnore]
            public Dictionary<double, int>? Prices { get; init; }
        }
        """,
        nameof(MemberFix) + "Ignore");

    [Theory]
    [InlineData("Milliseconds")]
    [InlineData("Iso8601")]
    public Task A_duration_gets_its_encoding(string encoding) => FixesAsync(
        """
        [AmqpContract] public sealed partial record Timer({|TSND0418:TimeSpan|} Elapsed)
        {
            public {|TSND0418:TimeSpan|}? Left { get; init; }
        }
        """,
        $$"""
        [AmqpContract] public sealed partial record Timer([AmqpDuration(AmqpDurationEncoding.{{encoding}})] TimeSpan Elapsed)
        {
            [AmqpDuration(AmqpDurationEncoding.{{encoding}})]
            public TimeSpan? Left { get; init; }
        }
        """,
        nameof(MemberFix) + encoding);
}

public class AttributeRemovalFixTests : RuleTests<ContractAnalyzer, AttributeRemovalFix>
{
    private const string Both = "[AmqpContract] public sealed partial record Basket([AmqpIgnore, AmqpMember] int {|TSND0405:X|})\n{\n    [AmqpIgnore]\n    [AmqpMember(Name = \"y\")]\n    public int {|TSND0405:Y|} { get; init; }\n}";

    [Fact]
    public Task What_leaves_it_out_is_removed() => FixesAsync(
        Both,
        "[AmqpContract] public sealed partial record Basket([AmqpMember] int X)\n{\n    [AmqpMember(Name = \"y\")]\n    public int Y { get; init; }\n}",
        nameof(AttributeRemovalFix) + "AmqpIgnore");

    [Fact]
    public Task What_maps_it_is_removed() => FixesAsync(
        Both,
        "[AmqpContract] public sealed partial record Basket([AmqpIgnore] int X)\n{\n    [AmqpIgnore]\n    public int Y { get; init; }\n}",
        nameof(AttributeRemovalFix) + "Other");
}
