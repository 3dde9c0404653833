using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Baselines;

/// <summary>An enum that a contract carries, and its lines.</summary>
/// <param name="Type">The enum.</param>
/// <param name="Lines">A line for each value.</param>
internal readonly record struct CarriedEnum(INamedTypeSymbol Type, List<BaselineLine> Lines);

/// <summary>Finds the enums that a contract carries: the model of a number has no names, since encoders need none, and readers give numbers their meaning by them.</summary>
internal static class EnumLines
{
    public static List<CarriedEnum> Of(ContractModel contract, IEnumerable<ContractMember> members)
    {
        var carried = new List<CarriedEnum>();
        var names = new HashSet<string>();
        var numbers = new HashSet<string>();
        foreach (MemberModel member in contract.Members)
        {
            Collect(member.Value, names, numbers);
        }

        foreach (ValueBinding binding in contract.Bindings)
        {
            Collect(binding.Value, names, numbers);
        }

        if (names.Count + numbers.Count > 0)
        {
            foreach (ContractMember member in members)
            {
                Visit(member.Symbol is IPropertySymbol property ? property.Type : (member.Symbol as IFieldSymbol)?.Type, Add);
            }
        }

        return carried;

        void Add(INamedTypeSymbol type)
        {
            string name = Names.FullName(type);
            if (names.Remove(name))
            {
                carried.Add(new CarriedEnum(type, Lines(type, byName: true)));
            }

            if (numbers.Remove(name))
            {
                carried.Add(new CarriedEnum(type, Lines(type, byName: false)));
            }
        }
    }

    private static void Collect(ValueModel? value, HashSet<string> names, HashSet<string> numbers)
    {
        if (value is null)
        {
            return;
        }

        if (value.Kind == ValueKind.Enum)
        {
            numbers.Add(value.TypeName);
        }
        else if (value.Kind is ValueKind.EnumName or ValueKind.EnumNameAsSymbol)
        {
            names.Add(value.TypeName);
        }

        Collect(value.Key, names, numbers);
        Collect(value.Element, names, numbers);
    }

    private static void Visit(ITypeSymbol? type, Action<INamedTypeSymbol> add)
    {
        if (type is IArrayTypeSymbol array)
        {
            Visit(array.ElementType, add);
        }
        else if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum } found)
        {
            add(found);
        }
        else if (type is INamedTypeSymbol named)
        {
            foreach (ITypeSymbol argument in named.TypeArguments)
            {
                Visit(argument, add);
            }
        }
    }

    private static List<BaselineLine> Lines(INamedTypeSymbol type, bool byName)
    {
        string owner = ContractLines.Name(Names.FullName(type));
        var lines = new List<BaselineLine>();
        var values = new HashSet<object>();
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true, ConstantValue: { } value } && values.Add(value))
            {
                lines.Add(byName
                    ? new BaselineLine(BaselineSubject.Enum, owner, Literals.String(member.Name), string.Empty, string.Empty)
                    : new BaselineLine(BaselineSubject.Enum, owner, Convert.ToString(value, CultureInfo.InvariantCulture)!, string.Empty, member.Name));
            }
        }

        return lines;
    }
}
