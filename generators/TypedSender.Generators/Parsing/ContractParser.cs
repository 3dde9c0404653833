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
    public static ContractModel? Parse(INamedTypeSymbol type, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        using ExternAliases.Scope aliases = ExternAliases.Enter(compilation);
        PartialType? partial = PartialTypeParser.ParseContract(type, diagnostics, cancellationToken);
        AttributeData? attribute = Attributes.Find(type, Attributes.Contract);
        if (partial is null || attribute is null)
        {
            return null;
        }

        BodyEncoding body = ContractSettings.Body(attribute);
        DescriptorModel? descriptor = ContractSettings.Descriptor(type, attribute, body, diagnostics);
        JsonContextModel? json = JsonContextParser.Read(type, attribute, body, diagnostics);
        var members = new ContractMemberParser(type, compilation, body, diagnostics);
        if (IsCollection(type, body))
        {
            diagnostics.Add(ContractRules.Collection, Locations.Of(type), Names.Display(type));
        }
        else
        {
            foreach (ContractMember member in ContractMembers.Of(type, compilation))
            {
                cancellationToken.ThrowIfCancellationRequested();
                members.Read(member);
            }

            members.Complete();
        }

        if (json is not null)
        {
            members.Restrictions.AddType((ITypeSymbol)Attributes.Named(attribute, JsonContextParser.Argument)!);
        }

        ReaderAdvice.CheckBody(type, attribute, body, descriptor, members.Members, diagnostics);
        string encoder = NestedNames.Encoder(type);
        IReadOnlyList<ConstantBinding> constants = ConstantParser.ReadContract(type, diagnostics);
        ConstructionModel? construction = diagnostics.StubRule is null ? Construction(type, compilation, body, members) : null;
        return new ContractModel(
            partial,
            body,
            descriptor,
            json,
            members.Members.ToEquatableArray(),
            members.Bindings.ToEquatableArray(),
            constants.ToEquatableArray(),
            encoder,
            NestedNames.HidesEncoder(type, encoder),
            ContractReference.RefusesDerived(type, body),
            members.Restrictions.ToModel(),
            diagnostics.StubRule)
        {
            Construction = construction,
        };
    }

    private static ConstructionModel Construction(INamedTypeSymbol type, Compilation compilation, BodyEncoding body, ContractMemberParser members)
    {
        ConstructionModel made = ConstructionParser.Parse(type, compilation, members.Travelling, body == BodyEncoding.Json, members.Restrictions);
        return made.Obstacle is null && Unreadable(made, members) is { } obstacle ? new ConstructionModel(default, obstacle) : made;
    }

    /// <summary>Why a member that has to be read cannot be, for people, or null.</summary>
    private static string? Unreadable(ConstructionModel construction, ContractMemberParser members)
    {
        foreach (ReadMemberModel read in construction.Members)
        {
            foreach (MemberModel member in members.Members)
            {
                if (member.Name == read.Name && ReadObstacles.Of(member.Value, member.DisplayName) is { } obstacle)
                {
                    return obstacle;
                }
            }

            foreach (ValueBinding binding in members.Bindings)
            {
                if (binding.Name == read.Name && ReadObstacles.Of(binding.Value, binding.DisplayName) is { } obstacle)
                {
                    return obstacle;
                }
            }
        }

        return null;
    }

    /// <summary>Whether a reader of the code expects the elements of a collection to be sent. System.Text.Json sends them.</summary>
    private static bool IsCollection(INamedTypeSymbol type, BodyEncoding body)
    {
        if (body == BodyEncoding.Json)
        {
            return false;
        }

        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (implemented.SpecialType == SpecialType.System_Collections_IEnumerable)
            {
                return true;
            }
        }

        return false;
    }
}
