using System.Text.Json.Serialization;
using TypedSender;

namespace Shop;

[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(ShippingJson))]
[CloudEvent(Type = "com.acme.order.shipped", Source = "/shop/orders", DataSchema = "https://acme.example/order-shipped.json")]
public sealed partial record OrderShipped
{
    [CloudEventId, MessageId, JsonIgnore]
    public string Id { get; init; } = Guid.NewGuid().ToString();

    [CloudEventTime, JsonIgnore]
    public DateTimeOffset ShippedAt { get; init; }

    [CloudEventSubject]
    public required string Order { get; init; }

    [CloudEventExtension("partitionkey"), JsonIgnore]
    public string? Customer { get; init; }

    public required string Carrier { get; init; }
}

[AmqpSender("orders")]
public partial interface IShippingSender
{
    ValueTask<SendOutcome> SendAsync(OrderShipped shipped, CancellationToken cancellationToken = default);
}

[JsonSerializable(typeof(OrderShipped))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ShippingJson : JsonSerializerContext;
