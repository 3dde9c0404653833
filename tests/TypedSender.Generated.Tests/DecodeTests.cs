using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Generated.Tests.Shapes;

namespace TypedSender.Generated.Tests;

/// <summary>What decoders accept of others, and what they say of what they do not.</summary>
public class DecodeTests
{
    [Fact]
    public void A_message_that_another_program_wrote_is_read()
    {
        var id = new Guid("00112233-4455-6677-8899-aabbccddeeff");
        var message = new AmqpMessage
        {
            Header = new Header { DeliveryCount = 3 },
            DeliveryAnnotations = new AmqpMap { [new AmqpSymbol("hop")] = 1 },
            MessageAnnotations = new AmqpMap { [new AmqpSymbol("x-opt-other")] = new AmqpMap { ["deep"] = 1 } },
            Properties = new Properties { MessageId = id, Subject = "something else" },
            ApplicationProperties = new AmqpMap { ["more"] = 1, ["region"] = new AmqpSymbol("eu") },
            Value = new AmqpMap
            {
                ["Later"] = new List<object?> { 1, new AmqpMap() },
                [17] = "a key that is no name",
                [new AmqpSymbol("Total")] = 12,
                ["Lines"] = new AmqpArray(FormatCode.Map32, [new AmqpMap { ["Sku"] = "s", ["Quantity"] = (byte)4 }]),
            },
            Footer = new AmqpMap { [new AmqpSymbol("hash")] = 1 },
        };

        OrderPlaced order = TypedSender.AmqpContracts.Decode<OrderPlaced>(message);

        Assert.Equal((id, "eu", 12m), (order.OrderId, order.Region, order.Total));
        Assert.Equal(new OrderLine("s", 4), Assert.Single(order.Lines));
    }

    [Theory]
    [InlineData("byte", (byte)7)]
    [InlineData("sbyte", (sbyte)7)]
    [InlineData("ushort", (ushort)7)]
    [InlineData("short", (short)7)]
    [InlineData("uint", 7u)]
    [InlineData("ulong", 7ul)]
    [InlineData("long", 7L)]
    public void Integers_of_any_type_are_read(string type, object value)
    {
        Assert.NotEmpty(type);
        Assert.Equal(7, Value<OrderLine>(new AmqpMap { ["Sku"] = "s", ["Quantity"] = value }).Quantity);
    }

    [Fact]
    public void Numbers_that_others_write_differently_are_read_where_nothing_is_lost()
    {
        Scalars scalars = Value<Scalars>(new AmqpMap
        {
            ["Bool"] = true, ["Byte"] = 200L, ["SByte"] = -3L, ["UShort"] = 1, ["Short"] = 1, ["UInt"] = 1L, ["Int"] = 1L, ["ULong"] = 1, ["Long"] = 1u,
            ["Float"] = 2, ["Double"] = 1.5f, ["Decimal"] = new AmqpDecimal64(0x31C0000000000001), ["String"] = new AmqpSymbol("text"), ["Symbol"] = "sym",
            ["Time"] = "01:02", ["Iso"] = "PT90M", ["Milliseconds"] = 1500,
        });

        Assert.Equal((200, 2f, 1.5, 1m, "text", "sym"), (scalars.Byte, scalars.Float, scalars.Double, scalars.Decimal, scalars.String, scalars.Symbol.Value));
        Assert.Equal((new TimeOnly(1, 2), TimeSpan.FromMinutes(90), TimeSpan.FromSeconds(1.5)), (scalars.Time, scalars.Iso, scalars.Milliseconds));
    }

