using System.Text.Json.Serialization;

namespace TypedSender.Interop.Tests.Contracts;

/// <summary>An event whose attributes have each type that CloudEvents knows.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(EventsContext))]
[CloudEvent(Type = "com.acme.placed", Source = "/shop/orders", DataSchema = "https://acme.example/placed.json")]
public partial record OrderEvent
{
    [CloudEventId, JsonIgnore]
    public string Id { get; init; } = "none";

    [CloudEventTime, JsonIgnore]
    public DateTimeOffset Time { get; init; }

    [CloudEventSubject, JsonIgnore]
    public string? Subject { get; init; }

    [CloudEventExtension("attempt"), JsonIgnore]
    public int Attempt { get; init; }

    [CloudEventExtension("urgent"), JsonIgnore]
    public bool Urgent { get; init; }

    [CloudEventExtension("digest"), JsonIgnore]
    public byte[]? Digest { get; init; }

    [CloudEventExtension("origin"), JsonIgnore]
    public Uri? Origin { get; init; }

    public string Sku { get; init; } = "";
}

/// <summary>The same as a whole event.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(EventsContext))]
[CloudEvent(Type = "com.acme.placed", Source = "/shop/orders", DataSchema = "https://acme.example/placed.json", Mode = CloudEventMode.Structured)]
public sealed partial record WholeOrderEvent : OrderEvent;

[AmqpSender("events")]
public partial interface IEventSender
{
    ValueTask SendAsync(OrderEvent placed, CancellationToken cancellationToken = default);

    ValueTask SendAsync(WholeOrderEvent placed, CancellationToken cancellationToken = default);
}

[JsonSerializable(typeof(OrderEvent))]
[JsonSerializable(typeof(WholeOrderEvent))]
internal sealed partial class EventsContext : JsonSerializerContext;
