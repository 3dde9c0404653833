using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Makes a model of a contract.</summary>
internal static class ContractParser
{
    private const int List = 1;

    /// <summary>The model, or null if the type is such that nothing can be added to it.</summary>
    public static ContractModel? Parse(INamedTypeSymbol type, Compilation compilation, Problems problems, CancellationToken cancellationToken)
    {
        PartialType? partial = PartialTypeParser.ParseContract(type, problems, cancellationToken);
        AttributeData? attribute = Attributes.Find(type, Attributes.Contract);
        if (partial is null || attribute is null)
        {
            return null;
        }

        bool isList = Attributes.Named(attribute, "Encoding") is List;
        string? descriptor = Descriptor(attribute, problems);
        var members = new ContractMemberParser(type, compilation, isList, problems);
        foreach (ISymbol member in ContractMembers.Of(type))
        {
            cancellationToken.ThrowIfCancellationRequested();
            members.Read(member);
        }

        IReadOnlyList<ConstantBinding> constants = ConstantParser.Read(type, new BoundSlots(), problems);
        return new ContractModel(
            partial,
            isList,
            descriptor,
            members.Members.ToEquatableArray(),
            members.Bindings.ToEquatableArray(),
            constants.ToEquatableArray(),
            HidesEncoder(type),
            problems.StubRule);
    }

    private static string? Descriptor(AttributeData attribute, Problems problems)
    {
        if (Attributes.Named(attribute, "Descriptor") is string symbol && (symbol.Length == 0 || !ConstantParser.IsAscii(symbol)))
        {
            problems.Add(ContractRules.MalformedDescriptor, Locations.OfNamedArgument(attribute, "Descriptor", Location.None), symbol);
            return null;
        }

        if (Attributes.Named(attribute, "Code") is ulong code && code != 0)
        {
            return "0x" + code.ToString("x", CultureInfo.InvariantCulture) + "UL";
        }

        return Attributes.Named(attribute, "Descriptor") is string name ? Literals.String(name) : null;
    }

    private static bool HidesEncoder(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ContractReference.IsContract(ancestor))
            {
                return true;
            }
        }

        return false;
    }
}
