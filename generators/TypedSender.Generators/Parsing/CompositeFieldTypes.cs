using System.Collections.Generic;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>Which encoding stands behind each type name that the specification gives to fields.</summary>
internal static class CompositeFieldTypes
{
    /// <summary>The name for a field that may hold any type that provides an archetype, for instance a delivery state.</summary>
    public const string Any = "*";

    private static readonly Dictionary<string, CompositeFieldKind> Kinds = new()
    {
        ["boolean"] = CompositeFieldKind.Boolean,
        ["ubyte"] = CompositeFieldKind.UByte,
        ["ushort"] = CompositeFieldKind.UShort,
        ["uint"] = CompositeFieldKind.UInt,
        ["ulong"] = CompositeFieldKind.ULong,
        ["string"] = CompositeFieldKind.String,
        ["symbol"] = CompositeFieldKind.Symbol,
        ["binary"] = CompositeFieldKind.Binary,
        ["timestamp"] = CompositeFieldKind.Timestamp,
        ["map"] = CompositeFieldKind.Map,

        // AMQP 1.0, 2.8
        ["role"] = CompositeFieldKind.Boolean,
        ["sender-settle-mode"] = CompositeFieldKind.UByte,
        ["receiver-settle-mode"] = CompositeFieldKind.UByte,
        ["handle"] = CompositeFieldKind.UInt,
        ["seconds"] = CompositeFieldKind.UInt,
        ["milliseconds"] = CompositeFieldKind.UInt,
        ["delivery-tag"] = CompositeFieldKind.Binary,
        ["delivery-number"] = CompositeFieldKind.UInt,
        ["transfer-number"] = CompositeFieldKind.UInt,
        ["sequence-no"] = CompositeFieldKind.UInt,
        ["message-format"] = CompositeFieldKind.UInt,
        ["ietf-language-tag"] = CompositeFieldKind.Symbol,
        ["fields"] = CompositeFieldKind.Map,
        ["error"] = CompositeFieldKind.Encodable,

        // AMQP 1.0, 3.5
        ["terminus-durability"] = CompositeFieldKind.UInt,
        ["terminus-expiry-policy"] = CompositeFieldKind.Symbol,
        ["filter-set"] = CompositeFieldKind.Map,
        ["node-properties"] = CompositeFieldKind.Map,

        // AMQP 1.0, 5.3.3.6
        ["sasl-code"] = CompositeFieldKind.UByte,
    };

    public static CompositeFieldKind KindOf(string specificationType)
        => Kinds.TryGetValue(specificationType, out CompositeFieldKind kind)
            ? kind
            : throw new ParseException($"the field type '{specificationType}' is not one that composites use");
}
