using System.Text.Json;
using System.Text.Json.Nodes;
using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;
using TypedSender.GeneratedCode;

namespace TypedSender.Generated.Tests;

/// <summary>What JSON cannot hold is refused before anything is sent, and the exception names the member and the value.</summary>
public class JsonRefusalTests
{
    private const string Contract = "TypedSender.Generated.Tests.Shapes.Measured";

    [Fact]
    public void A_number_that_JSON_does_not_have()
    {
        Refused("Value", "it is NaN", new Measured { Value = double.NaN });
        Refused("Share", "it is Infinity", new Measured { Share = float.PositiveInfinity });
        Refused("values[1]", "it is -Infinity", new Measured { All = [1, double.NegativeInfinity] });
        Refused("ByName['a b']", "it is NaN", new Measured { ByName = new() { ["x"] = 1, ["a b"] = double.NaN } });
        Refused("Inner.Others[1].Value", "it is NaN", new Measured { Inner = new Measured { Others = [new Measured(), new Measured { Value = double.NaN }] } });
        Refused("Node.a[1]", "it is NaN", new Measured { Node = new JsonObject { ["a"] = new JsonArray(1, double.NaN) } });
    }

    [Fact]
    public void A_number_that_is_written_by_name_is_not_the_one()
    {
        Assert.Contains("\"NaN\"", Json(new Measured { Named = double.NaN }), StringComparison.Ordinal);
        Refused("Inner.Value", "it is NaN", new Measured { Named = double.NaN, Inner = new Measured { Named = double.NaN, Value = double.NaN } });
    }

    [Fact]
    public void Half_a_character_is_never_replaced()
    {
        Refused("Text", "half of a surrogate pair", new Measured { Text = "a\ud83d" });
        Refused("Mark", "half of a surrogate pair", new Measured { Mark = '\ude00' });
        Refused("Texts['k']", "half of a surrogate pair", new Measured { Texts = new() { ["k"] = "\ude00" } });
        Refused("Texts", "half of a surrogate pair", new Measured { Texts = new() { ["\ude00"] = "k" } });
        Refused("Node.a", "half of a surrogate pair", new Measured { Node = new JsonObject { ["a"] = "\ude00" } });
    }

    [Fact]
    public void The_character_that_stands_for_others_is_one_like_others()
        => Assert.Equal("a\ufffd", JsonDocument.Parse(Json(new Measured { Text = "a\ufffd", Texts = new() { ["\ufffd"] = "" } })).RootElement.GetProperty("Text").GetString());

    [Fact]
    public void An_undefined_element()
        => Refused("Inner.Element", "it is an undefined JsonElement", new Measured { Inner = new Measured { Element = default(JsonElement) } });

    [Fact]
    public void What_a_converter_does_not_write()
    {
        Refused("Converted", "no JSON", new Measured { Converted = "json" });
        Refused(null, "no such thing", new Measured { Converted = "not supported" });
    }

    [Fact]
    public void A_circle()
    {
        var circle = new Measured();
        circle.Inner = new Measured { Inner = circle };

        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(() => AmqpContracts.Encode(circle));
        Assert.StartsWith(Contract + ".Inner", exception.Member, StringComparison.Ordinal);
        Assert.Contains("cannot be written as JSON", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_of_user_code_reaches_the_caller_as_it_is()
    {
        Assert.Equal("mine", Assert.Throws<ArgumentException>(() => AmqpContracts.Encode(new Measured { Getter = () => throw new ArgumentException("mine") })).Message);
        Assert.Throws<InvalidOperationException>(() => AmqpContracts.Encode(new Measured { Getter = () => throw new InvalidOperationException() }));
        Assert.Equal("no argument", Assert.Throws<ArgumentException>(() => AmqpContracts.Encode(new Measured { Converted = "argument" })).Message);
    }

    [Fact]
    public void Each_way_that_a_context_writes()
    {
        Assert.Equal("Shop.Fast.Value", Written(new Fast(double.NaN, ""), SlowJson.Default).Member);
        Assert.Equal("Shop.Fast.Text", Written(new Fast(1, "\ude00"), SlowJson.Default).Member);

        // Without metadata nobody can tell which member it is.
        Assert.Equal("Shop.Fast", Written(new Fast(double.NaN, ""), FastJson.Default).Member);
    }

    [Fact]
    public void Nothing_is_left_behind_for_the_next_message()
    {
        Refused("Value", "it is NaN", new Measured { Value = double.NaN });
        Assert.Equal("""{"Value":1,"Named":0}""", Json(new Measured { Value = 1 }));
    }

    [Fact]
    public void Inside_another_contract_the_JSON_is_named()
        => Assert.Equal("TypedSender.Generated.Tests.Shapes.Spot.y", Assert.Throws<AmqpEncodeException>(() => AmqpContracts.Encode(new Envelope(new Spot(1, 2), [new Spot(1, double.NaN)]))).Member);

    private static AmqpEncodeException Written(Fast value, System.Text.Json.Serialization.JsonSerializerContext context) => Assert.Throws<AmqpEncodeException>(() =>
    {
        var writer = new AmqpWriter(new AmqpBuffer());
        AmqpJsonBody.Write(ref writer, in value, AmqpJsonBody.TypeInfo<Fast>(context, "Shop.Fast", "Shop.Json"), "Shop.Fast");
    });

    private static string Json(Measured value) => System.Text.Encoding.UTF8.GetString(Assert.Single(TypedSender.Amqp.Messages.AmqpMessage.Decode(AmqpContracts.Encode(value)).Data));

    private static void Refused(string? member, string what, Measured value)
    {
        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(() => AmqpContracts.Encode(value));
        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
        Assert.Equal(member is null ? Contract : $"{Contract}.{member}", exception.Member);
        Assert.StartsWith($"{exception.Member} cannot be written as JSON", exception.Message, StringComparison.Ordinal);
    }
}
