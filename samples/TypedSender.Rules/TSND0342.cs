using System.Text.Json.Serialization;

namespace TypedSender.Rules.TSND0342;

#if VIOLATION
[AmqpContract]
[CloudEvent(Type = "com.acme.order.placed", Source = "/shop/orders")]
public sealed partial record OrderPlaced([property: CloudEventId] string Id, string Sku);
#else
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(ShopJson))]
[CloudEvent(Type = "com.acme.order.placed", Source = "/shop/orders")]
public sealed partial record OrderPlaced([property: CloudEventId] string Id, string Sku);

[JsonSerializable(typeof(OrderPlaced))]
internal sealed partial class ShopJson : JsonSerializerContext;
#endif
