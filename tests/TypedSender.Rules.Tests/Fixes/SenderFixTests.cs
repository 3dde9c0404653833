using TypedSender.CodeFixes;
using TypedSender.Generators.Analyzers;
using TypedSender.Rules.Tests.Support;

namespace TypedSender.Rules.Tests.Fixes;

public class ReturnTypeFixTests : RuleTests<SenderAnalyzer, ReturnTypeFix>
{
    [Fact]
    public Task Methods_return_ValueTask() => FixesAsync(
        """
        [AmqpSender("q")]
        public partial interface ISender
        {
            // One.
            {|TSND0202:void|} Send(Shop.Order order);

            {|TSND0201:Task<int>|} SendAsync(Shop.Order order);
        }
        """,
        """
        [AmqpSender("q")]
        public partial interface ISender
        {
            // One.
            ValueTask Send(Shop.Order order);

            ValueTask SendAsync(Shop.Order order);
        }
        """);
}

public class ParameterFixTests : RuleTests<SenderAnalyzer, ParameterModifierFix>
{
    [Fact]
    public Task Modifiers_are_removed() => FixesAsync(
        "[AmqpSender(\"q\")] public partial interface ISender { ValueTask SendAsync(ref Shop.Order {|TSND0204:order|}, [Subject] ref readonly string {|TSND0204:subject|}); }",
        "[AmqpSender(\"q\")] public partial interface ISender { ValueTask SendAsync(Shop.Order order, [Subject] string subject); }");
}

public class NullableTokenFixTests : RuleTests<SenderAnalyzer, NullableTokenFix>
{
    [Fact]
    public Task A_token_gets_its_default_where_it_may_have_one() => FixesAsync(
        "[AmqpSender(\"q\")] public partial interface ISender { ValueTask OneAsync(Shop.Order order, {|TSND0207:CancellationToken?|} token); ValueTask TwoAsync({|TSND0207:CancellationToken?|} token, Shop.Order order); ValueTask ThreeAsync(Shop.Order order, {|TSND0207:CancellationToken?|} token = null); }",
        "[AmqpSender(\"q\")] public partial interface ISender { ValueTask OneAsync(Shop.Order order, CancellationToken token = default); ValueTask TwoAsync(CancellationToken {|TSND0206:token|}, Shop.Order order); ValueTask ThreeAsync(Shop.Order order, CancellationToken token = default); }");
}

public class BatchAttributeFixTests : RuleTests<SenderAnalyzer, AttributeRemovalFix>
{
    [Fact]
    public Task An_attribute_without_effect_is_removed() => FixesAsync(
        "[AmqpSender(\"q\")] public partial interface ISender { [{|TSND0222:AmqpBatch|}] ValueTask SendAsync(Shop.Order order); }",
        "[AmqpSender(\"q\")] public partial interface ISender { ValueTask SendAsync(Shop.Order order); }");
}
