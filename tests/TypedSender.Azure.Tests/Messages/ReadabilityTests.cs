using System.Text;
using Azure.Messaging.EventHubs;
using Azure.Messaging.ServiceBus;
using TypedSender.Amqp;
using Xunit;

namespace TypedSender.Azure.Tests.Messages;

/// <summary>What the readers of the Azure SDKs make of bodies and values: the facts behind the rules TSND0328 and TSND0434. A change here is a change of those rules.</summary>
public class ReadabilityTests
{
    public static TheoryData<string, byte[]> Lost => new()
    {
        { "a map in a map", AmqpContracts.Encode(new WithMap(new() { ["a"] = 1 })) },
        { "a contract in a map", AmqpContracts.Encode(new WithContract(new Flat(1, "a"))) },
        { "a symbol in a map", AmqpContracts.Encode(new WithSymbol(new AmqpSymbol("a"))) },
        { "null in a list", AmqpContracts.Encode(new WithList(["a", null])) },
        { "null in a list contract", AmqpContracts.Encode(new Row(null, 1)) },
        { "a descriptor", AmqpContracts.Encode(new WithDescriptor(1)) },
        { "decimal32", AmqpContracts.Encode(new WithDecimal32(new AmqpDecimal32(1))) },
        { "decimal64", AmqpContracts.Encode(new WithDecimal64(new AmqpDecimal64(1))) },
        { "a char beyond U+FFFF", AmqpContracts.Encode(new WithRune(new Rune(0x1F600))) },
        { "decimal64 as a property", AmqpContracts.Encode(new PropertyDecimal64(new AmqpDecimal64(1), new byte[] { 1 })) },
        { "a char beyond U+FFFF as a property", AmqpContracts.Encode(new PropertyRune(new Rune(0x1F600), new byte[] { 1 })) },
        { "a map as an annotation", AmqpContracts.Encode(new AnnotationMap(new() { ["a"] = 1 }, new byte[] { 1 })) },
    };

    [Theory]
    [MemberData(nameof(Lost))]
    public void The_message_cannot_be_read_at_all(string what, byte[] message)
    {
        Assert.NotNull(Record.Exception(() => SdkReader.Annotated(message).Body.BodyType));
        Assert.NotEmpty(what);
    }

    public static TheoryData<string, byte[]> WithoutProperty => new()
    {
        { "a map", AmqpContracts.Encode(new Flat(1, "a")) },
        { "a map with lists", AmqpContracts.Encode(new WithList(["a", "b"])) },
        { "a list", AmqpContracts.Encode(new Row("a", 1)) },
        { "a sequence", AmqpContracts.Encode(new Sequenced("a", 1)) },
        { "a char up to U+FFFF", AmqpContracts.Encode(new WithRune(new Rune('a'))) },
    };

    [Theory]
    [MemberData(nameof(WithoutProperty))]
    public void The_body_is_read_by_no_property(string what, byte[] message)
    {
        ServiceBusReceivedMessage received = SdkReader.ServiceBus(message);
        EventData @event = SdkReader.EventHubs(message);

        Assert.Throws<NotSupportedException>(() => received.Body);
        Assert.Throws<NotSupportedException>(() => @event.EventBody);
        Assert.NotNull(received.GetRawAmqpMessage().Body);
        Assert.NotEmpty(what);
    }

    [Fact]
    public void Raw_bytes_are_read()
    {
        Assert.Equal([1], SdkReader.ServiceBus(AmqpContracts.Encode(new Bare(new byte[] { 1 }))).Body.ToArray());
        Assert.Equal([1], SdkReader.EventHubs(AmqpContracts.Encode(new Bare(new byte[] { 1 }))).EventBody.ToArray());
    }
}

[AmqpContract]
public sealed partial record Flat(int Number, string Text);

[AmqpContract]
public sealed partial record WithMap(Dictionary<string, int> Map);

[AmqpContract]
public sealed partial record WithContract(Flat Flat);

[AmqpContract]
public sealed partial record WithSymbol(AmqpSymbol Symbol);

[AmqpContract]
public sealed partial record WithList(IReadOnlyList<string?> Texts);

[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record Row([property: AmqpMember(Order = 0)] string? Text, [property: AmqpMember(Order = 1)] int Number);

[AmqpContract(Encoding = AmqpBodyEncoding.Sequence)]
public sealed partial record Sequenced([property: AmqpMember(Order = 0)] string Text, [property: AmqpMember(Order = 1)] int Number);

[AmqpContract(Descriptor = "com.acme:described:map")]
public sealed partial record WithDescriptor(int Number);

[AmqpContract]
public sealed partial record WithDecimal32(AmqpDecimal32 Value);

[AmqpContract]
public sealed partial record WithDecimal64(AmqpDecimal64 Value);

[AmqpContract]
public sealed partial record WithRune(Rune Value);

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record PropertyDecimal64([ApplicationProperty("p")] AmqpDecimal64 Value, ReadOnlyMemory<byte> Content);

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record PropertyRune([ApplicationProperty("p")] Rune Value, ReadOnlyMemory<byte> Content);

[AmqpContract(Encoding = AmqpBodyEncoding.Raw)]
public sealed partial record AnnotationMap([MessageAnnotation("x-opt-p")] Dictionary<string, int> Value, ReadOnlyMemory<byte> Content);
