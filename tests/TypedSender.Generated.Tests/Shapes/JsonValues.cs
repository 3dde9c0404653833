using System.Text.Json;
using System.Text.Json.Nodes;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>JSON inside of a message, as strings and as binary.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record JsonValues(
    [AmqpMember(Order = 0), AmqpJson] JsonElement Element,
    [AmqpMember(Order = 1), AmqpJson(AmqpJsonEncoding.Binary)] JsonElement? Bytes,
    [AmqpMember(Order = 2), AmqpJson] JsonDocument? Document,
    [AmqpMember(Order = 3), AmqpJson] JsonNode? Node,
    [AmqpMember(Order = 4), AmqpJson(AmqpJsonEncoding.Binary)] JsonObject? Object,
    [AmqpMember(Order = 5), AmqpJson] IReadOnlyDictionary<string, JsonElement>? More,
    [ApplicationProperty("json"), AmqpJson] JsonArray? Array = null);
