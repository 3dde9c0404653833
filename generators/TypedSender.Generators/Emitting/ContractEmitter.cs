using System.Collections.Generic;
using Microsoft.CodeAnalysis.Text;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints the generated half of a contract: its encoder, and the way from the contract to it.</summary>
internal static class ContractEmitter
{
    public static SourceText Emit(ContractModel contract)
    {
        var writer = new SourceWriter();
        FileHeader.Write(writer, contract.Restrictions);
        if (contract.IsOpen)
        {
            GenericContractEmitter.WriteOpen(writer, contract);
            return writer.ToSourceText();
        }

        if (contract.IsApart)
        {
            WriteApart(writer, contract);
            return writer.ToSourceText();
        }

        string self = contract.Type.FullName;
        string link = $"{Runtime.Product}IAmqpContract<{self}>";
        PartialTypeEmitter.Write(writer, contract.Type, link, () =>
        {
            writer.Line(FileHeader.GeneratedCode);
            writer.Line($"static void {link}.WriteMessage(ref {Runtime.Writer} writer, in {self} value)");
            using (writer.Indent())
            {
                writer.Line($"=> {contract.Encoder}.WriteMessage(ref writer, in value);");
            }

            writer.Line();
            writer.Line(FileHeader.GeneratedCode);
            writer.Line($"static void {link}.WriteValue(ref {Runtime.Writer} writer, in {self} value)");
            using (writer.Indent())
            {
                writer.Line($"=> {contract.Encoder}.WriteValue(ref writer, in value, 0);");
            }

            writer.Line();
            writer.Line(FileHeader.GeneratedCode);
            writer.Line($"static {Runtime.Exception} {link}.Explain(in {self} value, {Runtime.Exception} exception)");
            using (writer.Indent())
            {
                writer.Line($"=> {Runtime.MemberNaming}.Explain<{self}, {contract.Encoder}>(in value, exception);");
            }

            writer.Line();
            ContractLinkEmitter.Write(writer, contract, link);
            WriteEncoder(writer, contract);
            DecodeEmitter.Write(writer, contract, link);
        }, DecodeEmitter.Attribute(contract));
        return writer.ToSourceText();
    }

    /// <summary>Prints the encoder of a type that nothing can be nested in.</summary>
    private static void WriteApart(SourceWriter writer, ContractModel contract)
    {
        if (DecodeEmitter.AssemblyAttribute(contract) is { } notReadable)
        {
            writer.Line(notReadable);
            writer.Line();
        }

        if (contract.IsNested)
        {
            PartialTypeEmitter.Write(writer, contract.Type, string.Empty, () => WriteEncoder(writer, contract));
        }
        else
        {
            if (contract.Type.Namespace.Length > 0)
            {
                writer.Line($"namespace {contract.Type.Namespace};");
                writer.Line();
            }

            WriteEncoder(writer, contract);
        }

        if (contract is { IsClosed: true, StubRule: null })
        {
            GenericContractEmitter.WriteRegistration(writer, contract);
        }
    }

    private static void WriteEncoder(SourceWriter writer, ContractModel contract)
    {
        string self = contract.Type.FullName;
        string what = contract.IsClosed ? "a closed type of a generic contract" : contract.IsApart ? "an external contract" : $"<see cref=\"{self}\"/>";
        writer.Line($"/// <summary>Writes {what} as {BodyText.What(contract.Body)}. Made by the compiler, for the compiler.</summary>");
        if (!contract.IsApart)
        {
            writer.Line(Runtime.Hidden);
        }

        writer.Line(FileHeader.GeneratedCode);
        FileHeader.WriteObsolete(writer, contract.Restrictions);
        if (contract.StubRule is not null)
        {
            writer.Line($"[{Runtime.GeneratedCode}GeneratedStub(\"{contract.StubRule}\")]");
        }
        else if (contract.MemberNames.Length > 0)
        {
            writer.Line($"[{Runtime.GeneratedCode}EncodedMembers({Literals.String(contract.MemberNames)})]");
        }

        string modifiers = contract.IsApart ? "internal" : contract.HidesEncoder ? "public new" : "public";
        string decoder = contract.IsApart ? $", {Runtime.GeneratedCode}IAmqpDecoder<{self}>" : string.Empty;
        using (writer.Block($"{modifiers} readonly struct {contract.Encoder} : {Runtime.GeneratedCode}IAmqpEncoder<{self}>{decoder}"))
        {
            if (contract.StubRule is { } rule)
            {
                WriteStubs(writer, contract, rule);
                return;
            }

            if (!contract.IsAbstract)
            {
                JsonBodyEmitter.DeclareMetadata(writer, contract);
                SectionEmitter.DeclareUserId(writer, contract.Constants, "Contract");
            }

            WriteSetSections(writer, contract);
            foreach (MapSection section in MapSection.All)
            {
                if (section.IsWrittenBy(contract))
                {
                    WriteMapSection(writer, contract, section);
                }
            }

            WriteMessage(writer, contract);
            WriteBody(writer, contract);
            WriteValue(writer, contract);
            MemberNamingEmitter.Write(writer, contract);
            if (contract.IsApart)
            {
                DecodeEmitter.Write(writer, contract, string.Empty);
            }
        }
    }

    private static string SetSectionsHead(ContractModel contract)
        => $"public static void SetSections(in {contract.Type.FullName} value, ref {Runtime.Header} header, ref {Runtime.Properties} properties)";

    private static string MapSectionHead(ContractModel contract, string method)
        => $"public static void {method}(ref {Runtime.Writer} writer, ref {Runtime.MapSection} section, in {contract.Type.FullName} value)";

