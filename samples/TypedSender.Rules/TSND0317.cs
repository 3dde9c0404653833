using System.Text.Json.Serialization;

namespace TypedSender.Rules.TSND0317;

#if VIOLATION
[AmqpContract(Encoding = AmqpBodyEncoding.Json)]
public sealed partial record Order(int Number);
#else
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(ShopJsonContext))]
public sealed partial record Order(int Number);

[JsonSerializable(typeof(Order))]
internal sealed partial class ShopJsonContext : JsonSerializerContext;
#endif
