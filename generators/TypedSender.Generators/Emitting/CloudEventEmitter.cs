using System;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how a contract is written as a whole CloudEvent: the attributes, which are application properties as well, as members of JSON (JSON event format 1.0, 2).</summary>
internal static class CloudEventEmitter
{
    /// <param name="writer">Where the source goes.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="metadata">The variable that holds its metadata.</param>
    /// <param name="name">The contract for exceptions, as C# writes it.</param>
    public static void Write(SourceWriter writer, ContractModel contract, string metadata, string name)
    {
        var names = new LocalNames("json", "writer", "value", "depth");
        string head = $"{Runtime.CloudEvents}.Write(ref writer, in value, {metadata}, {name}, static (global::System.Text.Json.Utf8JsonWriter json, in {contract.Type.FullName} value) =>";
        using (writer.Block(head, ");"))
        {
            foreach (ConstantBinding constant in contract.Constants)
            {
                if (Attribute(constant.Slot, constant.Key) is { } attribute && !IsBound(contract, constant.Key))
                {
                    writer.Line($"json.WriteString({Literals.String(attribute)}u8, {constant.Literal}u8);");
                }
            }

            writer.Line("json.WriteString(\"datacontenttype\"u8, \"application/json\"u8);");
            foreach (ValueBinding binding in contract.Bindings)
            {
                if (Attribute(binding.Slot, binding.Key) is { } attribute)
                {
                    WriteMember(writer, contract, names, binding, attribute);
                }
            }
        }
    }

    private static void WriteMember(SourceWriter writer, ContractModel contract, LocalNames names, ValueBinding binding, string attribute)
    {
        string access = binding.Access("value.");
        string key = Literals.String(attribute) + "u8";
        if (binding.Value.Nulls == NullState.Never)
        {
            writer.Line(Written(binding, key, access));
            return;
        }

        string name = names.New(binding.Name);
        using (writer.Block($"if ({access} is {{ }} {name})"))
        {
            writer.Line(Written(binding, key, name));
        }

        foreach (ConstantBinding constant in contract.Constants)
        {
            if (constant.Slot == binding.Slot && constant.Key == binding.Key)
            {
                using (writer.Block("else"))
                {
                    writer.Line($"json.WriteString({key}, {constant.Literal}u8);");
                }
            }
        }
    }

    private static string Written(ValueBinding binding, string key, string value) => binding.Value.Kind switch
    {
        ValueKind.Boolean => $"json.WriteBoolean({key}, {value});",
        ValueKind.IntAsLong => $"json.WriteNumber({key}, {value});",
        ValueKind.Uri => $"json.WriteString({key}, {value}.OriginalString);",
        ValueKind.BinarySpan => $"json.WriteBase64String({key}, (global::System.ReadOnlySpan<byte>){value});",
        ValueKind.BinaryMemory => $"json.WriteBase64String({key}, {value}.Span);",
        ValueKind.DateTime => $"json.WriteString({key}, {Runtime.Values}.ToTimestamp({value}, {Literals.String(binding.DisplayName)}));",
        ValueKind.UtcDateTime => $"json.WriteString({key}, {Runtime.Values}.ToUtcTimestamp({value}));",
        _ => $"json.WriteString({key}, {value});",
    };

    /// <summary>The name of the attribute that an application property is; null if it is none.</summary>
    private static string? Attribute(SectionSlot slot, string key)
        => slot == SectionSlot.ApplicationProperty && key.StartsWith(CloudEvents.Prefix, StringComparison.Ordinal) ? key.Substring(CloudEvents.Prefix.Length) : null;

    private static bool IsBound(ContractModel contract, string key)
    {
        foreach (ValueBinding binding in contract.Bindings)
        {
            if (binding.Slot == SectionSlot.ApplicationProperty && binding.Key == key)
            {
                return true;
            }
        }

        return false;
    }
}
