using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how a contract is written as JSON: by the metadata that System.Text.Json's generator makes for the user's context.</summary>
internal static class JsonBodyEmitter
{
    private const string Field = "s_json";
    private const string ContentType = "application/json";

    /// <summary>Declares the metadata of the contract, fetched with the first message: a field that failed to be set at start-up would hide why.</summary>
    public static void DeclareMetadata(SourceWriter writer, ContractModel contract)
    {
        if (contract.JsonContext is not null)
        {
            writer.Line($"private static global::System.Text.Json.Serialization.Metadata.JsonTypeInfo<{contract.Type.FullName}>? {Field};");
            writer.Line();
        }
    }

    /// <summary>Sets the content type of JSON, unless one is set.</summary>
    public static void SetContentType(SourceWriter writer, ContractModel contract)
    {
        foreach (ConstantBinding constant in contract.Constants)
        {
            if (constant.Slot == SectionSlot.ContentType)
            {
                return;
            }
        }

        writer.Line($"properties.ContentType ??= \"{ContentType}\";");
    }

    public static void Write(SourceWriter writer, ContractModel contract)
    {
        JsonContextModel context = contract.JsonContext!;
        string name = Literals.String(contract.Type.DisplayName);
        writer.Line($"{Field} ??= {Runtime.Json}.TypeInfo<{contract.Type.FullName}>({context.FullName}.Default, {name}, {Literals.String(context.DisplayName)});");
        if (contract.IsStructuredEvent)
        {
            CloudEventEmitter.Write(writer, contract, Field, name);
        }
        else
        {
            writer.Line($"{Runtime.Json}.Write(ref writer, in value, {Field}, {name});");
        }
    }
}
