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
        if (WrittenSections.Of(contract) is not { } sections)
        {
            writer.Line($"{Runtime.MessageEncoding}.WriteMessage<{contract.Type.FullName}, {contract.Encoder}>(ref writer, in value);");
            return;
        }

        if (sections.IsEmpty)
        {
            writer.Line($"{Runtime.TraceProperties}.WriteSection(ref writer);");
            writer.Line("WriteBody(ref writer, in value);");
            return;
        }

        WriteSections(writer, new LocalNames("writer", "value"), sections, "value.", contract.Body);
        writer.Line("WriteValue(ref writer, in value, 0);");
    }

    /// <summary>Writes the sections in front of the body, and the descriptor of the body's own.</summary>
    /// <param name="writer">Where the source goes.</param>
    /// <param name="names">The names of the method that is printed.</param>
    /// <param name="sections">The sections.</param>
    /// <param name="prefix">The expression before the name of a member, with its dot; empty for parameters.</param>
    /// <param name="body">How the body is laid out.</param>
    public static void WriteSections(SourceWriter writer, LocalNames names, WrittenSections sections, string prefix, BodyEncoding body)
    {
        TraceEmitter? trace = TraceEmitter.Begin(writer, names, sections.ApplicationProperties, prefix);
        var run = new BoundedRunEmitter(writer, names);
        WriteList(run, writer, names, prefix, sections.Header, "header", HeaderCode, "header (AMQP 1.0, 3.2.1)");
        WriteMap(run, writer, names, prefix, sections.MessageAnnotations, "annotations", MessageAnnotationsCode, "message-annotations (AMQP 1.0, 3.2.3)", null);
        WriteList(run, writer, names, prefix, sections.Properties, "properties", PropertiesCode, "properties (AMQP 1.0, 3.2.4)");
        WriteMap(run, writer, names, prefix, sections.ApplicationProperties, "applicationProperties", ApplicationPropertiesCode, "application-properties (AMQP 1.0, 3.2.5)", trace);
        run.Constant(ConstantEncoding.Descriptor(BodyText.SectionCode(body)), BodyText.SectionName(body));
        run.End();
        writer.Line($"{Runtime.Notes}.Body(in writer);");
    }

    private static void WriteList(
        BoundedRunEmitter run,
        SourceWriter writer,
        LocalNames names,
        string prefix,
        List<WrittenField> fields,
        string wish,
        ulong code,
        string comment)
    {
        if (fields.Count > 0)
        {
            new ListEmitter(writer, names, fields, prefix).WriteSection(run, wish, ConstantEncoding.Descriptor(code), comment);
        }
    }

    private static void WriteMap(
        BoundedRunEmitter run,
        SourceWriter writer,
        LocalNames names,
        string prefix,
        List<WrittenField> fields,
        string wish,
        ulong code,
        string comment,
        TraceEmitter? trace)
    {
        if (fields.Count > 0)
        {
            new MapEmitter(writer, names, fields, prefix).WriteSection(run, wish, ConstantEncoding.Descriptor(code), comment, trace);
        }
        else
        {
            trace?.WriteSection(run);
        }
    }
}
