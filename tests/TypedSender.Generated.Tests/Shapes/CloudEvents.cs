using System.Text.Json.Serialization;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>An event with little more than every event has.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(EventsJson)), CloudEvent(Type = "com.acme.placed", Source = "/shop")]
public sealed partial record PlacedEvent([property: CloudEventId, JsonIgnore] string Id, [property: CloudEventExtension("attempt"), JsonIgnore] int Attempt, int Number);

/// <summary>Bytes, with an attribute of each type.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw), ContentType("image/png")]
[CloudEvent(Type = "com.acme.photo", Source = "https://acme.example/camera", Subject = "door", DataSchema = "https://acme.example/photo")]
public sealed partial record Photo
{
    [CloudEventId, MessageId]
    public required string Id { get; init; }

    [CloudEventTime]
    public DateTimeOffset? Taken { get; init; }

    [CloudEventSubject]
    public string? Room { get; init; }

    [CloudEventExtension("shots")]
    public int Shots { get; init; }

    [CloudEventExtension("flash")]
    public bool? Flash { get; init; }

    [CloudEventExtension("digest")]
    public byte[]? Digest { get; init; }

    [CloudEventExtension("album")]
    public Uri? Album { get; init; }

    [CloudEventExtension("developed")]
    public DateTime? Developed { get; init; }

    public ReadOnlyMemory<byte> Content { get; init; }
}

/// <summary>The whole event in the body, with an attribute of each type.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(EventsJson))]
[CloudEvent(Type = "com.acme.moved", Source = "/shop", Subject = "warehouse", Mode = CloudEventMode.Structured)]
public sealed partial record Moved
{
    [CloudEventId, JsonIgnore]
    public string Id { get; init; } = "none";

    [CloudEventTime, JsonIgnore]
    public DateTimeOffset? At { get; init; }

    [CloudEventSubject, JsonIgnore]
    public string? Shelf { get; init; }

    [CloudEventExtension("attempt"), JsonIgnore]
    public int? Attempt { get; init; }

    [CloudEventExtension("urgent"), JsonIgnore]
    public bool Urgent { get; init; }

    [CloudEventExtension("digest"), JsonIgnore]
    public ReadOnlyMemory<byte>? Digest { get; init; }

    [CloudEventExtension("origin"), JsonIgnore]
    public Uri? Origin { get; init; }

    public required string Sku { get; init; }
}

/// <summary>A base type that says what its messages are, and a type of its own beneath.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(EventsJson)), CloudEvent(Type = "com.acme.any", Source = "/shop", Subject = "any", Mode = CloudEventMode.Structured)]
public partial record AnyEvent([property: CloudEventId] string Id);

[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(EventsJson)), CloudEvent(Type = "com.acme.one", Source = "/shop/one")]
public sealed partial record OneEvent(string Id) : AnyEvent(Id);

[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(EventsJson))]
public sealed partial record InheritedEvent(string Id) : AnyEvent(Id);

/// <summary>What may come in the place of an event.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw), ApplicationProperty("cloudEvents_id", "m1"), ApplicationProperty("cloudEvents_urgent", true)]
public sealed partial record ForeignBody(ReadOnlyMemory<byte> Content);

[JsonSerializable(typeof(PlacedEvent))]
[JsonSerializable(typeof(Moved))]
[JsonSerializable(typeof(AnyEvent))]
[JsonSerializable(typeof(OneEvent))]
[JsonSerializable(typeof(InheritedEvent))]
internal sealed partial class EventsJson : JsonSerializerContext;
