using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

public class CloudEventRuleTests
{
    private const string Raw = "[AmqpContract(Encoding = AmqpBodyEncoding.Raw), ";
    private const string MarkedEvent = "[|CloudEvent|](Type = \"t\", Source = \"/s\")";
    private const string Event = "CloudEvent(Type = \"t\", Source = \"/s\")";

    [Theory]
    [InlineData("TSND0342", "[AmqpContract, " + MarkedEvent + "] partial record A([CloudEventId] string Id, int X);", "'A' is a CloudEvent, whose data is bytes in a data section, and its body is of AMQP's own types (Map)")]
    [InlineData("TSND0342", "[AmqpContract(Encoding = AmqpBodyEncoding.List), " + MarkedEvent + "] partial record A([CloudEventId] string Id, [AmqpMember(Order = 0)] int X);", "(List)")]
    [InlineData("TSND0342", "[AmqpContract(Encoding = AmqpBodyEncoding.Sequence), " + MarkedEvent + "] partial record A([CloudEventId] string Id, [AmqpMember(Order = 0)] int X);", "(Sequence)")]
    [InlineData("TSND0342", Raw + "CloudEvent(Type = \"t\", Source = \"/s\", Mode = [|CloudEventMode.Structured|])] partial record A([CloudEventId] string Id, byte[] X);", "structured mode")]
    [InlineData("TSND0343", Raw + "CloudEvent(Type = [|\"\"|], Source = \"/s\")] partial record A([CloudEventId] string Id, byte[] X);", "Type '' of 'A' cannot be sent: it is empty")]
    [InlineData("TSND0343", Raw + "CloudEvent(Type = \"t\", Source = [|\"a b\"|])] partial record A([CloudEventId] string Id, byte[] X);", "Source 'a b' of 'A' cannot be sent: it is no URI")]
    [InlineData("TSND0343", Raw + "CloudEvent(Type = \"t\", Source = \"/s\", DataSchema = [|\"/s\"|])] partial record A([CloudEventId] string Id, byte[] X);", "it is no absolute URI")]
    [InlineData("TSND0343", Raw + "CloudEvent(Type = \"t\", Source = \"/s\", Subject = [|\"\\uD800\"|])] partial record A([CloudEventId] string Id, byte[] X);", "half a character")]
    [InlineData("TSND0343", Raw + Event + "] partial record A([CloudEventId] string Id, [CloudEventExtension([|\"Part\"|])] string P, byte[] X);", "[CloudEventExtension] of 'A.P' cannot be sent: the name 'Part' is not made of letters from a to z")]
    [InlineData("TSND0343", Raw + Event + "] partial record A([CloudEventId] string Id, [CloudEventExtension([|\"\"|])] string P, byte[] X);", "the name ''")]
    [InlineData("TSND0343", Raw + Event + "] partial record A([CloudEventId] string Id, [CloudEventExtension([|\"data\"|])] string P, byte[] X);", "CloudEvents defines 'data' itself")]
    [InlineData("TSND0343", "[AmqpContract] partial record A([[|CloudEventId|]] string Id, int X);", "[CloudEventId] of 'A.Id' cannot be sent: it marks a member of a contract that is marked [CloudEvent]")]
    [InlineData("TSND0343", "[AmqpContract] partial record A(int X); [AmqpSender(\"a\")] partial interface B { ValueTask CAsync(A a, [[|CloudEventExtension|](\"p\")] string p, CancellationToken c); }", "mark the contract, or remove it")]
    [InlineData("TSND0344", Raw + MarkedEvent + "] partial record A(byte[] X);", "'A' is a CloudEvent, and no member gives its id")]
    [InlineData("TSND0344", "#nullable enable\n" + Raw + MarkedEvent + "] partial record A([CloudEventId] string? Id, byte[] X);", "its id, 'A.Id', may be null")]
    [InlineData("TSND0215", Raw + Event + "] partial record A([CloudEventId] [|Guid|] Id, byte[] X);", "Guid")]
    [InlineData("TSND0215", Raw + Event + "] partial record A([CloudEventId] string Id, [CloudEventExtension(\"p\")] [|decimal|] P, byte[] X);", "bool, int, string, byte[], Uri or DateTimeOffset")]
    [InlineData("TSND0211", Raw + MarkedEvent + ", ApplicationProperty(\"cloudEvents_type\", \"u\")] partial record A([CloudEventId] string Id, byte[] X);", "cloudEvents_type")]
    public async Task Reported(string rule, string marked, string message)
    {
        string source = marked.StartsWith("#nullable", StringComparison.Ordinal) ? marked : "#nullable enable\n" + marked;
        await Marked.AssertReportedAsync(rule, source);
        Assert.Contains(message, await Marked.MessageAsync(source), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Raw + Event + "] partial record A([CloudEventId, MessageId] string Id, [CloudEventTime] DateTimeOffset? At, [CloudEventSubject] string? S, [CloudEventExtension(\"p1\")] int P, byte[] X);")]
    [InlineData("public abstract class Base { [CloudEventId] public string Id { get; init; } = \"\"; } " + Raw + Event + "] public sealed partial class A : Base { public byte[]? X { get; init; } }")]
    public Task Clean(string source) => Marked.AssertCleanAsync("#nullable enable\n" + source);
}
