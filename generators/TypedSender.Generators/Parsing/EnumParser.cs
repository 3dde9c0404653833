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

        EquatableArray<EnumNameModel> names = NamesOf(type, out string? alias, out string? first);
        if (names.IsEmpty)
        {
            diagnostics.Add(MemberRules.NoNames, token.Location, Names.Display(type), member);
            return new ValueModel(ValueKind.Invalid, name, NullState.Never);
        }

        if (alias is not null)
        {
            diagnostics.Add(MemberRules.EnumAliases, token.Location, Names.Display(type), member, first!, alias);
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

    /// <summary>Whether the name is kept for old code alone.</summary>
    private static bool IsObsolete(ISymbol member)
    {
        foreach (AttributeData attribute in member.GetAttributes())
        {
            if (attribute.AttributeClass is { } attributeType && Names.WellKnown(attributeType) == "System.ObsoleteAttribute")
            {
                return true;
            }
        }

        return false;
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
    /// <param name="type">The enum.</param>
    /// <param name="alias">A name for a value that has another one; null for none.</param>
    /// <param name="first">That other name.</param>
    private static EquatableArray<EnumNameModel> NamesOf(INamedTypeSymbol type, out string? alias, out string? first)
    {
        alias = null;
        first = null;
        var values = new Dictionary<object, string>();
        var names = new List<EnumNameModel>();
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is not IFieldSymbol { HasConstantValue: true, ConstantValue: { } value })
            {
                continue;
            }

            if (!values.TryGetValue(value, out string? other))
            {
                values.Add(value, member.Name);
                names.Add(new EnumNameModel(Names.Escape(member.Name), member.Name));
            }
            else if (alias is null && !IsObsolete(member))
            {
                alias = member.Name;
                first = other;
            }
        }

        return names.ToEquatableArray();
    }
}
