using System.Globalization;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>The C# expressions that read and write one field of a composite.</summary>
internal static class CompositeFieldExpressions
{
    /// <summary>Whether the field says more than null would. Not for mandatory fields: they are always written.</summary>
    public static string IsPresent(CompositeFieldModel field)
        => field switch
        {
            { Default: "false" } => field.Property,
            { Default: "true" } => "!" + field.Property,
            { Default: { } value, Kind: CompositeFieldKind.Symbol } => $"{field.Property}.Value is {{ Length: > 0 }} and not {value}",
            { Default: { } value } => $"{field.Property} != {value}",
            { Kind: CompositeFieldKind.SymbolArray } => $"{field.Property} is {{ Length: > 0 }}",
            { Shape: CompositeFieldShape.Optional } => $"!{field.Property}.IsNone",
            _ => $"{field.Property} is not null",
        };

    /// <summary>Whether presence is a matter of not being null, so that a pattern can take the value out.</summary>
    public static bool BindsValue(CompositeFieldModel field)
        => field.Default is null && field.IsNullable && field.Kind != CompositeFieldKind.SymbolArray;

    public static string Write(CompositeFieldModel field, string value)
        => field.Kind switch
        {
            CompositeFieldKind.Boolean => $"writer.WriteBoolean({value}{(field.Shape == CompositeFieldShape.Enum ? " != 0" : string.Empty)});",
            CompositeFieldKind.UByte => $"writer.WriteUByte({Cast(field, "byte")}{value});",
            CompositeFieldKind.UShort => $"writer.WriteUShort({value});",
            CompositeFieldKind.UInt => $"writer.WriteUInt({Cast(field, "uint")}{value});",
            CompositeFieldKind.ULong => $"writer.WriteULong({value});",
            CompositeFieldKind.String when field.Name == "group-id" => $"{CompositeEmitter.Amqp}AmqpNotes.WriteGroupId(ref writer, {value});", // AMQP 1.0, 3.2.4: an envelope has to know where it stands
            CompositeFieldKind.String => $"writer.WriteString({value});",
            CompositeFieldKind.Symbol => $"writer.WriteSymbol({value});",
            CompositeFieldKind.Binary => $"writer.WriteBinary({value}.Span);",
            CompositeFieldKind.Timestamp => $"writer.WriteTimestamp({value});",
            CompositeFieldKind.Map => $"writer.WriteMap({value});",
            CompositeFieldKind.SymbolArray => $"writer.WriteSymbolArray({value});",
            _ => $"{value}.Encode(ref writer);",
        };

    public static string WriteMandatory(CompositeModel composite, CompositeFieldModel field)
    {
        bool isReference = field.Kind is CompositeFieldKind.String or CompositeFieldKind.Map or CompositeFieldKind.SymbolArray or CompositeFieldKind.Encodable;
        return Write(field, isReference
            ? $"{CompositeEmitter.Amqp}AmqpFields.Required({field.Property}, \"{composite.SpecificationName}\", \"{field.Name}\")"
            : field.Property);
    }

    /// <summary>Reads a value that is not null.</summary>
    public static string Read(CompositeModel composite, CompositeFieldModel field)
        => (field.Kind, field.Shape) switch
        {
            (CompositeFieldKind.Boolean, CompositeFieldShape.Enum) => $"({field.Type})(reader.ReadBoolean() ? 1 : 0)",
            (CompositeFieldKind.Boolean, _) => "reader.ReadBoolean()",
            (CompositeFieldKind.UByte or CompositeFieldKind.UInt, CompositeFieldShape.Enum) => ReadChoice(composite, field),
            (CompositeFieldKind.UByte, _) => "reader.ReadUByte()",
            (CompositeFieldKind.UShort, _) => "reader.ReadUShort()",
            (CompositeFieldKind.UInt, _) => "reader.ReadUInt()",
            (CompositeFieldKind.ULong, _) => "reader.ReadULong()",
            (CompositeFieldKind.String, _) => "reader.ReadString()",
            (CompositeFieldKind.Symbol, CompositeFieldShape.SymbolText) => "reader.ReadSymbol().Value",
            (CompositeFieldKind.Symbol, _) => "reader.ReadSymbol()",
            (CompositeFieldKind.Binary, _) => "new global::System.ReadOnlyMemory<byte>(reader.ReadBinary())",
            (CompositeFieldKind.Timestamp, _) => "reader.ReadTimestamp()",
            (CompositeFieldKind.Map, _) => "reader.ReadMap()",
            (CompositeFieldKind.SymbolArray, _) => $"{CompositeEmitter.Amqp}AmqpFields.ReadSymbols(ref reader)",
            _ => $"{field.Type}.Decode(ref reader)",
        };

    /// <summary>The value of the property when the field is null or omitted.</summary>
    public static string Absent(CompositeFieldModel field)
        => field switch
        {
            { Default: { } value, Kind: CompositeFieldKind.Symbol, Shape: CompositeFieldShape.Plain } => $"new {field.Type}({value})",
            { Default: { } value } => value,
            { Shape: CompositeFieldShape.Optional } => "default",
            _ => $"default({field.Type}?)",
        };

    private static string Cast(CompositeFieldModel field, string type)
        => field.Shape == CompositeFieldShape.Enum ? $"({type})" : string.Empty;

    private static string ReadChoice(CompositeModel composite, CompositeFieldModel field)
    {
        string read = field.Kind == CompositeFieldKind.UByte ? "reader.ReadUByte()" : "reader.ReadUInt()";
        string last = (field.Choices - 1).ToString(CultureInfo.InvariantCulture);
        return $"({field.Type}){CompositeEmitter.Amqp}AmqpFields.Choice({read}, {last}, \"{composite.SpecificationName}\", \"{field.Name}\", reader.Position)";
    }
}
