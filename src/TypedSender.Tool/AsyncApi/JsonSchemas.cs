using System.Globalization;
using System.Text.Json.Nodes;
using TypedSender.Tool.Contracts;

namespace TypedSender.Tool.AsyncApi;

/// <summary>Makes JSON schemas (draft 7, as AsyncAPI has them) of contracts and values; the type of AMQP stands beside each, as <c>x-typedsender-type</c>.</summary>
internal sealed class JsonSchemas
{
    private readonly SortedDictionary<string, JsonObject> _contracts = new(StringComparer.Ordinal);

    /// <summary>The schemas of all contracts that were referred to, by name.</summary>
    public IReadOnlyDictionary<string, JsonObject> Contracts => _contracts;

    /// <summary>A reference to the schema of a contract's body.</summary>
    public JsonObject Refer(ContractDeclaration contract)
    {
        string name = NameOf(contract.Type);
        if (!_contracts.ContainsKey(name))
        {
            // Registered first: contracts may contain themselves.
            _contracts[name] = [];
            _contracts[name] = MakeBody(ContractReader.Read(contract));
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    public static string NameOf(Type type) => Keys.Make(TypeNames.Full(type).TrimEnd('>'));

    /// <summary>The schema of a value outside of the body, or of a constant.</summary>
    public JsonObject Make(PlacedValue value) => value.Constant is { } constant ? new JsonObject { ["const"] = MakeConstant(constant) } : Make(value.Value!);

    public JsonObject Make(ValueShape value)
    {
        JsonObject schema = value.Kind switch
        {
            "contract" => Refer(value.Contract!),
            "list" or "array" => new JsonObject { ["type"] = "array", ["items"] = MakeElement(value.Element!) },
            "map" => new JsonObject { ["type"] = "object", ["additionalProperties"] = MakeElement(value.Element!) },
            _ => MakeScalar(value),
        };

        // Draft 7 ignores the other keywords of an object that has "$ref".
        if (value.Kind != "contract" && value.Kind != "any")
        {
            schema["x-typedsender-type"] = value.Kind;
        }

        return schema;
    }

    /// <summary>An element is there even if it is null; a member is left out.</summary>
    private JsonObject MakeElement(ValueShape value) =>
        value.IsNullable && value.Kind != "any" ? new JsonObject { ["anyOf"] = new JsonArray(Make(value), new JsonObject { ["type"] = "null" }) } : Make(value);

    private static JsonObject MakeScalar(ValueShape value)
    {
        JsonObject schema = value.Kind switch
        {
            "boolean" => new JsonObject { ["type"] = "boolean" },
            "ubyte" => Integer(byte.MinValue, byte.MaxValue),
            "ushort" => Integer(ushort.MinValue, ushort.MaxValue),
            "uint" => Integer(uint.MinValue, uint.MaxValue),
            "ulong" => Integer(ulong.MinValue, ulong.MaxValue),
            "byte" => Integer(sbyte.MinValue, sbyte.MaxValue),
            "short" => Integer(short.MinValue, short.MaxValue),
            "int" => Integer(int.MinValue, int.MaxValue),
            "long" => Integer(long.MinValue, long.MaxValue),
            "float" or "double" or "decimal32" or "decimal64" or "decimal128" => new JsonObject { ["type"] = "number" },
            "char" => new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 1 },
            "timestamp" => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            "uuid" => new JsonObject { ["type"] = "string", ["format"] = "uuid" },
            "binary" => new JsonObject { ["type"] = "string", ["contentEncoding"] = "base64" },
            "string" or "symbol" => new JsonObject { ["type"] = "string" },
            _ => [],
        };
        if (value.Format.Length > 0)
        {
            schema["format"] = value.Format;
        }

        if (value.EnumNames.Count > 0)
        {
            bool isText = value.Kind is "string" or "symbol";
            if (isText)
            {
                schema["enum"] = new JsonArray([.. value.EnumNames.Select(static name => (JsonNode)name.Name)]);
            }

            schema["x-typedsender-enum"] = new JsonObject(value.EnumNames.Select(static name => KeyValuePair.Create(name.Name, (JsonNode?)JsonValue.Create(Convert.ToDecimal(name.Value, CultureInfo.InvariantCulture)))));
        }

        return schema;
    }

    private static JsonValue MakeConstant(object constant) => constant switch
    {
        string text => JsonValue.Create(text),
        char character => JsonValue.Create(character.ToString()),
        bool flag => JsonValue.Create(flag),
        double number => JsonValue.Create(number),
        float number => JsonValue.Create(number),
        _ => JsonValue.Create(Convert.ToDecimal(constant, CultureInfo.InvariantCulture)),
    };

    private static JsonObject Integer(decimal minimum, decimal maximum) => new() { ["type"] = "integer", ["minimum"] = JsonValue.Create(minimum), ["maximum"] = JsonValue.Create(maximum) };

    /// <summary>One of the known types, or the body of the contract itself.</summary>
    private JsonObject MakeBody(ContractInfo contract)
    {
        if (contract.KnownTypes.Count == 0)
        {
            return MakeOwnBody(contract);
        }

        JsonArray any = [.. contract.KnownTypes.Select(Refer)];
        string? key = KnownTypes.KeyOf(contract.Declaration);
        if (!contract.Type.IsAbstract)
        {
            JsonObject own = MakeOwnBody(contract);
            if (key is not null && contract.Discriminator is null)
            {
                // The map of this type lacks the entry that each known type has.
                own["not"] = new JsonObject { ["required"] = new JsonArray(key) };
            }

            any.Insert(0, own);
        }

        JsonObject schema = new() { ["oneOf"] = any, ["title"] = contract.Name };
        if (key is not null && (contract.Type.IsAbstract || contract.Discriminator is not null))
        {
            schema["discriminator"] = key;
        }

        return schema;
    }

    private JsonObject MakeOwnBody(ContractInfo contract) => contract.Event is { } attributes ? MakeEvent(contract, attributes) : MakeData(contract);

    /// <summary>An event in structured mode (CloudEvents 1.0, JSON event format).</summary>
    private JsonObject MakeEvent(ContractInfo contract, IReadOnlyList<PlacedValue> attributes)
    {
        JsonObject properties = new(attributes.Select(value => KeyValuePair.Create(value.Place.Key[CloudEvents.Prefix.Length..], (JsonNode?)Make(value))));
        properties["data"] = MakeData(contract);
        string[] required = [.. attributes.Where(static value => value.Value is not { IsNullable: true }).Select(static value => value.Place.Key[CloudEvents.Prefix.Length..]), "data"];
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray([.. required.Select(static name => (JsonNode)name)]), ["title"] = contract.Name };
    }

