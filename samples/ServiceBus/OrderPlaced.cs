using System.Text.Json.Serialization;
using TypedSender;
using TypedSender.Azure;

[assembly: AmqpBroker(AmqpBrokerKind.ServiceBus)]

namespace ServiceBus;

/// <summary>An order that has been placed, as receivers of the Azure SDKs read it: the body is JSON.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(OrderJson)), Subject("order.placed"), AzureValueTypes]
public sealed partial record OrderPlaced(
    [MessageId] Guid Id,
    [SessionId] string Customer,
    [ApplicationProperty("placed")] DateTimeOffset Placed,
    decimal Total);

[JsonSerializable(typeof(OrderPlaced))]
internal sealed partial class OrderJson : JsonSerializerContext;
