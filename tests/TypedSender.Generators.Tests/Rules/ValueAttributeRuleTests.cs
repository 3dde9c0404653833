using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>Attributes that say how values of one type are written, where there is no such value.</summary>
public class ValueAttributeRuleTests
{
    [Theory]
    [InlineData("[AmqpContract] public partial record A([[|AmqpEnumAsString|]] int X);")]
    [InlineData("[AmqpContract] public partial record A([[|AmqpDuration|](AmqpDurationEncoding.Iso8601)] List<int> X);")]
    [InlineData("[AmqpContract] public partial record A([AmqpMember(Symbol = [|true|])] int X);")]
    [InlineData("public enum E { One } [AmqpContract] public partial record A([AmqpMember(Symbol = [|true|])] E X);")]
    [InlineData("[AmqpContract] public partial record A([TimeToLive, [|AmqpDuration|](AmqpDurationEncoding.Iso8601)] TimeSpan X);")]
    [InlineData("[AmqpContract] public partial record A(int N); [AmqpSender(\"a\")] public partial interface I { ValueTask S(A a, [ApplicationProperty(\"x\"), [|AmqpEnumAsString|]] string s); }")]
    public Task Reported(string marked) => Marked.AssertReportedAsync("TSND0320", marked);

    [Theory]
    [InlineData("public enum E { One } [AmqpContract] public partial record A([AmqpMember(Symbol = true), AmqpEnumAsString] Dictionary<string, E?[]> X, [AmqpMember(Symbol = true)] Dictionary<string, int> Y);")]
    [InlineData("[AmqpContract] public partial record A([Subject, AmqpMember(Symbol = true)] string X, [TimeToLive, AmqpMember, AmqpDuration(AmqpDurationEncoding.Milliseconds)] TimeSpan? Y);")]
    [InlineData("[AmqpContract] public partial record A(int N); [AmqpSender(\"a\")] public partial interface I { ValueTask S(A a, [ApplicationProperty(\"x\"), AmqpDuration(AmqpDurationEncoding.Iso8601)] TimeSpan t); }")]
    public Task Clean(string source) => Marked.AssertCleanAsync(source);
}
