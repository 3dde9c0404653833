using System.Text.Json;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;
using TypedSender.GeneratedCode;

namespace TypedSender.Generated.Tests;

public class JsonBodyTests
{
    [Fact]
    public void Json_is_one_data_section_and_members_are_in_their_sections_too()
        => Bytes.Equal(
            $$"""
            00 53 73 c0 23 07 a102 7431 40 40 a106 {{Bytes.Of("ticket")}} 40 40 a310 {{Bytes.Of("application/json")}}
            00 53 74 c1 16 04 a104 {{Bytes.Of("seat")}} 54 07 a103 {{Bytes.Of("day")}} a106 {{Bytes.Of("Friday")}}
            00 53 75 a0 13 {{Bytes.Of("""{"id":"t1","who":5}""")}}
            """,
            AmqpContracts.Encode(new Ticket("t1", 7, DayOfWeek.Friday)));

    [Fact]
    public void A_contract_may_say_itself_what_its_content_is()
        => Bytes.Equal(
            $$"""
            00 53 73 c0 24 07 40 40 40 40 40 40 a31b {{Bytes.Of("application/vnd.shapes+json")}}
            00 53 75 a0 0f {{Bytes.Of("""{"x":1.5,"y":2}""")}}
            """,
            AmqpContracts.Encode(new Spot(1.5, 2)));

    [Fact]
    public void Json_of_more_than_255_bytes_is_vbin32()
    {
        string text = new('x', 300);

        Bytes.Equal(
            "b0 00000149" + Bytes.Of($$$"""{"id":"{{{text}}}","who":0,"extras":{}}"""),
            AmqpContracts.EncodeValue(new Ticket(text, 0, DayOfWeek.Sunday, [])));
    }

    [Fact]
    public void Json_of_exactly_255_bytes_is_vbin8_and_of_256_vbin32()
    {
        string text = new('x', 255 - """{"id":"","who":0}""".Length);

        Assert.Equal([0xa0, 0xff], AmqpContracts.EncodeValue(new Ticket(text, 0, DayOfWeek.Sunday))[..2]);
        Assert.Equal([0xb0, 0, 0, 1, 0, (byte)'{'], AmqpContracts.EncodeValue(new Ticket(text + "x", 0, DayOfWeek.Sunday))[..6]);
    }

    [Fact]
    public void Json_larger_than_the_buffer_is_whole()
    {
        string text = string.Concat(Enumerable.Range(0, 100_000).Select(number => $"{number} "));

        AmqpMessage message = AmqpMessage.Decode(AmqpContracts.Encode(new Ticket(text, 0, DayOfWeek.Sunday)));

        Assert.Equal(text, JsonDocument.Parse(Assert.Single(message.Data)).RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public void The_options_of_the_context_are_obeyed()
        => Assert.Equal(
            "{\n  \"Name\": \"\\u00E9\"\n}",
            System.Text.Encoding.UTF8.GetString(Assert.Single(AmqpMessage.Decode(AmqpContracts.Encode(new Indented())).Data)).ReplaceLineEndings("\n"));

    [Fact]
    public void The_nearest_content_type_wins_and_json_is_the_farthest()
    {
        var silent = new Indented();
        var speaking = new Indented { Type = "application/member+json" };

        Assert.Equal("application/json", ContentType(AmqpContracts.Encode(silent)));
        Assert.Equal("application/member+json", ContentType(AmqpContracts.Encode(speaking)));
        Assert.Equal("application/far+json", ContentType(Message.Of<IJsonSender>("FarMessage", silent)));
        Assert.Equal("application/member+json", ContentType(Message.Of<IJsonSender>("FarMessage", speaking)));
        Assert.Equal("application/near+json", ContentType(Message.Of<IJsonSender>("NearMessage", speaking, "application/near+json")));
        Assert.Equal("application/member+json", ContentType(Message.Of<IJsonSender>("NearMessage", speaking, null)));
    }

    [Fact]
    public void Inside_another_contract_json_is_binary()
        => Bytes.Equal(
            $$"""
            c1 40 04
                a104 {{Bytes.Of("Spot")}} a00d {{Bytes.Of("""{"x":1,"y":2}""")}}
                a105 {{Bytes.Of("Spots")}} c0 21 02 a00d {{Bytes.Of("""{"x":3,"y":4}""")}} a00f {{Bytes.Of("""{"x":5,"y":6.5}""")}}
            """,
            AmqpContracts.EncodeValue(new Envelope(new Spot(1, 2), [new Spot(3, 4), new Spot(5, 6.5)])));

    [Fact]
    public void What_json_cannot_hold_is_refused_by_name_and_spoils_nothing()
    {
        var ring = new Ring();
        ring.Next = ring;

        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(() => AmqpContracts.Encode(ring));
        Assert.Contains("Shapes.Ring cannot be written as JSON", exception.Message, StringComparison.Ordinal);
        Assert.Contains("depth", exception.InnerException!.Message, StringComparison.Ordinal);
        Bytes.Equal("a002" + Bytes.Of("{}"), AmqpContracts.EncodeValue(new Ring()));
    }

    [Fact]
    public void A_getter_may_encode_the_same_contract()
    {
        var ring = new Ring { Getter = () => AmqpContracts.EncodeValue(new Ring()) };

        Bytes.Equal("a015" + Bytes.Of("""{"nested":"A0027B7D"}"""), AmqpContracts.EncodeValue(ring));
    }

    [Fact]
    public void An_exception_of_a_getter_reaches_the_caller_as_it_is()
        => Assert.Throws<TimeoutException>(() => AmqpContracts.Encode(new Ring { Getter = () => throw new TimeoutException() }));

    [Fact]
    public void A_context_without_metadata_is_named_with_what_to_write()
    {
        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(
            () => AmqpJsonBody.TypeInfo<Spot>(IndentedJson.Default, "Shop.Spot", "Shop.Json"));

        Assert.Contains("[JsonSerializable(typeof(Shop.Spot))]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Shop.Json", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_allocates_nothing_once_it_runs()
    {
        var buffer = new AmqpBuffer();
        var spot = new Spot(1.5, -2);
        Encode(buffer, spot, 1000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Encode(buffer, spot, 1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Encode(AmqpBuffer buffer, Spot spot, int count)
    {
        for (int i = 0; i < count; i++)
        {
            buffer.Clear();
            var writer = new AmqpWriter(buffer);
            Write(ref writer, spot);
            writer.Flush();
        }
    }

    private static void Write<T>(ref AmqpWriter writer, in T contract)
        where T : IAmqpContract<T>
        => T.WriteMessage(ref writer, in contract);

    private static string? ContentType(byte[] message) => AmqpMessage.Decode(message).Properties?.ContentType;
}
