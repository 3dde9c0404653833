using System.Text.Json;
using System.Text.Json.Nodes;
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

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