    public static TheoryData<string, object?, string> Wrong => new()
    {
        { "Bool", 1, "Scalars.Bool cannot be read: expected boolean, found int (at byte 14)" },
        { "Byte", 256, "Scalars.Byte cannot be read: expected ubyte, found 256, which it cannot hold (at byte 14)" },
        { "UInt", -1L, "Scalars.UInt cannot be read: expected uint, found -1, which it cannot hold (at byte 14)" },
        { "Int", "1", "Scalars.Int cannot be read: expected int, found string (at byte 13)" },
        { "Int", 1.0, "Scalars.Int cannot be read: expected int, found double (at byte 13)" },
        { "Float", 1.5, "Scalars.Float cannot be read: expected float, found double (at byte 15)" },
        { "Double", long.MaxValue, "Scalars.Double cannot be read: expected double, found 9223372036854775807, which it cannot hold (at byte 16)" },
        { "Decimal", 1.5, "Scalars.Decimal cannot be read: expected decimal, found double (at byte 17)" },
        { "Char", new System.Text.Rune(0x1F600), "Scalars.Char cannot be read: expected a char of one UTF-16 unit, found U+1F600 (at byte 14)" },
        { "String", new List<object?>(), "Scalars.String cannot be read: expected string, found list (at byte 16)" },
        { "Symbol", "é", "Scalars.Symbol cannot be read: expected symbol, found a string that is not ASCII (at byte 16)" },
        { "Guid", new byte[16], "Scalars.Guid cannot be read: expected uuid, found binary (at byte 14)" },
        { "Moment", "now", "Scalars.Moment cannot be read: expected timestamp, found string (at byte 16)" },
        { "Date", "29.2.2024", "Scalars.Date cannot be read: expected an ISO 8601 date as string (2026-02-28), found a string that is none (at byte 14)" },
        { "Time", "25:00", "Scalars.Time cannot be read: expected an ISO 8601 time as string (12:30:00), found a string that is none (at byte 14)" },
        { "Iso", "P1Y", "Scalars.Iso cannot be read: expected an ISO 8601 duration as string (P1DT2H30M0.5S), found a string that is none, or one of years or months, or of more than a TimeSpan holds (at byte 13)" },
        { "Milliseconds", long.MaxValue, "Scalars.Milliseconds cannot be read: expected a duration in milliseconds, found 9223372036854775807, which it cannot hold (at byte 22)" },
        { "Color", 256, "Scalars.Color cannot be read: expected ubyte, found 256, which it cannot hold (at byte 15)" },
        { "ColorName", "Blue", "Scalars.ColorName cannot be read: expected a name of Color, found 'Blue' (at byte 19)" },
        { "ColorName", (byte)1, "Scalars.ColorName cannot be read: expected a name of Color, found ubyte (at byte 19)" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_type_names_member_expected_and_found(string key, object? value, string message)
    {
        AmqpDecodeException exception = Assert.Throws<AmqpDecodeException>(() => Value<Scalars>(new AmqpMap { [key] = value }));

        string expected = System.Text.RegularExpressions.Regex.Replace(message, "at byte [0-9]+", $"at byte {3 + 2 + key.Length}");
        Assert.Equal((expected, $"Scalars.{key}"), (exception.Message, exception.Member));
    }

    [Fact]
    public void A_nested_member_is_named_by_its_own_contract()
        => Refused<OrderPlaced>(
            new AmqpMap { ["Total"] = 1m, ["Lines"] = new List<object?> { new AmqpMap { ["Sku"] = 5 } } },
            "OrderLine.Sku cannot be read: expected string, found int (at byte 45)");

    [Fact]
    public void A_member_that_must_have_a_value_is_named_when_it_is_missing_or_null()
    {
        const string Message = "OrderLine.Quantity cannot be read: it is missing or null, but its type does not allow null and nothing says what it is by default. Make it nullable, or give it a default (at byte ";
        Refused<OrderLine>(new AmqpMap { ["Sku"] = "s" }, Message + "11)");
        Refused<OrderLine>(new AmqpMap { ["Sku"] = "s", ["Quantity"] = null }, Message + "22)");
    }

    [Fact]
    public void A_member_outside_the_body_is_named_when_a_value_alone_is_read()
        => Refused<OrderPlaced>(
            new AmqpMap { ["Total"] = 1m, ["Lines"] = new List<object?>() },
            "OrderPlaced.OrderId cannot be read: it travels as message-id, which a value alone does not have. Read the whole message, or make it nullable (at byte 35)");

    [Fact]
    public void Missing_members_keep_what_initializers_and_parameters_say()
    {
        Made.ByConstructor byConstructor = Value<Made.ByConstructor>(new AmqpMap { ["Number"] = 1, ["Names"] = new List<object?> { "a" }, ["Twice"] = 77 });
        Made.ByPrimary byPrimary = Value<Made.ByPrimary>(new AmqpMap { ["Number"] = 1, ["Name"] = "n" });
        Made.Interval interval = TypedSender.AmqpContracts.DecodeValue<Made.Interval>(Bytes(new List<object?> { 1, 2 }));

        Assert.Equal((1, null, 3, 2), (byConstructor.Number, byConstructor.Note, byConstructor.Level, byConstructor.Twice));
        Assert.Equal(["a"], byConstructor.Names);
        Assert.Equal((1, "n", 7, null, 9, 0.5, 0), (byPrimary.Number, byPrimary.Name, byPrimary.Count, byPrimary.Comment, byPrimary.Changed, byPrimary.Field, byPrimary.Inside));
        Assert.Equal(["default"], byPrimary.Tags);
        Assert.Equal((1, 2, null), (interval.From, interval.To, interval.Label));
    }

    [Fact]
    public void A_key_that_stands_twice_is_refused()
    {
        byte[] bytes = [0xC1, 19, 4, 0xA1, 3, .. "Sku"u8, 0xA1, 1, (byte)'a', 0xA3, 3, .. "Sku"u8, 0xA1, 1, (byte)'b', 0x40, 0x40];
        bytes[1] = (byte)(bytes.Length - 2);
        bytes[2] = 6;

        AmqpDecodeException exception = Assert.Throws<AmqpDecodeException>(() => TypedSender.AmqpContracts.DecodeValue<OrderLine>(bytes));
        Assert.Equal("OrderLine.Sku cannot be read: its key stands twice in the map (at byte 16)", exception.Message);
    }

    [Fact]
    public void Another_descriptor_is_refused()
    {
        Assert.Equal("Point cannot be read: expected the descriptor 0x00001234:0x00000001, found list (at byte 0)", Message<Point>([0x45]));
        Assert.Equal("Point cannot be read: expected the descriptor 0x00001234:0x00000001, found 0x00000000:0x00000005 (at byte 0)", Message<Point>([0x00, 0x53, 5, 0x45]));
        Assert.Equal("Named cannot be read: expected the descriptor test:named:map, found x (at byte 0)", Message<Named>([0x00, 0xA3, 1, (byte)'x', 0xC1, 1, 0]));
        Assert.Equal("Named cannot be read: expected the descriptor test:named:map, found x  y (at byte 0)", Message<Named>([0x00, 0xA3, 4, (byte)'x', (byte)'\r', (byte)'\n', (byte)'y', 0xC1, 1, 0]));
        Assert.Equal("OrderLine cannot be read: expected map, found a described value (at byte 0)", Message<OrderLine>([0x00, 0x53, 5, 0xC1, 1, 0]));
    }

    [Fact]
    public void Another_body_is_refused()
    {
        Assert.Equal("OrderLine cannot be read: expected the body in the section amqp-value, found data (at byte 0)", WholeMessage<OrderLine>(new AmqpMessage { Data = [[1]] }));
        Assert.Equal("OrderLine cannot be read: expected map, found null (at byte 3)", WholeMessage<OrderLine>(new AmqpMessage { Value = null }));
        Assert.Equal("OrderLine cannot be read: the message has no body (at byte 0)", WholeMessage<OrderLine>(new AmqpMessage()));
        Assert.Equal("Readings cannot be read: expected one amqp-sequence section, found a second one (at byte 8)", WholeMessage<Readings>(new AmqpMessage { Sequences = [new List<object?> { 1 }, new List<object?>()] }));
    }

    [Fact]
    public void Several_data_sections_are_one_body()
    {
        byte[] content = TypedSender.AmqpContracts.Decode<Raw.Array>(new AmqpMessage { Data = [[1, 2], [], [3]] }).Content;

        Assert.Equal([1, 2, 3], content);
    }

    [Fact]
    public void Many_data_sections_take_no_more_memory_than_their_bytes()
    {
        const int Sections = 1_000_000;
        const int Overhead = 64 * 1024;
        ReadOnlySpan<byte> section = [0x00, 0x53, 0x75, 0xA0, 1, (byte)'7'];
        byte[] message = new byte[Sections * section.Length];
        for (int start = 0; start < message.Length; start += section.Length)
        {
            section.CopyTo(message.AsSpan(start));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Raw.Array raw = TypedSender.AmqpContracts.Decode<Raw.Array>(message);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Sections, raw.Content.Length);
        Assert.DoesNotContain(raw.Content, value => value != '7');
        Assert.InRange(allocated, Sections, Sections + Overhead);
    }

    [Fact]
    public void The_json_of_several_data_sections_is_one_value()
        => Assert.Equal(new Spot(1, 25), TypedSender.AmqpContracts.Decode<Spot>(new AmqpMessage { Data = ["{\"x\":1,"u8.ToArray(), "\"y\":2"u8.ToArray(), "5}"u8.ToArray()] }));

    [Fact]
    public void A_data_section_that_holds_no_binary_is_refused_wherever_it_stands()
    {
        Assert.Equal("Array cannot be read: expected binary, found null (at byte 9)", Assert.Throws<AmqpDecodeException>(() => TypedSender.AmqpContracts.Decode<Raw.Array>([0x00, 0x53, 0x75, 0xA0, 1, 7, 0x00, 0x53, 0x75, 0x40])).Message);
        Assert.Equal("Array cannot be read: the data section stands behind the footer section (at byte 12)", Assert.Throws<AmqpDecodeException>(() => TypedSender.AmqpContracts.Decode<Raw.Array>([0x00, 0x53, 0x75, 0xA0, 1, 7, 0x00, 0x53, 0x78, 0xC1, 1, 0, 0x00, 0x53, 0x75, 0xA0, 0])).Message);
    }

    [Fact]
    public void An_element_of_an_array_is_refused_where_the_array_begins()
    {
        Refused<OrderPlaced>(
            new AmqpMap { ["Total"] = 1m, ["Lines"] = new AmqpArray(FormatCode.Map32, [new AmqpMap { ["Sku"] = "s", ["Quantity"] = 1 }, new AmqpMap { ["Sku"] = 5 }]) },
            "OrderLine.Sku cannot be read: expected string, found int (at byte 34)");
        Refused<OrderPlaced>(
            new AmqpMap { ["Total"] = 1m, ["Lines"] = new AmqpArray(FormatCode.Int, [1]) },
            "OrderLine cannot be read: expected map, found int (at byte 34)");
    }

    [Fact]
    public void An_id_of_another_type_is_refused()
        => Assert.Equal(
            "OrderPlaced.OrderId cannot be read: expected an id of type uuid, found string (at byte 0)",
            WholeMessage<OrderPlaced>(new AmqpMessage { Properties = new Properties { MessageId = "text" }, Value = new AmqpMap() }));

    [Fact]
    public void Bytes_behind_the_value_are_refused()
        => Assert.Equal("The value ends, and 1 bytes follow (at byte 3)", Message<Empty>([0xC1, 1, 0, 0x40]));

    [Fact]
    public void Every_truncation_of_a_message_is_refused()
    {
        byte[] bytes = TypedSender.AmqpContracts.Encode(new OrderPlaced(Guid.NewGuid(), "eu", 1.5m, [new OrderLine("s", 1)]));
        for (int length = 0; length < bytes.Length; length++)
        {
            byte[] cut = bytes[..length];
            Assert.Throws<AmqpDecodeException>(() => TypedSender.AmqpContracts.Decode<OrderPlaced>(cut));
        }
    }

    [Fact]
    public void Contracts_nested_too_deep_are_refused()
    {
        var tree = new Tree { Name = "leaf" };
        for (int level = 0; level < 20; level++)
        {
            tree = new Tree { Name = "n", Children = [tree] };
        }

        byte[] bytes = TypedSender.AmqpContracts.EncodeValue(tree);
        Assert.StartsWith("Tree cannot be read: values are nested more than 32 deep", Message<Tree>(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_claims_more_than_its_bytes_is_refused()
        => Assert.StartsWith("Continued.Rest cannot be read: a list or map of 65535 elements cannot be held", Message<Runs.Continued>([0xC0, 14, 2, 0xA1, 0, 0xD0, 0, 0, 0, 5, 0, 0, 0xFF, 0xFF, 0x40, 0]), StringComparison.Ordinal);

    private static T Value<T>(AmqpMap map)
        where T : IAmqpContract<T>
        => TypedSender.AmqpContracts.DecodeValue<T>(Bytes(map));

    private static void Refused<T>(AmqpMap map, string message)
        where T : IAmqpContract<T>
        => Assert.Equal(message, Message<T>(Bytes(map)));

    private static string Message<T>(byte[] bytes)
        where T : IAmqpContract<T>
        => Assert.Throws<AmqpDecodeException>(() => TypedSender.AmqpContracts.DecodeValue<T>(bytes)).Message;

    private static string WholeMessage<T>(AmqpMessage message)
        where T : IAmqpContract<T>
        => Assert.Throws<AmqpDecodeException>(() => TypedSender.AmqpContracts.Decode<T>(message)).Message;

    private static byte[] Bytes(object value)
    {
        var buffer = new AmqpBuffer();
        var writer = new AmqpWriter(buffer);
        writer.WriteValue(value);
        writer.Flush();
        return buffer.ToArray();
    }
}
