using System.Collections.Concurrent;
using System.Collections.Generic;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>
/// The expression that reads one value, whatever its type, from the variable <c>reader</c>. <see cref="Of"/> has a call for each kind of value. Its result
/// converts implicitly to the type, and it throws AmqpDecodeException without a member, because the decoder around it adds the name.
/// </summary>
internal static class DecodeExpressions
{
    private const string JsonElement = "global::System.Text.Json.JsonElement";
    private const string JsonDocument = "global::System.Text.Json.JsonDocument";
    private const string Lambda = $"static (ref {Runtime.Reader} reader) => ";

    // The calls that read scalars, which nearly every member is: each is made once.
    private static readonly ConcurrentDictionary<ValueKind, string> Calls = new();

    /// <summary>Reads a value that is known not to be null.</summary>
    public static string Of(ValueModel value) => value.Wrapper?.Wrap(Inner(value)) ?? Inner(value);

    private static string Inner(ValueModel value) => value.Kind switch
    {
        ValueKind.Enum => $"({value.TypeName}){Call(value.Underlying)}",
        ValueKind.EnumName or ValueKind.EnumNameAsSymbol => EnumName(value),
        ValueKind.Formatted => $"{Runtime.ContractReader}.Formatted<{value.Formatter}, {value.TypeName}>(ref reader)",
        ValueKind.Contract when value.IsApart => $"{Runtime.KnownTypeReader}.Contract<{value.TypeName}, {value.Encoder}>(ref reader, false)",
        ValueKind.Contract => $"{Runtime.ContractReader}.Contract<{value.TypeName}>(ref reader)",
        ValueKind.List or ValueKind.Array => Made(value, $"{Runtime.CollectionReader}.List<{value.Element!.DeclaredType}>(ref reader, {Function(value.Element!)})"),
        ValueKind.Map => Made(value, $"{Runtime.CollectionReader}.Dictionary<{value.Key!.DeclaredType}, {value.Element!.DeclaredType}>(ref reader, {Function(value.Key!)}, {Function(value.Element!)})"),
        ValueKind.Untyped => "reader.ReadValue()!",
        ValueKind.JsonString or ValueKind.JsonBinary => Json(value),
        _ => Call(value.Kind),
    };

    private static string Json(ValueModel value) => value.TypeName switch
    {
        JsonElement => $"{Runtime.JsonValues}.ReadElement(ref reader)",
        JsonDocument => $"{Runtime.JsonValues}.ReadDocument(ref reader)",
        _ => $"{Runtime.JsonValues}.ReadNode<{value.TypeName}>(ref reader)!",
    };

    /// <summary>A function that reads a value, null included where it is allowed.</summary>
    private static string Function(ValueModel value) => value.Nulls switch
    {
        NullState.Allowed or NullState.DefaultArray => $"{Lambda}reader.TryReadNull() ? {value.Absent ?? (value.Wrapper?.IsUnsaid ?? value.IsUnsaid ? "null!" : "null")} : {Of(value)}",
        _ => value.Wrapper is null && Method(value.Kind) is { } method && !IsBytes(value.Kind) ? $"{Runtime.ValueReader}.{method}" : Lambda + Of(value),
    };

    /// <summary>The collection of what is read.</summary>
    private static string Made(ValueModel value, string read) => value.Making!.Replace("{0}", read);

    private static string EnumName(ValueModel value)
    {
        var arms = new List<string>();
        foreach (EnumNameModel name in value.EnumNames)
        {
            arms.Add($"{Literals.String(name.Name)} => {value.TypeName}.{name.Identifier}");
        }

        string type = Literals.String(value.TypeName.Substring(value.TypeName.LastIndexOf('.') + 1));
        return $"{Runtime.ValueReader}.EnumName<{value.TypeName}>(ref reader, static name => name switch {{ {string.Join(", ", arms)}, _ => null }}, {type})";
    }

    private static string Call(ValueKind kind) => Calls.GetOrAdd(kind, static each => Method(each) is { } method
        ? $"{Runtime.ValueReader}.{method}(ref reader)"
        : throw new System.InvalidOperationException($"Values of the kind {each} are read in another way."));

    /// <summary>The method of the runtime that reads a scalar.</summary>
    private static string? Method(ValueKind kind) => kind switch
    {
        ValueKind.StringAsSymbol => "String",
        ValueKind.IntAsLong => "Int",
        ValueKind.BinarySpan or ValueKind.BinaryMemory => "Binary",
        ValueKind.BinaryImmutable => "ImmutableBinary",
        ValueKind.DurationMilliseconds => "Milliseconds",
        ValueKind.DurationText => "Duration",
        ValueKind.UtcDateTime => "DateTime",
        ValueKind.Boolean or ValueKind.UByte or ValueKind.UShort or ValueKind.UInt or ValueKind.ULong or ValueKind.Byte or ValueKind.Short or ValueKind.Int or ValueKind.Long
            or ValueKind.Float or ValueKind.Double or ValueKind.Decimal or ValueKind.Decimal32 or ValueKind.Decimal64 or ValueKind.Decimal128 or ValueKind.Char or ValueKind.Rune
            or ValueKind.Timestamp or ValueKind.DateTime or ValueKind.Uuid or ValueKind.String or ValueKind.Symbol or ValueKind.BinarySequence or ValueKind.Uri
            or ValueKind.Date or ValueKind.Time => kind.ToString(),
        _ => null,
    };

    /// <summary>Whether the method returns an array, which converts to the types of memory.</summary>
    private static bool IsBytes(ValueKind kind) => kind is ValueKind.BinarySpan or ValueKind.BinaryMemory;
}
