using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Tests.Specification;

public sealed class AmqpMessageTests
{
    private const string Header = "005370 C00201 41";
    private const string DeliveryAnnotations = "005371 C10702 A30164 A10165";
    private const string MessageAnnotations = "005372 C10702 A3016D A1016E";
    private const string ApplicationProperties = "005374 C10602 A10161 5401";
    private const string Data = "005375 A0020102";
    private const string Sequence = "005376 C00302 41 42";
    private const string Value = "005377 A10176";
    private const string Footer = "005378 C10602 A30166 5402";

    [Fact]
    public void All_sections_are_read()
    {
        AmqpMessage message = Decode(Header, DeliveryAnnotations, MessageAnnotations, "005373 C00804 5307 40 40 A10173", ApplicationProperties, Value, Footer);
        Assert.Equal(new Header { Durable = true }, message.Header);
        Assert.Equal("e", message.DeliveryAnnotations![new AmqpSymbol("d")]);
        Assert.Equal("n", message.MessageAnnotations![new AmqpSymbol("m")]);
        Assert.Equal(new Properties { MessageId = 7ul, Subject = "s" }, message.Properties);
        Assert.Equal(1, message.ApplicationProperties!["a"]);
        Assert.Equal(AmqpBodyKind.Value, message.BodyKind);
        Assert.Equal("v", message.Value);
        Assert.Equal(2, message.Footer![new AmqpSymbol("f")]);
    }

    [Fact]
    public void A_body_may_consist_of_several_data_sections()
    {
        AmqpMessage message = Decode(Data, Data);
        Assert.Equal(AmqpBodyKind.Data, message.BodyKind);
        Assert.Equal([[1, 2], [1, 2]], message.Data);
        Assert.Null(message.Header);
        Assert.Null(message.Properties);
    }

    [Fact]
    public void A_body_may_consist_of_several_sequences()
    {
        AmqpMessage message = Decode(Sequence, Sequence, Footer);
        Assert.Equal(AmqpBodyKind.Sequence, message.BodyKind);
        Assert.Equal([[true, false], [true, false]], message.Sequences);
    }

    [Theory]
    [InlineData("amqp:header:list", "45")]
    [InlineData("amqp:delivery-annotations:map", "C10100")]
    [InlineData("amqp:message-annotations:map", "C10100")]
    [InlineData("amqp:properties:list", "45")]
    [InlineData("amqp:application-properties:map", "C10100")]
    [InlineData("amqp:data:binary", "A000")]
    [InlineData("amqp:amqp-sequence:list", "45")]
    [InlineData("amqp:amqp-value:*", "40")]
    [InlineData("amqp:footer:map", "C10100")]
    public void A_section_may_be_named_by_its_symbol(string symbol, string content)
    {
        AmqpMessage message = Decode($"00A3{symbol.Length:X2}{Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(symbol))}{content}");
        object?[] sections = [message.Header, message.DeliveryAnnotations, message.MessageAnnotations, message.Properties, message.ApplicationProperties, message.Footer];
        Assert.Equal(1, sections.Count(section => section is not null) + (message.BodyKind == AmqpBodyKind.None ? 0 : 1));
    }

    [Fact]
    public void Nothing_is_a_message_without_sections() => Assert.Equal(AmqpBodyKind.None, Decode().BodyKind);

    [Theory]
    [InlineData(Header, Header, "The header section stands twice in a message")]
    [InlineData(Value, Value, "The amqp-value section stands twice in a message")]
    [InlineData(MessageAnnotations, DeliveryAnnotations, "The delivery-annotations section stands behind the message-annotations section")]
    [InlineData(ApplicationProperties, Header, "The header section stands behind the application-properties section")]
    [InlineData(Data, Sequence, "The amqp-sequence section stands behind the data section")]
    [InlineData(Value, Data, "The data section stands behind the amqp-value section")]
    [InlineData(Footer, Value, "The amqp-value section stands behind the footer section")]
    [InlineData(Header, "00531045", "which is no section")]
    [InlineData(Header, "45", "Expected a described value")]
    public void Sections_out_of_order_are_refused(string first, string second, string problem)
    {
        AmqpDecodeException exception = Assert.Throws<AmqpDecodeException>(() => Decode(first, second));
        Assert.Contains(problem, exception.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Wire.Hex(first).Length / 2, exception.Offset);
    }

    private static AmqpMessage Decode(params string[] sections) => AmqpMessage.Decode(Convert.FromHexString(Wire.Hex(string.Concat(sections))));
}
