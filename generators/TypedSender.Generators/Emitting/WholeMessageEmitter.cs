using System.Collections.Generic;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how the message of a contract is written that no sender adds to: sections and the head of the body in one run.</summary>
internal static class WholeMessageEmitter
{
    private const ulong HeaderCode = 0x70;
    private const ulong MessageAnnotationsCode = 0x72;
    private const ulong PropertiesCode = 0x73;
    private const ulong ApplicationPropertiesCode = 0x74;

    public static void Write(SourceWriter writer, ContractModel contract)
    {
        string general = $"{Runtime.MessageEncoding}.WriteMessage<{contract.Type.FullName}, {Runtime.Encoder}>(ref writer, in value);";
        if (WrittenSections.Of(contract) is not { } sections)
        {
            writer.Line(general);
            return;
        }

        writer.Line("// The trace context of a send is one more level of application properties.");
        using (writer.Block("if (writer.HasTraceContext)"))
        {
            writer.Line(general);
            writer.Line("return;");
        }

        writer.Line();
        if (sections.IsEmpty)
        {
            writer.Line("WriteBody(ref writer, in value);");
            return;
        }

        var names = new LocalNames("writer", "value");
        var run = new OctetRun(writer, names);
        WriteList(run, writer, names, sections.Header, "header", HeaderCode, "header (AMQP 1.0, 3.2.1)");
        WriteMap(run, writer, names, sections.MessageAnnotations, "annotations", MessageAnnotationsCode, "message-annotations (AMQP 1.0, 3.2.3)");
        WriteList(run, writer, names, sections.Properties, "properties", PropertiesCode, "properties (AMQP 1.0, 3.2.4)");
        WriteMap(run, writer, names, sections.ApplicationProperties, "applicationProperties", ApplicationPropertiesCode, "application-properties (AMQP 1.0, 3.2.5)");
        run.Constant(WireOctets.Descriptor(BodyText.SectionCode(contract.Body)), BodyText.SectionName(contract.Body));
        run.End();
        writer.Line("WriteValue(ref writer, in value, 0);");
    }

    private static void WriteList(
        OctetRun run,
        SourceWriter writer,
        LocalNames names,
        List<WrittenField> fields,
        string wish,
        ulong code,
        string comment)
    {
        if (fields.Count > 0)
        {
            new ListEmitter(writer, names, fields).WriteSection(run, wish, WireOctets.Descriptor(code), comment);
        }
    }

    private static void WriteMap(
        OctetRun run,
        SourceWriter writer,
        LocalNames names,
        List<WrittenField> fields,
        string wish,
        ulong code,
        string comment)
    {
        if (fields.Count > 0)
        {
            new MapEmitter(writer, names, fields).WriteSection(run, wish, WireOctets.Descriptor(code), comment);
        }
    }
}
