using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>The types that are written as one AMQP value, and what is said of those that never are.</summary>
internal static class ScalarTypes
{
    /// <summary>How a type is written; <see cref="ValueKind.Invalid"/> if it is none of the scalar ones.</summary>
    public static ValueKind Of(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => ValueKind.Boolean,
        SpecialType.System_Byte => ValueKind.UByte,
        SpecialType.System_UInt16 => ValueKind.UShort,
        SpecialType.System_UInt32 => ValueKind.UInt,
        SpecialType.System_UInt64 => ValueKind.ULong,
        SpecialType.System_SByte => ValueKind.Byte,
        SpecialType.System_Int16 => ValueKind.Short,
        SpecialType.System_Int32 => ValueKind.Int,
        SpecialType.System_Int64 => ValueKind.Long,
        SpecialType.System_Single => ValueKind.Float,
        SpecialType.System_Double => ValueKind.Double,
        SpecialType.System_Decimal => ValueKind.Decimal,
        SpecialType.System_Char => ValueKind.Char,
        SpecialType.System_String => ValueKind.String,
        SpecialType.System_DateTime => ValueKind.DateTime,
        SpecialType.None => type is IArrayTypeSymbol array ? OfArray(array) : type is INamedTypeSymbol named ? OfNamed(named) : ValueKind.Invalid,
        _ => ValueKind.Invalid,
    };

    /// <summary>Whether a value of the type can be of any type at run time.</summary>
    public static bool IsDynamic(ITypeSymbol type) => type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Dynamic;

    /// <summary>Whether a value of the type is JSON, which can be anything.</summary>
    public static bool IsJson(ITypeSymbol type)
        => type is INamedTypeSymbol named && (Names.WellKnown(named) is "System.Text.Json.JsonElement" or "System.Text.Json.JsonDocument"
                or "System.Text.Json.Nodes.JsonNode" or "System.Text.Json.Nodes.JsonObject" or "System.Text.Json.Nodes.JsonArray" or "System.Text.Json.Nodes.JsonValue");

    /// <summary>Advice for a user who wants to send the type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isParameter">Whether it is that of a parameter, which cannot be left out.</param>
    public static string Advice(ITypeSymbol type, bool isParameter)
    {
        var ways = new List<string>();
        string? nearest = type.SpecialType switch
        {
            SpecialType.System_IntPtr => "long",
            SpecialType.System_UIntPtr => "ulong",
            SpecialType.System_Array => "an array of the type of its elements",
            SpecialType.System_Collections_IEnumerable => "IEnumerable<T>",
            _ => StreamTypes.Of(type) is not null ? "ReadOnlyMemory<byte>, or the stream as the body of a contract with Encoding = AmqpBodyEncoding.Raw or of a method"
                : type is INamedTypeSymbol named ? Nearest(named) : null,
        };
        if (nearest is not null)
        {
            ways.Add("use " + nearest);
        }

        if (!(type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer || type.IsRefLikeType))
        {
            ways.Add(TextFormatter(type) is { } formatter ? $"send its text by [AmqpFormatter(typeof({formatter}))]" : "name a formatter by [AmqpFormatter]");
        }

        if (!isParameter)
        {
            ways.Add("mark it [AmqpIgnore]");
        }

        return ways.Count switch
        {
            0 => "remove it",
            1 => ways[0],
            2 => ways[0] + ", or " + ways[1],
            _ => $"{ways[0]}, {ways[1]}, or {ways[2]}",
        };
    }

    /// <summary>The formatter of ours that writes the text of a type, and reads it; null if there is none.</summary>
    private static string? TextFormatter(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol named && Names.WellKnown(named) == "System.Version")
        {
            return "AmqpVersionFormatter";
        }

        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (Names.WellKnown(implemented) == "System.ISpanParsable`1")
            {
                // Without the annotation, which the constraints of the formatter do not allow: null never reaches it.
                return $"AmqpTextFormatter<{type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}>";
            }
        }

        return null;
    }

    private static string? Nearest(INamedTypeSymbol type) => type.IsTupleType
        ? "a contract"
        : Names.WellKnown(type) switch
        {
            "System.Half" => "float",
            "System.Int128" or "System.UInt128" or "System.Numerics.BigInteger" => "decimal, string or byte[]",
            "System.Type" or "System.Version" or "System.Net.IPAddress" or "System.Globalization.CultureInfo" or "System.Text.Encoding" => "string",
            "System.Span`1" or "System.ReadOnlySpan`1" => type.TypeArguments[0] is { SpecialType: not SpecialType.System_Char } element ? $"ReadOnlyMemory<{Names.Display(element)}>" : "string",
            "System.Buffers.ReadOnlySequence`1" => "an array",
            "System.Numerics.Complex" => "a contract with two doubles",
            "System.Collections.Generic.KeyValuePair`2" => "a dictionary, or a contract",
            "System.Collections.Generic.IAsyncEnumerable`1" => "IReadOnlyList<T>",
            "System.Lazy`1" or "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask`1" => "the type of its value",
            _ => null,
        };

    private static ValueKind OfArray(IArrayTypeSymbol array)
        => array.Rank == 1 && array.ElementType.SpecialType == SpecialType.System_Byte ? ValueKind.BinarySpan : ValueKind.Invalid;

    private static ValueKind OfNamed(INamedTypeSymbol type)
    {
        if (type.TypeArguments.Length == 1)
        {
            return type.TypeArguments[0].SpecialType == SpecialType.System_Byte ? OfBytes(type) : ValueKind.Invalid;
        }

        return Names.WellKnown(type) switch
        {
            "System.Guid" => ValueKind.Uuid,
            "System.DateTimeOffset" => ValueKind.Timestamp,
            "System.DateOnly" => ValueKind.Date,
            "System.TimeOnly" => ValueKind.Time,
            "System.Uri" => ValueKind.Uri,
            "System.Text.Rune" => ValueKind.Rune,
            "TypedSender.Amqp.AmqpSymbol" => ValueKind.Symbol,
            "TypedSender.Amqp.AmqpDecimal32" => ValueKind.Decimal32,
            "TypedSender.Amqp.AmqpDecimal64" => ValueKind.Decimal64,
            "TypedSender.Amqp.AmqpDecimal128" => ValueKind.Decimal128,
            "TypedSender.Amqp.Messages.AmqpMessageId" => ValueKind.MessageId,
            _ => ValueKind.Invalid,
        };
    }

    private static ValueKind OfBytes(INamedTypeSymbol type) => Names.WellKnown(type) switch
    {
        "System.ReadOnlyMemory`1" or "System.Memory`1" => ValueKind.BinaryMemory,
        "System.ArraySegment`1" => ValueKind.BinarySpan,
        "System.Collections.Immutable.ImmutableArray`1" => ValueKind.BinaryImmutable,
        "System.Buffers.ReadOnlySequence`1" => ValueKind.BinarySequence,
        _ => ValueKind.Invalid,
    };
}
