using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>
/// Prints the generated half of a composite type. Its members are internal, and implement their interfaces explicitly: some of the types are public, and what
/// encodes them is not.
/// </summary>
internal static class CompositeEmitter
{
    internal const string Amqp = "global::TypedSender.Amqp.";

    public static SourceText Emit(CompositeModel composite)
    {
        var writer = new SourceWriter();
        FileHeader.Write(writer);
        writer.Line($"namespace {composite.Namespace};");
        writer.Line();
        using (writer.Block($"partial {composite.Keyword} {composite.Name} : {Interface(composite)}"))
        {
            WriteDescriptorCode(writer, composite);
            writer.Line();
            CompositeEncodeEmitter.Write(writer, composite);
            writer.Line();
            WriteDecode(writer, composite);
            writer.Line();
            CompositeDecodeEmitter.Write(writer, composite);
        }

        return writer.ToSourceText();
    }

    /// <summary>The type, qualified so that no name of the surrounding code can hide it.</summary>
    internal static string TypeName(CompositeModel composite) => $"global::{composite.Namespace}.{composite.Name}";

    /// <summary>The interface of the composite type.</summary>
    internal static string Interface(CompositeModel composite) => $"{Amqp}IAmqpComposite<{TypeName(composite)}>";

    /// <summary>The interface of what has an encoding, which that of composite types extends.</summary>
    internal static string Encodable(CompositeModel composite) => $"{Amqp}IAmqpEncodable<{TypeName(composite)}>";

    /// <summary>Prints the implementation of an interface's member by the internal one.</summary>
    internal static void WriteForwarding(SourceWriter writer, string member)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line(FileHeader.GeneratedCode);
        writer.Line(member);
    }

    internal static string Code(CompositeModel composite)
        => "0x" + composite.DescriptorCode.ToString("x2", CultureInfo.InvariantCulture);

    private static void WriteDescriptorCode(SourceWriter writer, CompositeModel composite)
    {
        // A constant, because the linker replaces a call of a getter like this one (5 bytes) by the value (9 bytes), and leaves the short
        // branches across it as they were: what calls several of them is invalid in a trimmed program.
        writer.Line($"/// <summary>The descriptor of <c>{composite.DescriptorName}</c>.</summary>");
        writer.Line(FileHeader.GeneratedCode);
        writer.Line($"internal const ulong DescriptorCode = {Code(composite)};");
        writer.Line();
        WriteForwarding(writer, $"static ulong {Interface(composite)}.DescriptorCode => DescriptorCode;");
    }

    private static void WriteDecode(SourceWriter writer, CompositeModel composite)
    {
        string modifiers = composite.HidesDecode ? "static new" : "static";
        writer.Line($"/// <summary>Reads <c>{composite.DescriptorName}</c> with its descriptor, symbolic or numeric.</summary>");
        writer.Line("/// <param name=\"reader\">Stands at the descriptor; stands behind the list afterwards.</param>");
        writer.Line($"/// <exception cref=\"{Amqp}AmqpDecodeException\">The bytes are not a valid <c>{composite.SpecificationName}</c>.</exception>");
        writer.Line(FileHeader.GeneratedCode);
        using (writer.Block($"internal {modifiers} {TypeName(composite)} Decode(ref {Amqp}AmqpReader reader)"))
        {
            writer.Line($"{Amqp}AmqpFields.ReadDescriptor(ref reader, {Code(composite)}, \"{composite.DescriptorName}\");");
            writer.Line("return DecodeFields(ref reader);");
        }

        writer.Line();
        WriteForwarding(writer, $"static {TypeName(composite)} {Encodable(composite)}.Decode(ref {Amqp}AmqpReader reader) => Decode(ref reader);");
    }
}
