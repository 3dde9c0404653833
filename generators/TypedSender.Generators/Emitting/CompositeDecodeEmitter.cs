using System.Globalization;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints a composite's <c>DecodeFields</c>.</summary>
internal static class CompositeDecodeEmitter
{
    public static void Write(SourceWriter writer, CompositeModel composite)
    {
        string type = CompositeEmitter.TypeName(composite);
        writer.Line($"/// <summary>Reads the list of <c>{composite.DescriptorName}</c>, whose descriptor has been read.</summary>");
        writer.Line("/// <param name=\"reader\">Stands at the list; stands behind it afterwards.</param>");
        writer.Line($"/// <exception cref=\"{CompositeEmitter.Amqp}AmqpDecodeException\">A mandatory field is missing, a field has a wrong type or value, or there are too many.</exception>");
        writer.Line(FileHeader.GeneratedCode);
        using (writer.Block($"internal static {type} DecodeFields(ref {CompositeEmitter.Amqp}AmqpReader reader)"))
        {
            writer.Line($"{CompositeEmitter.Amqp}AmqpCompoundHeader list = {CompositeEmitter.Amqp}AmqpFields.ReadList(ref reader, {Number(composite.Fields.Count)}, \"{composite.SpecificationName}\");");
            foreach (CompositeFieldModel field in composite.Fields)
            {
                WriteField(writer, composite, field);
            }

            writer.Line();
            writer.Line("reader.Leave(list);");
            WriteResult(writer, composite);
        }

        writer.Line();
        CompositeEmitter.WriteForwarding(writer, $"static {type} {CompositeEmitter.Interface(composite)}.DecodeFields(ref {CompositeEmitter.Amqp}AmqpReader reader) => DecodeFields(ref reader);");
    }

    private static void WriteField(SourceWriter writer, CompositeModel composite, CompositeFieldModel field)
    {
        string index = Number(field.Index);
        string read = CompositeFieldExpressions.Read(composite, field);
        writer.Line();
        writer.Line($"// {index} {field.Name}: {field.SpecificationType}{(field.IsMandatory ? ", mandatory" : string.Empty)}");
        if (field.IsMandatory)
        {
            using (writer.Block($"if (list.Count <= {index} || reader.TryReadNull())"))
            {
                writer.Line($"throw {CompositeEmitter.Amqp}AmqpFields.Missing(\"{composite.SpecificationName}\", \"{field.Name}\", reader.Position);");
            }

            writer.Line();
            writer.Line($"{field.Type} {field.Local} = {read};");
            return;
        }

        string type = field.IsNullable ? field.Type + "?" : field.Type;
        writer.Line($"{type} {field.Local} = list.Count > {index} && !reader.TryReadNull()");
        using (writer.Indent())
        {
            writer.Line($"? {read}");
            writer.Line($": {CompositeFieldExpressions.Absent(field)};");
        }
    }

    private static void WriteResult(SourceWriter writer, CompositeModel composite)
    {
        string type = CompositeEmitter.TypeName(composite);
        if (composite.Fields.IsEmpty)
        {
            writer.Line(composite.HasInstance ? "return Instance;" : $"return new {type}();");
            return;
        }

        using (writer.Block($"return new {type}", ";"))
        {
            foreach (CompositeFieldModel field in composite.Fields)
            {
                writer.Line($"{field.Property} = {field.Local},");
            }
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
