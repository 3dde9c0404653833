using System;
using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads what the attribute of a contract says of its body: its layout, and its descriptor, which is a number, a symbol, or none.</summary>
internal static class ContractSettings
{
    private const string Symbolic = "Descriptor";
    private const string Numeric = "Code";

    // AMQP 1.0, 1.5: the domain of the types that the specification itself defines.
    private const string ReservedDomain = "amqp:";
    private const int DomainShift = 32;

    /// <summary>The descriptor, or null.</summary>
    public static DescriptorModel? Descriptor(INamedTypeSymbol contract, AttributeData attribute, BodyEncoding body, DiagnosticBag diagnostics)
    {
        string? symbol = Attributes.Named(attribute, Symbolic) as string;
        if (symbol is not null && (symbol.Length == 0 || !ConstantText.IsAscii(symbol)))
        {
            diagnostics.Add(ContractRules.MalformedDescriptor, Locations.OfNamedArgument(attribute, Symbolic, Location.None), ConstantText.Display(symbol));
            return null;
        }

        ulong code = Code(attribute);
        if (code == 0 && symbol is null)
        {
            return null;
        }

        if (body is not (BodyEncoding.Map or BodyEncoding.List))
        {
            diagnostics.Add(
                ContractRules.NoEffect,
                Where(attribute),
                code == 0 ? Symbolic : Numeric,
                Names.Display(contract),
                $"the section that holds its body has no descriptor but its own; remove it, or use Map or List");
            return null;
        }

        CheckDomain(attribute, symbol, code, diagnostics);
        return code == 0
            ? new DescriptorModel(Literals.String(symbol!), ConstantEncoding.Descriptor(symbol!))
            : new DescriptorModel("0x" + Hexadecimal(code), ConstantEncoding.Descriptor(code));
    }

    /// <summary>The descriptor that a contract travels under, as people write it, or null.</summary>
    public static string? Text(AttributeData attribute)
    {
        ulong code = Code(attribute);
        return Body(attribute) is not (BodyEncoding.Map or BodyEncoding.List) ? null
            : code == 0 ? Attributes.Named(attribute, Symbolic) as string
            : "0x" + Hexadecimal(code);
    }

    /// <summary>How the body is laid out; a number that the enum does not name is a map.</summary>
    public static BodyEncoding Body(AttributeData attribute)
        => Attributes.Named(attribute, "Encoding") is int encoding and > 0 and <= (int)BodyEncoding.Json ? (BodyEncoding)encoding : BodyEncoding.Map;

    /// <summary>Where the descriptor that counts is written.</summary>
    public static Location Where(AttributeData attribute)
        => Locations.OfNamedArgument(attribute, Code(attribute) == 0 ? Symbolic : Numeric, Location.None);

    private static ulong Code(AttributeData attribute) => Attributes.Named(attribute, Numeric) is ulong code ? code : 0;

    private static string Hexadecimal(ulong code) => code.ToString("x", CultureInfo.InvariantCulture);

    private static void CheckDomain(AttributeData attribute, string? symbol, ulong code, DiagnosticBag diagnostics)
    {
        if (code != 0 && code >> DomainShift == 0)
        {
            diagnostics.Add(ContractRules.ReservedDescriptor, Locations.OfNamedArgument(attribute, Numeric, Location.None), "0x" + Hexadecimal(code), "the domain id 0");
        }

        if (symbol is not null && symbol.StartsWith(ReservedDomain, StringComparison.Ordinal))
        {
            diagnostics.Add(ContractRules.ReservedDescriptor, Locations.OfNamedArgument(attribute, Symbolic, Location.None), symbol, "the domain 'amqp'");
        }
    }
}
