using System.Globalization;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints a composite's <c>Encode</c>: find the last field that says something, then write up to it.</summary>
internal static class CompositeEncodeEmitter
{
    public static void Write(SourceWriter writer, CompositeModel composite)
    {
        string modifiers = composite.IsStruct ? "readonly " : composite.OverridesEncode ? "override " : string.Empty;
        writer.Line($"/// <summary>Writes <c>{composite.DescriptorName}</c>, without the trailing fields that hold their default.</summary>");
        writer.Line("/// <param name=\"writer\">The writer that takes the bytes.</param>");
        writer.Line(FileHeader.GeneratedCode);
        using (writer.Block($"internal {modifiers}void Encode(ref {CompositeEmitter.Amqp}AmqpWriter writer)"))
        {
            WriteBody(writer, composite);
        }

        writer.Line();
        string isReadOnly = composite.IsStruct ? "readonly " : string.Empty;
        CompositeEmitter.WriteForwarding(writer, $"{isReadOnly}void {CompositeEmitter.Encodable(composite)}.Encode(ref {CompositeEmitter.Amqp}AmqpWriter writer) => Encode(ref writer);");
    }

    private static void WriteBody(SourceWriter writer, CompositeModel composite)
    {
        writer.Line($"writer.WriteDescriptor({CompositeEmitter.Code(composite)});");
        if (composite.Fields.IsEmpty)
        {
            writer.Line("writer.EndList(writer.BeginList(), 0);");
            return;
        }

        int always = LastMandatory(composite) + 1;
        WriteCount(writer, composite, always);
        writer.Line($"{CompositeEmitter.Amqp}CompoundScope list = writer.BeginList();");
        foreach (CompositeFieldModel field in composite.Fields)
        {
            writer.Line();
            writer.Line($"// {Number(field.Index)} {field.Name}: {field.SpecificationType}");
            WriteField(writer, composite, field, always);
        }

        writer.Line();
        writer.Line("writer.EndList(list, count);");
    }

    private static int LastMandatory(CompositeModel composite)
    {
        int last = -1;
        foreach (CompositeFieldModel field in composite.Fields)
        {
            last = field.IsMandatory ? field.Index : last;
        }

        return last;
    }

    private static void WriteCount(SourceWriter writer, CompositeModel composite, int always)
    {
        if (always == composite.Fields.Count)
        {
            writer.Line($"const int count = {Number(always)};");
            return;
        }

        writer.Line("int count =");
        using (writer.Indent())
        {
            for (int i = composite.Fields.Count - 1; i >= always; i--)
            {
                writer.Line($"{CompositeFieldExpressions.IsPresent(composite.Fields[i])} ? {Number(i + 1)} :");
            }

            writer.Line($"{Number(always)};");
        }
    }

    private static void WriteField(SourceWriter writer, CompositeModel composite, CompositeFieldModel field, int always)
    {
        if (field.IsMandatory)
        {
            writer.Line(CompositeFieldExpressions.WriteMandatory(composite, field));
            return;
        }

        string condition = CompositeFieldExpressions.BindsValue(field)
            ? $"{field.Property} is {{ }} {field.Local}"
            : CompositeFieldExpressions.IsPresent(field);
        using (writer.Block($"if ({condition})"))
        {
            writer.Line(CompositeFieldExpressions.Write(field, CompositeFieldExpressions.BindsValue(field) ? field.Local : field.Property));
        }

        // The last field is present, or the list ends before it.
        if (field.Index < composite.Fields.Count - 1)
        {
            using (writer.Block(field.Index < always ? "else" : $"else if (count > {Number(field.Index)})"))
            {
                writer.Line("writer.WriteNull();");
            }
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