    private JsonObject MakeData(ContractInfo contract)
    {
        JsonObject schema = contract.Encoding switch
        {
            "Raw" => new JsonObject { ["type"] = "string", ["contentEncoding"] = "base64" },
            "List" or "Sequence" => MakeList(contract),
            _ => MakeMap(contract),
        };
        schema["title"] = contract.Name;
        if (contract.Descriptor.Length > 0)
        {
            schema["x-typedsender-descriptor"] = contract.Descriptor;
        }

        return schema;
    }

    private JsonObject MakeMap(ContractInfo contract)
    {
        JsonObject properties = [];
        string[] own = [];
        if (contract.Discriminator is { } discriminator)
        {
            properties[discriminator.Key] = new JsonObject { ["type"] = "string", ["const"] = discriminator.Value };
            own = [discriminator.Key];
        }

        foreach (BodyMember member in contract.Body)
        {
            properties[member.Key] = Make(member.Value);
        }

        JsonObject schema = new() { ["type"] = "object", ["properties"] = properties };
        string[] required = [.. own, .. contract.Body.Where(static member => !member.Value.IsNullable).Select(static member => member.Key).Distinct()];
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray([.. required.Select(static key => (JsonNode)key)]);
        }

        return schema;
    }

    /// <summary>A list whose places have meanings; those that no member has are null.</summary>
    private JsonObject MakeList(ContractInfo contract)
    {
        JsonArray items = [];
        foreach (BodyMember member in contract.Body)
        {
            while (items.Count < member.Order)
            {
                items.Add(new JsonObject { ["type"] = "null" });
            }

            items.Add(MakeElement(member.Value));
        }

        int least = contract.Body.Count == 0 ? 0 : contract.Body.Select((member, index) => member.Value.IsNullable ? 0 : Math.Max(member.Order, index) + 1).Max();
        JsonObject schema = new() { ["type"] = "array", ["maxItems"] = items.Count, ["minItems"] = least };
        if (items.Count > 0)
        {
            schema["items"] = items;
        }

        return schema;
    }
}
