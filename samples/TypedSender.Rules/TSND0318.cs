using System.Text.Json.Serialization;

namespace TypedSender.Rules.TSND0318;

#if VIOLATION
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(ShopJsonOptions))]
public sealed partial record Order(int Number);

internal sealed class ShopJsonOptions;
#else
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(DeskJsonContext))]
public sealed partial record Order(int Number);

[JsonSerializable(typeof(Order))]
internal sealed partial class DeskJsonContext : JsonSerializerContext;
#endif
