using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

public class JsonValueTests
{
    [Fact]
    public void Json_is_a_string_or_binary()
        => Bytes.Equal(
            $$"""
            00 53 74 c1 0e 02 a104 {{Bytes.Of("json")}} a105 {{Bytes.Of("[1,2]")}}
            00 53 77 c0 42 06
                a10e {{Bytes.Of("{\"a\":[1,\"é\"]}")}}
                a001 {{Bytes.Of("7")}}
                a104 {{Bytes.Of("null")}}
                a107 {{Bytes.Of("{\"b\":1}")}}
                a00b {{Bytes.Of("{\"c\":\"<&>\"}")}}
                c1 10 04 a101 78 a104 {{Bytes.Of("true")}} a101 79 a101 {{Bytes.Of("5")}}
            """,
            AmqpContracts.Encode(new JsonValues(
                Json("{ \"a\" : [ 1, \"\\u00e9\" ] }"), Json("7"), JsonDocument.Parse("null"), JsonNode.Parse("{\"b\":1}"), new JsonObject { ["c"] = "<&>" },
                new Dictionary<string, JsonElement> { ["x"] = Json("true"), ["y"] = Json("5") }, [1, 2])));

    [Fact]
    public void Null_is_null_and_at_the_end_of_a_list_it_is_left_out()
        => Bytes.Equal("c0 04 01 a101 31", AmqpContracts.EncodeValue(new JsonValues(Json("1"), null, null, null, null, null)));

    [Fact]
    public void An_undefined_element_names_the_member()
    {
        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(() => AmqpContracts.EncodeValue(new JsonValues(default, null, null, null, null, null)));

        Assert.Equal("JsonValues.Element is an undefined JsonElement, which has no JSON. Set it, or make it nullable and leave it null.", exception.Message);
        Assert.Equal("JsonValues.Element", exception.Member);
    }

    [Fact]
    public void Half_a_character_names_the_member()
        => Assert.Equal("JsonValues.Element", Assert.Throws<AmqpEncodeException>(() => AmqpContracts.EncodeValue(new JsonValues(Json("\"\\ud800\""), null, null, null, null, null))).Member);

    public static TheoryData<string, JsonNode> Unwritable => new()
    {
        { "NaN", JsonValue.Create(double.NaN) },
        { "infinity in an array", new JsonArray(1, JsonValue.Create(float.PositiveInfinity)) },
        { "JsonException", Custom(new JsonException("refused")) },
        { "NotSupportedException", Custom(new NotSupportedException("refused")) },
        { "InvalidOperationException", Custom(new InvalidOperationException("refused")) },
        { "half a character", JsonValue.Create("a\ud800") },
        { "half a character in an object", new JsonObject { ["a"] = new JsonArray("b", "\udc00c") } },
        { "half a character as a key", new JsonObject { ["\ud800"] = 1 } },
        { "half a character as char", JsonValue.Create('\ud800') },
        { "half a character beside a whole one", new JsonArray("\ufffd", "\\ufffd", "\ud800") },
    };

    [Theory]
    [MemberData(nameof(Unwritable))]
    public void A_node_that_has_no_json_names_the_member(string kind, JsonNode node)
    {
        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(() => AmqpContracts.EncodeValue(new JsonValues(Json("1"), null, null, node, null, null)));

        Assert.NotEmpty(kind);
        Assert.Equal("JsonValues.Node", exception.Member);
        Assert.StartsWith("JsonValues.Node cannot be written as JSON: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replacement_character_of_the_text_itself_is_sent()
        => Bytes.Equal(
            $"c0 19 04 a101 31 40 40 a111 {Bytes.Of("[\"\ufffd\",\"\\\\uFFFD\"]")}",
            AmqpContracts.EncodeValue(new JsonValues(Json("1"), null, null, new JsonArray("\ufffd", "\\uFFFD"), null, null)));

    private static JsonNode Custom(Exception exception)
        => JsonValue.Create(new Thrower(exception), JsonMetadataServices.CreateValueInfo<Thrower>(ShapesJson.Default.Options, new ThrowerConverter()))!;

    private sealed record Thrower(Exception Exception);

    private sealed class ThrowerConverter : JsonConverter<Thrower>
    {
        public override Thrower? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Thrower value, JsonSerializerOptions options) => throw value.Exception;
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
