using System.Text.Json.Serialization;

#if VIOLATION
[assembly: AmqpBroker(AmqpBrokerKind.ServiceBus)]

[AmqpContract]
public sealed partial record Order(int Number, string Customer);
#else
[assembly: AmqpBroker(AmqpBrokerKind.ServiceBus)]

[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(ShopJson))]
public sealed partial record Order(int Number, string Customer);

[JsonSerializable(typeof(Order))]
internal sealed partial class ShopJson : JsonSerializerContext;
#endif
