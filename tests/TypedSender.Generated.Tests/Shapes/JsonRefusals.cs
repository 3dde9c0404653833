using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>JSON with members of every kind that may hold what JSON cannot.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(MeasuredJson))]
public partial class Measured
{
    public double Value { get; set; }

    public float? Share { get; set; }

    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public double Named { get; set; }

    [JsonPropertyName("values")]
    public List<double>? All { get; set; }

    public Dictionary<string, double>? ByName { get; set; }

    public Measured? Inner { get; set; }

    public Measured[]? Others { get; set; }

    public string? Text { get; set; }

    public char? Mark { get; set; }

    public Dictionary<string, string>? Texts { get; set; }

    public JsonElement? Element { get; set; }

    public JsonNode? Node { get; set; }

    [JsonConverter(typeof(RefusingConverter))]
    public string? Converted { get; set; }

    [JsonIgnore]
    public Func<double>? Getter { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Computed => Getter is null ? 0 : Getter();
}

/// <summary>Throws what its text names.</summary>
public sealed class RefusingConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case "json":
                throw new JsonException("no JSON");
            case "not supported":
                throw new NotSupportedException("no such thing");
            case "argument":
                throw new ArgumentException("no argument");
            default:
                writer.WriteStringValue(value);
                break;
        }
    }
}

/// <summary>Written by the fast path of System.Text.Json alone.</summary>
public sealed record Fast(double Value, string Text);

[JsonSerializable(typeof(Measured))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class MeasuredJson : JsonSerializerContext;

[JsonSerializable(typeof(Fast))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)]
internal sealed partial class FastJson : JsonSerializerContext;

[JsonSerializable(typeof(Fast))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class SlowJson : JsonSerializerContext;