    private static string MessageLayout(ContractModel contract)
        => $"public static void WriteMessage(ref {Runtime.Writer} writer, in {contract.Type.FullName} value)";

    private static string BodyHead(ContractModel contract)
        => $"public static void WriteBody(ref {Runtime.Writer} writer, in {contract.Type.FullName} value)";

    private static string ValueHead(ContractModel contract)
        => $"public static void WriteValue(ref {Runtime.Writer} writer, in {contract.Type.FullName} value, int depth)";

    private static void WriteSetSections(SourceWriter writer, ContractModel contract)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block(SetSectionsHead(contract)))
        {
            if (!KnownTypeEmitter.Write(writer, contract, static known => $"SetSections({known}, ref header, ref properties)"))
            {
                return;
            }

            SectionEmitter.SetConstants(writer, contract.Constants, "Contract");
            SectionEmitter.SetValues(writer, new LocalNames("value", "header", "properties"), contract.Bindings, "value.");
            if (contract.Body == BodyEncoding.Json)
            {
                JsonBodyEmitter.SetContentType(writer, contract);
            }
        }
    }

    private static void WriteMapSection(SourceWriter writer, ContractModel contract, MapSection section)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block(MapSectionHead(contract, $"Write{section.Name}")))
        {
            if (!KnownTypeEmitter.WriteMapSection(writer, contract, section))
            {
                return;
            }

            SectionEmitter.WriteValues(writer, new LocalNames("writer", "section", "value"), contract.Bindings, section.Slot, "section", "value.");
            if (SectionEmitter.Has(contract.Constants, section.Slot))
            {
                writer.Line("section.NextLevel(ref writer);");
                SectionEmitter.WriteConstants(writer, contract.Constants, section.Slot, "section");
            }
        }
    }

    private static void WriteMessage(SourceWriter writer, ContractModel contract)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block(MessageLayout(contract)))
        {
            if (KnownTypeEmitter.Write(writer, contract, static known => $"WriteMessage(ref writer, {known})"))
            {
                WholeMessageEmitter.Write(writer, contract);
            }
        }
    }

    private static void WriteBody(SourceWriter writer, ContractModel contract)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block(BodyHead(contract)))
        {
            writer.Line($"writer.WriteDescriptor(0x{BodyText.SectionCode(contract.Body):x2}); // {BodyText.SectionName(contract.Body)}");
            writer.Line($"{Runtime.Notes}.Body(in writer);");
            writer.Line("WriteValue(ref writer, in value, 0);");
        }
    }

    private static void WriteValue(SourceWriter writer, ContractModel contract)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block(ValueHead(contract)))
        {
            if (!KnownTypeEmitter.Write(writer, contract, static known => $"WriteValue(ref writer, {known}, depth)"))
            {
                return;
            }

            using (writer.Block($"if (depth > {Runtime.Errors}.MaxDepth)"))
            {
                writer.Line($"throw {Runtime.Errors}.TooDeep({Literals.String(contract.Type.DisplayName)});");
            }

            if (contract.RefusesDerived)
            {
                writer.Line();
                using (writer.Block($"if (((object)value).GetType() != typeof({contract.Type.FullName}))"))
                {
                    writer.Line($"throw {Runtime.Errors}.DerivedType({Literals.String(contract.Type.DisplayName)}, value);");
                }
            }

            writer.Line();
            var names = new LocalNames("writer", "value", "depth");
            var values = new ValueEmitter(writer, names, borrows: true, depth: "depth + 1");
            switch (contract.Body)
            {
                case BodyEncoding.List or BodyEncoding.Sequence:
                    new ListEmitter(writer, names, BodyFields(contract)).WriteBody(values, contract.Descriptor);
                    break;
                case BodyEncoding.Raw:
                    RawBodyEmitter.Write(writer, names, values, contract.Members[0]);
                    break;
                case BodyEncoding.Json:
                    JsonBodyEmitter.Write(writer, contract);
                    break;
                default:
                    new MapEmitter(writer, names, BodyFields(contract)).WriteBody(values, contract.Descriptor);
                    break;
            }
        }
    }

    private static List<WrittenField> BodyFields(ContractModel contract)
    {
        var fields = new List<WrittenField>();
        foreach (DiscriminatorModel discriminator in contract.Discriminators)
        {
            string comment = $"{Literals.String(discriminator.Key)}: {Literals.String(discriminator.Value)}";
            fields.Add(new WrittenField(-1, comment, ConstantEncoding.String(discriminator.Key), ConstantEncoding.String(discriminator.Value), null));
        }

        foreach (MemberModel member in contract.Members)
        {
            fields.Add(new WrittenField(member.Order, Literals.String(member.Key), ConstantEncoding.String(member.Key), default, member));
        }

        return fields;
    }

    private static void WriteStubs(SourceWriter writer, ContractModel contract, string rule)
    {
        var heads = new List<string> { SetSectionsHead(contract) };
        foreach (MapSection section in MapSection.All)
        {
            if (section.IsWrittenBy(contract))
            {
                heads.Add(MapSectionHead(contract, $"Write{section.Name}"));
            }
        }

        heads.AddRange([MessageLayout(contract), BodyHead(contract), ValueHead(contract)]);
        foreach (string head in heads)
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line(head);
            using (writer.Indent())
            {
                writer.Line($"=> throw {Runtime.Errors}.Stub({Literals.String(contract.Type.DisplayName)}, \"{rule}\");");
            }
        }
    }
}
