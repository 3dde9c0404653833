using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints the members by which generic methods reach the encoder of a contract, as far as the contract has what they write.</summary>
internal static class ContractLinkEmitter
{
    public static void Write(SourceWriter writer, ContractModel contract, string link)
    {
        string value = $"in {contract.Type.FullName} value";
        if (contract.Body == BodyEncoding.Json || !contract.KnownTypes.IsEmpty || BindsField(contract))
        {
            WriteForward(writer, contract, link, "SetSections", $"{value}, ref {Runtime.Header} header, ref {Runtime.Properties} properties", "in value, ref header, ref properties");
        }

        string map = $"ref {Runtime.Writer} writer, ref {Runtime.MapSection} section, {value}";
        foreach (MapSection section in MapSection.All)
        {
            if (section.IsBoundBy(contract) || !contract.KnownTypes.IsEmpty)
            {
                WriteForward(writer, contract, link, $"Write{section.Name}", map, "ref writer, ref section, in value");
            }
        }

        WriteForward(writer, contract, link, "WriteBody", $"ref {Runtime.Writer} writer, {value}", "ref writer, in value");
    }

    private static void WriteForward(SourceWriter writer, ContractModel contract, string link, string method, string parameters, string arguments)
    {
        writer.Line(FileHeader.GeneratedCode);
        writer.Line($"static void {link}.{method}({parameters})");
        using (writer.Indent())
        {
            writer.Line($"=> {contract.Encoder}.{method}({arguments});");
        }

        writer.Line();
    }

    private static bool BindsField(ContractModel contract)
    {
        foreach (ValueBinding binding in contract.Bindings)
        {
            if (!SectionSlots.IsKeyed(binding.Slot))
            {
                return true;
            }
        }

        foreach (ConstantBinding constant in contract.Constants)
        {
            if (!SectionSlots.IsKeyed(constant.Slot))
            {
                return true;
            }
        }

        return false;
    }
}
