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
    // A generic type may hold itself with other arguments, so that its types never end.
    private const int MaxDepth = 32;

    /// <summary>The enums that a contract carries, in the order of its members.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="members">Its members.</param>
    /// <param name="assembly">The assembly that reads them.</param>
    public static List<CarriedEnum> Of(ContractModel contract, IEnumerable<ContractMember> members, IAssemblySymbol assembly)
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

        var seen = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        if (names.Count + numbers.Count > 0)
        {
            foreach (ContractMember member in members)
            {
                Visit(member.Symbol is IPropertySymbol property ? property.Type : (member.Symbol as IFieldSymbol)?.Type, 0);
            }
        }

        return carried;

        void Visit(ITypeSymbol? type, int depth)
        {
            if (type is IArrayTypeSymbol array)
            {
                Visit(array.ElementType, depth);
            }
            else if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum } found)
            {
                Add(found);
            }
            else if (type is INamedTypeSymbol named && depth < MaxDepth && seen.Add(named))
            {
                foreach (ITypeSymbol part in Parts(named, assembly))
                {
                    Visit(part, depth + 1);
                }
            }
        }

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

    /// <summary>The types whose values stand in a value of the type, as far as the type says it.</summary>
    private static IEnumerable<ITypeSymbol> Parts(INamedTypeSymbol type, IAssemblySymbol assembly)
    {
        foreach (ITypeSymbol argument in type.TypeArguments)
        {
            yield return argument;
        }

        if (type.SpecialType != SpecialType.None)
        {
            yield break;
        }

        if (TransparentType.Of(type, assembly) is { Value: { } wrapped })
        {
            yield return wrapped;
        }
        else if (CollectionTypes.Dictionary(type) is { } map)
        {
            yield return map.Key;
            yield return map.Value;
        }
        else if (CollectionTypes.Sequence(type) is { } list)
        {
            yield return list.Element;
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
