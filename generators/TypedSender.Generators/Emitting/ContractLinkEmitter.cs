using System;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints the members by which generic methods reach the encoder of a contract, as far as the contract has what they write.</summary>
internal static class ContractLinkEmitter
{
    public static void Write(SourceWriter writer, ContractModel contract, string link)
    {
        string value = $"in {contract.Type.FullName} value";
        if (contract.Body == BodyEncoding.Json || Binds(contract, static slot => slot is not (SectionSlot.MessageAnnotation or SectionSlot.ApplicationProperty)))
        {
            WriteForward(writer, contract, link, "SetSections", $"{value}, ref {Runtime.Header} header, ref {Runtime.Properties} properties", "in value, ref header, ref properties");
        }

        string map = $"ref {Runtime.Writer} writer, ref {Runtime.MapSection} section, {value}";
        if (Binds(contract, static slot => slot == SectionSlot.MessageAnnotation))
        {
            WriteForward(writer, contract, link, "WriteMessageAnnotations", map, "ref writer, ref section, in value");
        }

        if (Binds(contract, static slot => slot == SectionSlot.ApplicationProperty))
        {
            WriteForward(writer, contract, link, "WriteApplicationProperties", map, "ref writer, ref section, in value");
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

    /// <summary>Whether the contract binds such a place, by a member or a constant.</summary>
    private static bool Binds(ContractModel contract, Func<SectionSlot, bool> isMeant)
    {
        foreach (ValueBinding binding in contract.Bindings)
        {
            if (isMeant(binding.Slot))
            {
                return true;
            }
        }

        foreach (ConstantBinding constant in contract.Constants)
        {
            if (isMeant(constant.Slot))
            {
                return true;
            }
        }

        return false;
    }
}
