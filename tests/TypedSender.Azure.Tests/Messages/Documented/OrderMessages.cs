using System.Text.Json.Serialization;
using TypedSender;
using TypedSender.Azure;

namespace Shop;

/// <summary>An order, as receivers of the Azure SDKs read it.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(ShopJson)), AzureValueTypes, AmqpExpiryTimes]
public sealed partial record OrderPlaced(
    [MessageId] Guid Id,
    [SessionId] string Customer,
    [ApplicationProperty("placed")] DateTimeOffset Placed,
    [TimeToLive] TimeSpan? Offer,
    decimal Total);

[JsonSerializable(typeof(OrderPlaced))]
internal sealed partial class ShopJson : JsonSerializerContext;

/// <summary>Sends to the queue of orders.</summary>
[AmqpSender("orders"), AmqpBroker(AmqpBrokerKind.ServiceBus)]
public partial interface IOrderSender
{
    ValueTask PlaceAsync(OrderPlaced order, CancellationToken cancellationToken = default);

    ValueTask PlaceLaterAsync(OrderPlaced order, [ScheduledEnqueueTime] DateTimeOffset at, CancellationToken cancellationToken = default);

    [AmqpBatch]
    ValueTask PlaceAllAsync(IReadOnlyList<OrderPlaced> orders, [Subject] string subject, CancellationToken cancellationToken = default);
}
