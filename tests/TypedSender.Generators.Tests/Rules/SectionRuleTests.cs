using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

public class SectionRuleTests
{
    [Theory]
    [InlineData("TSND0210", "[AmqpContract] public partial record A([ApplicationProperty(\"x\")] [|List<int>|] X);")]
    [InlineData("TSND0210", "[AmqpContract] public partial record A([ApplicationProperty(\"x\")] [|Dictionary<string, object>|] X);")]
    [InlineData("TSND0210", "[AmqpContract] public partial record B(int X); [AmqpContract] public partial record A([ApplicationProperty(\"x\")] [|B|] X);")]
    [InlineData("TSND0211", "[AmqpContract] public partial record A([Subject] string X, [[|Subject|]] string Y);")]
    [InlineData("TSND0211", "[AmqpContract] public partial record A([ApplicationProperty(\"x\")] string X, [[|ApplicationProperty|](\"x\")] string Y);")]
    [InlineData("TSND0211", "[AmqpContract, ApplicationProperty(\"x\", 1), [|ApplicationProperty|](\"x\", 2)] public partial record A;")]
    [InlineData("TSND0211", "[AmqpContract] public partial record C; [AmqpSender(\"a\")] public partial interface I { [Subject(\"s\")] ValueTask SendAsync(C c, [[|Subject|]] string s); }")]
    [InlineData("TSND0211", "[AmqpContract] public partial record C; [AmqpSender(\"a\"), LinkProperty(\"x\", 1), [|LinkProperty|](\"x\", 2)] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData("TSND0215", "[AmqpContract] public partial record A([MessageId] [|int|] X);")]
    [InlineData("TSND0215", "[AmqpContract] public partial record A([Subject] [|Guid|] X);")]
    [InlineData("TSND0215", "[AmqpContract] public partial record A([TimeToLive] [|uint|] X);")]
    [InlineData("TSND0215", "[AmqpContract] public partial record A([Priority] [|int|]? X);")]
    [InlineData("TSND0215", "[AmqpContract] public partial record A([CreationTime] [|System.IO.Stream|] X);")]
    [InlineData("TSND0218", "[AmqpContract] public partial record A([Subject([|\"x\"|])] string X);")]
    [InlineData("TSND0218", "[AmqpContract] public partial record A([ApplicationProperty(\"x\", [|1|])] string X);")]
    [InlineData("TSND0218", "[AmqpContract, [|Subject|]] public partial record A;")]
    [InlineData("TSND0218", "[AmqpContract, [|ApplicationProperty|](\"x\")] public partial record A;")]
    [InlineData("TSND0219", "[AmqpContract, ContentType([|\"é\"|])] public partial record A;")]
    [InlineData("TSND0219", "[AmqpContract, TimeToLive([|-1|])] public partial record A;")]
    [InlineData("TSND0219", "[AmqpContract, Subject([|null!|])] public partial record A;")]
    [InlineData("TSND0219", "[AmqpContract, ApplicationProperty(\"x\", [|typeof(int)|])] public partial record A;")]
    [InlineData("TSND0219", "[AmqpContract, MessageAnnotation([|\"é\"|], 1)] public partial record A;")]
    [InlineData("TSND0219", "[AmqpContract] public partial record A([ApplicationProperty([|\"\"|])] string X);")]
    [InlineData("TSND0219", "[AmqpContract] public partial record C; [AmqpSender(\"a\"), DesiredCapability([|\"é\"|])] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData("TSND0219", "[AmqpContract] public partial record C; [AmqpSender(\"a\"), RequiredCapability([|\"\"|])] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData("TSND0219", "[AmqpContract] public partial record C; [AmqpSender(\"a\"), LinkProperty(\"x\", [|typeof(int)|])] public partial interface I { ValueTask SendAsync(C c); }")]
    public Task Reported(string rule, string marked) => Marked.AssertReportedAsync(rule, marked);

    [Theory]
    [InlineData("[AmqpContract] public partial record A([MessageId] AmqpMessageId X, [CorrelationId] AmqpMessageId? Y, [UserId] ReadOnlyMemory<byte> Z);")]
    [InlineData("[AmqpContract, Subject(\"x\"), Durable(false)] public partial record A([Subject] string X, [Durable] bool Y, [MessageAnnotation(\"x-opt-l\")] List<int> L);")]
    [InlineData("[AmqpContract] public partial record A([ApplicationProperty(\"a\")] decimal X, [ApplicationProperty(\"b\")] byte[] Y, [ApplicationProperty(\"c\")] DayOfWeek Z, [ApplicationProperty(\"d\")] DateOnly D);")]
    public Task Clean(string source) => Marked.AssertCleanAsync("using TypedSender.Amqp.Messages;\n" + source);
}
