using System.Text.Json.Serialization;

namespace TypedSender.Rules.TSND0319;

[AmqpContract]
public sealed partial record Invoice(int Number);

#if VIOLATION
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(InvoiceJsonContext))]
public sealed partial record Order(int Number);

[JsonSerializable(typeof(Invoice))]
internal sealed partial class InvoiceJsonContext : JsonSerializerContext;
#else
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(InvoiceJsonContext))]
public sealed partial record Order(int Number);

[JsonSerializable(typeof(Invoice))]
[JsonSerializable(typeof(Order))]
internal sealed partial class InvoiceJsonContext : JsonSerializerContext;
#endif
