using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads enums: sent as their underlying number, or by name where an attribute says so.</summary>
internal static class EnumParser
{
    public static ValueModel Parse(INamedTypeSymbol type, ValueOptions options, TypeToken token, string member, DiagnosticBag diagnostics)
    {
        string name = Names.FullName(type);
        bool byName = options.EnumAsString || Attributes.Find(type, Attributes.EnumAsString) is not null;
        if (!byName)
        {
            return new ValueModel(ValueKind.Enum, name, NullState.Never) { Underlying = ScalarTypes.Of(type.EnumUnderlyingType!) };
        }

        if (IsFlags(type))
        {
            diagnostics.Add(MemberRules.FlagsByName, token.Location, Names.Display(type), member);
            return new ValueModel(ValueKind.Invalid, name, NullState.Never);
        }

        EquatableArray<EnumNameModel> names = NamesOf(type);
        if (names.IsEmpty)
        {
            diagnostics.Add(MemberRules.NoNames, token.Location, Names.Display(type), member);
            return new ValueModel(ValueKind.Invalid, name, NullState.Never);
        }

        foreach (EnumNameModel each in names)
        {
            if (options.AsSymbol && !ConstantText.IsAscii(each.Name))
            {
                diagnostics.Add(MemberRules.NameAsSymbol, token.Location, Names.Display(type), each.Name, member);
                break;
            }
        }

        return new ValueModel(options.AsSymbol ? ValueKind.EnumNameAsSymbol : ValueKind.EnumName, name, NullState.Never) { EnumNames = names };
    }

    private static bool IsFlags(INamedTypeSymbol type)
    {
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is { } attributeType && Names.WellKnown(attributeType) == "System.FlagsAttribute")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One name for each value: of two names with one value, the first.</summary>
    private static EquatableArray<EnumNameModel> NamesOf(INamedTypeSymbol type)
    {
        var values = new HashSet<object>();
        var names = new List<EnumNameModel>();
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true, ConstantValue: { } value } && values.Add(value))
            {
                names.Add(new EnumNameModel(Names.Escape(member.Name), member.Name));
            }
        }

        return names.ToEquatableArray();
    }
}
