using System.Text.Json;
using System.Text.Json.Serialization;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>What System.Text.Json writes, with sections around it.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(ShapesJson)), Subject("ticket")]
public sealed partial record Ticket(
    [MessageId] string Id,
    [property: JsonIgnore, ApplicationProperty("seat")] int Seat,
    [property: JsonPropertyName("who"), AmqpEnumAsString, ApplicationProperty("day")] DayOfWeek Day,
    Dictionary<string, List<object?>>? Extras = null);

/// <summary>Says itself what its content is.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(ShapesJson)), ContentType("application/vnd.shapes+json")]
public readonly partial record struct Spot(double X, double Y);

/// <summary>Written with the options of a context of its own.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(IndentedJson))]
public partial class Indented
{
    [ContentType, JsonIgnore]
    public string? Type { get; set; }

    public string Name { get; set; } = "é";
}

/// <summary>A contract that refers to itself, so that it can be written by no JSON.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(ShapesJson))]
public partial class Ring
{
    public Ring? Next { get; set; }

    public Func<byte[]>? Getter { private get; set; }

    public string? Nested => Getter is null ? null : Convert.ToHexString(Getter());
}

/// <summary>JSON in its places within a map.</summary>
[AmqpContract]
public partial record Envelope(Spot Spot, List<Spot> Spots);

[JsonSerializable(typeof(Ticket))]
[JsonSerializable(typeof(Spot))]
[JsonSerializable(typeof(Ring))]
[JsonSerializable(typeof(Routed.Levels))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(JsonElement))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ShapesJson : JsonSerializerContext;

[JsonSerializable(typeof(Indented))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class IndentedJson : JsonSerializerContext;
