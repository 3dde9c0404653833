using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Finds out how a member or parameter is written, by the formatter that it names or by its type.</summary>
internal static class MemberValueParser
{
    /// <param name="symbol">The member or parameter.</param>
    /// <param name="type">Its type.</param>
    /// <param name="member">Its name for diagnostics.</param>
    /// <param name="token">Where its type is written.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="fallback">Where to report what is not in source.</param>
    /// <param name="diagnostics">What is found.</param>
    public static ValueModel Parse(
        ISymbol symbol,
        ITypeSymbol type,
        string member,
        TypeToken token,
        IReadOnlyList<AttributeData> attributes,
        Location fallback,
        DiagnosticBag diagnostics)
    {
        AttributeData? attribute = Attributes.Find(attributes, Attributes.Formatter);
        ValueOptions options = ValueOptions.Of(symbol, attributes);
        if (attribute is null || type.TypeKind == TypeKind.Error)
        {
            return new ValueParser(options, diagnostics, member).Parse(type, token);
        }

        var invalid = new ValueModel(ValueKind.Invalid, Names.FullName(type), NullState.Never);
        ITypeSymbol? formatter = FormatterParser.Of(attribute);
        if (formatter?.TypeKind == TypeKind.Error)
        {
            diagnostics.RequireStub(MemberRules.Formatter.Id);
            return invalid;
        }

        string? reason = FormatterParser.Obstacle(formatter, symbol.ContainingAssembly);
        if (reason is null)
        {
            var found = new DiagnosticBag();
            var parser = new ValueParser(options with { Formatter = formatter }, found, member);
            ValueModel value = parser.Parse(type, token);
            if (parser.HasFormatted)
            {
                diagnostics.AddAll(found);
                return value;
            }

            reason = FormatterParser.Mismatch(formatter!, type);
        }

        diagnostics.Add(MemberRules.Formatter, Locations.OfArgument(attribute, 0, fallback), FormatterParser.Display(formatter), FormatterParser.In(type, member), reason);
        return invalid;
    }

    /// <summary>Says that a formatter stands where a field of a section has a type of its own.</summary>
    public static void RefuseFormatter(SectionPlace place, ITypeSymbol type, string member, IReadOnlyList<AttributeData> attributes, Location fallback, DiagnosticBag diagnostics)
    {
        if (Attributes.Find(attributes, Attributes.Formatter) is { } attribute && Attributes.Find(attributes, Attributes.Member) is null)
        {
            diagnostics.Add(
                MemberRules.Formatter,
                Locations.OfArgument(attribute, 0, fallback),
                FormatterParser.Display(FormatterParser.Of(attribute)),
                FormatterParser.In(type, member),
                $"{place.Display()} is a field with a type of its own, which takes {place.Expected()}");
        }
    }
}
