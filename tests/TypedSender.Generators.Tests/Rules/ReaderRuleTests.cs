using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>What is said of messages that the readers of the named broker's own SDK cannot read.</summary>
public class ReaderRuleTests
{
    private const string ServiceBus = "[assembly: AmqpBroker(AmqpBrokerKind.ServiceBus)] ";
    private const string EventHubs = "[assembly: AmqpBroker(AmqpBrokerKind.EventHubs)] ";
    private const string Raw = "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record C(byte[] Content); ";

    [Theory]
    [InlineData("TSND0328", ServiceBus + "[[|AmqpContract|]] public partial record A(int X);")]
    [InlineData("TSND0328", EventHubs + "[[|AmqpContract|]] public partial record A(int X);")]
    [InlineData("TSND0328", ServiceBus + "[AmqpContract(Encoding = [|AmqpBodyEncoding.List|])] public partial record A([property: AmqpMember(Order = 0)] int X);")]
    [InlineData("TSND0328", ServiceBus + "[AmqpContract(Encoding = [|AmqpBodyEncoding.Sequence|])] public partial record A([property: AmqpMember(Order = 0)] int X);")]
    [InlineData("TSND0328", ServiceBus + "[[|AmqpContract|](Descriptor = \"com.acme:a\")] public partial record A(int X);")]
    [InlineData("TSND0434", ServiceBus + "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record A([ApplicationProperty(\"p\")] [|AmqpDecimal32|] P, byte[] X);")]
    [InlineData("TSND0434", ServiceBus + "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record A([ApplicationProperty(\"p\")] [|AmqpDecimal64|]? P, byte[] X);")]
    [InlineData("TSND0434", ServiceBus + "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record A([ApplicationProperty(\"p\")] [|System.Text.Rune|] P, byte[] X);")]
    [InlineData("TSND0434", ServiceBus + "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record A([ApplicationProperty(\"p\")] [|byte[]|] P, byte[] X);")]
    [InlineData("TSND0434", EventHubs + "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record A([MessageAnnotation(\"x-opt-p\")] [|Dictionary<string, int>|] P, byte[] X);")]
    [InlineData("TSND0434", ServiceBus + Raw + "[AmqpSender(\"a\")] public partial interface I { ValueTask S(C c, [ApplicationProperty(\"p\")] [|AmqpDecimal64|] p); }")]
    [InlineData("TSND0434", Raw + "[AmqpSender(\"a\"), AmqpBroker(AmqpBrokerKind.EventHubs)] public partial interface I { ValueTask S(C c, [ApplicationProperty(\"p\")] [|AmqpDecimal64|] p); }")]
    public Task Reported(string rule, string marked) => Marked.AssertReportedAsync(rule, marked);

    [Theory]
    [InlineData("[AmqpContract] public partial record A(int X, AmqpDecimal32 Y, AmqpSymbol Z);")]
    [InlineData("[assembly: AmqpBroker(AmqpBrokerKind.RabbitMq)] [AmqpContract(Descriptor = \"com.acme:a\")] public partial record A(int X, [ApplicationProperty(\"p\")] AmqpDecimal64 P);")]
    [InlineData(ServiceBus + Raw + "[AmqpSender(\"a\")] public partial interface I { ValueTask S(C c, [ApplicationProperty(\"p\")] decimal p, [ApplicationProperty(\"q\")] char q); }")]
    [InlineData(EventHubs + "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record A([ApplicationProperty(\"p\")] byte[] P, byte[] X);")]
    [InlineData(ServiceBus + Raw + "[AmqpSender(\"a\"), AmqpBroker(AmqpBrokerKind.Generic)] public partial interface I { ValueTask S(C c, [ApplicationProperty(\"p\")] AmqpDecimal32 p); }")]
    public Task Clean(string source) => Marked.AssertCleanAsync(source);

    [Theory]
    [InlineData("int X", "a map, for which ServiceBusReceivedMessage.Body throws")]
    [InlineData("List<int> X", "a map, for which ServiceBusReceivedMessage.Body throws")]
    [InlineData("Dictionary<string, int> X", "a map, and 'A.X' is a map inside of it, by which the Azure SDK cannot read the message at all")]
    [InlineData("List<Dictionary<string, int>> X", "a map, and 'A.X' is a map inside of it, by which the Azure SDK cannot read the message at all")]
    [InlineData("List<string?> X", "a map, and 'A.X' may hold null inside of it, by which the Azure SDK cannot read the message at all")]
    [InlineData("int W, AmqpSymbol X", "a map, and 'A.X' is a symbol inside of it, by which the Azure SDK cannot read the message at all")]
    [InlineData("AmqpDecimal32? X", "a map, and 'A.X' is a decimal32, by which the Azure SDK cannot read the message at all")]
    [InlineData("System.Text.Rune X", "a map, and 'A.X' is a char that may be beyond U+FFFF, by which the Azure SDK cannot read the message at all")]
    public async Task The_text_says_what_happens_and_what_to_write(string members, string reason) => Assert.Equal(
        $"'A' is sent as {reason}: write [AmqpContract(Encoding = AmqpBodyEncoding.Json)] with a JsonContext, or Raw",
        await Marked.MessageAsync($"{ServiceBus}[AmqpContract] public partial record A({members});"));

    [Fact]
    public async Task Values_outside_the_body_are_explained()
    {
        Assert.Equal(
            "'TypedSender.Amqp.AmqpDecimal64' in 'p' is sent as a decimal64, by which the Azure SDK cannot read the message at all: use decimal",
            await Marked.MessageAsync(ServiceBus + Raw + "[AmqpSender(\"a\")] public partial interface I { ValueTask S(C c, [ApplicationProperty(\"p\")] AmqpDecimal64 p); }"));
        Assert.Equal(
            "'byte[]' in 'A.P' is sent as binary, and the broker refuses a message with bytes in an application property: send them as text, such as Base64",
            await Marked.MessageAsync(ServiceBus + "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record A([ApplicationProperty(\"p\")] byte[] P, byte[] X);"));
    }
}
