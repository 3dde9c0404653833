using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Values that a formatter of the user's writes.</summary>
internal static class FormattedValues
{
    /// <summary>A value that the formatter is known to write.</summary>
    public static ValueModel Of(ITypeSymbol type, ITypeSymbol formatter)
        => new(ValueKind.Formatted, Names.FullName(type), NullState.Never) { Formatter = Names.FullName(formatter), IsReadByFormatter = FormatterParser.Reads(formatter, type) };

    /// <summary>A value of a type that names its formatter; null if the formatter cannot be used.</summary>
    /// <param name="type">The type.</param>
    /// <param name="attribute">The attribute of the type that names the formatter.</param>
    /// <param name="token">Where the type is written.</param>
    /// <param name="member">The member or parameter, for diagnostics.</param>
    /// <param name="diagnostics">What is found.</param>
    public static ValueModel? ByItsAttribute(ITypeSymbol type, AttributeData attribute, TypeToken token, string member, DiagnosticBag diagnostics)
    {
        ITypeSymbol? formatter = FormatterParser.Of(attribute);
        string? reason = formatter?.TypeKind == TypeKind.Error ? null : FormatterParser.Obstacle(formatter, type.ContainingAssembly);
        if (reason is null && formatter!.TypeKind != TypeKind.Error)
        {
            if (FormatterParser.Formats(formatter, type))
            {
                return Of(type, formatter);
            }

            reason = FormatterParser.Mismatch(formatter, type);
        }

        // In source the attribute itself is reported, once for all who use the type.
        if (reason is null || (type.DeclaringSyntaxReferences.Length > 0 && type is INamedTypeSymbol { IsGenericType: false }))
        {
            diagnostics.RequireStub(MemberRules.Formatter.Id);
        }
        else
        {
            diagnostics.Add(MemberRules.Formatter, token.Location, FormatterParser.Display(formatter), FormatterParser.In(type, member), reason);
        }

        return null;
    }
}
