using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints the generated half of a composite type.</summary>
internal static class CompositeEmitter
{
    internal const string Amqp = "global::TypedSender.Amqp.";

    public static SourceText Emit(CompositeModel composite)
    {
        var writer = new SourceWriter();
        FileHeader.Write(writer);
        writer.Line($"namespace {composite.Namespace};");
        writer.Line();
        using (writer.Block($"partial {composite.Keyword} {composite.Name} : {Amqp}IAmqpComposite<{TypeName(composite)}>"))
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

    internal static string Code(CompositeModel composite)
        => "0x" + composite.DescriptorCode.ToString("x2", CultureInfo.InvariantCulture);

    private static void WriteDescriptorCode(SourceWriter writer, CompositeModel composite)
    {
        // A constant, because the linker replaces a call of a getter like this one (5 bytes) by the value (9 bytes), and leaves the short
        // branches across it as they were: what calls several of them is invalid in a trimmed program.
        writer.Line($"/// <summary>The descriptor of <c>{composite.DescriptorName}</c>.</summary>");
        writer.Line(FileHeader.GeneratedCode);
        writer.Line($"public const ulong DescriptorCode = {Code(composite)};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(FileHeader.GeneratedCode);
        writer.Line($"static ulong {Amqp}IAmqpComposite<{TypeName(composite)}>.DescriptorCode => DescriptorCode;");
    }

    private static void WriteDecode(SourceWriter writer, CompositeModel composite)
    {
        string modifiers = composite.HidesDecode ? "static new" : "static";
        writer.Line($"/// <summary>Reads <c>{composite.DescriptorName}</c> with its descriptor, symbolic or numeric.</summary>");
        writer.Line("/// <param name=\"reader\">Stands at the descriptor; stands behind the list afterwards.</param>");
        writer.Line($"/// <exception cref=\"{Amqp}AmqpDecodeException\">The octets are not a valid <c>{composite.SpecificationName}</c>.</exception>");
        writer.Line(FileHeader.GeneratedCode);
        using (writer.Block($"public {modifiers} {TypeName(composite)} Decode(ref {Amqp}AmqpReader reader)"))
        {
            writer.Line($"{Amqp}AmqpFields.ReadDescriptor(ref reader, {Code(composite)}, \"{composite.DescriptorName}\");");
            writer.Line("return DecodeFields(ref reader);");
        }
    }
}
