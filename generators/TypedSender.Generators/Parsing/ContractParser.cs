using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Makes a model of a contract.</summary>
internal static class ContractParser
{
    /// <summary>The model, or null if the type is such that nothing can be added to it.</summary>
    public static ContractModel? Parse(INamedTypeSymbol type, Compilation compilation, Problems problems, CancellationToken cancellationToken)
    {
        PartialType? partial = PartialTypeParser.ParseContract(type, problems, cancellationToken);
        AttributeData? attribute = Attributes.Find(type, Attributes.Contract);
        if (partial is null || attribute is null)
        {
            return null;
        }

        BodyEncoding body = ContractSettings.Body(attribute);
        DescriptorModel? descriptor = ContractSettings.Descriptor(type, attribute, body, problems);
        JsonContextModel? json = JsonContextParser.Read(type, attribute, body, problems);
        var members = new ContractMemberParser(type, compilation, body, problems);
        foreach (ISymbol member in ContractMembers.Of(type))
        {
            cancellationToken.ThrowIfCancellationRequested();
            members.Read(member);
        }

        members.Complete();
        IReadOnlyList<ConstantBinding> constants = ConstantParser.Read(type, new BoundSlots(), problems);
        return new ContractModel(
            partial,
            body,
            descriptor,
            json,
            members.Members.ToEquatableArray(),
            members.Bindings.ToEquatableArray(),
            constants.ToEquatableArray(),
            HidesEncoder(type),
            problems.StubRule);
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
