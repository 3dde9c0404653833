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
        using ExternalContracts.Scope externals = ExternalContracts.Enter(compilation);
        if (ContractReference.External(type) is { } external)
        {
            return ExternalParser.Parse(external, compilation, diagnostics, cancellationToken);
        }

        if (ClosedContracts.Is(type))
        {
            return ClosedContracts.Find(type, cancellationToken)?.Model;
        }

        PartialType? partial = PartialTypeParser.ParseContract(type, diagnostics, cancellationToken);
        if (partial is null || ContractDeclaration.Of(type) is not { } contract)
        {
            return null;
        }

        string encoder = NestedNames.Encoder(type);
        ContractModel model = Parse(contract, partial, encoder, NestedNames.HidesEncoder(type, encoder), compilation, diagnostics, cancellationToken);
        return PartialTypeParser.IsGeneric(type) ? model with { IsOpen = true } : model;
    }

    /// <summary>The model of a contract whose encoder has a place.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="type">Where the encoder is nested, or what it is apart from.</param>
    /// <param name="encoder">The name of the encoder.</param>
    /// <param name="hidesEncoder">Whether a base type has an encoder of the same name.</param>
    /// <param name="compilation">What the encoder becomes a part of.</param>
    /// <param name="diagnostics">What is found.</param>
    /// <param name="cancellationToken">Ends the parsing.</param>
    public static ContractModel Parse(
        ContractDeclaration contract, PartialType type, string encoder, bool hidesEncoder, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        BodyEncoding body = ContractSettings.Body(contract.Settings);
        DescriptorModel? descriptor = ContractSettings.Descriptor(contract.Type, contract.Settings, body, diagnostics);
        JsonContextModel? json = JsonContextParser.Read(contract, body, diagnostics);
        EquatableArray<KnownTypeModel> knownTypes = KnownTypeParser.Read(contract, body, diagnostics);
        var members = new ContractMemberParser(contract, compilation, body, diagnostics);
        if (IsCollection(contract.Type, body))
        {
            diagnostics.Add(ContractRules.Collection, contract.Location, Names.Display(contract.Type));
        }
        else if (contract.Type.TypeKind != TypeKind.Interface)
        {
            members.ReadAll(cancellationToken);
        }

        MetadataTypes.Check(contract, diagnostics);

        if (json is not null)
        {
            members.Restrictions.AddType((ITypeSymbol)Attributes.Named(contract.Settings, JsonContextParser.Argument)!);
        }

        KnownTypes.AddRestrictions(contract, members.Restrictions);
        ReaderAdvice.CheckBody(contract, body, descriptor, members.Members, diagnostics);
        IReadOnlyList<ConstantBinding> constants = ConstantParser.ReadContract(contract, diagnostics);
        CloudEvents.Check(contract, body, members.Bindings, diagnostics);
        ContractAdvice.CheckEmpty(contract, body, descriptor, members, constants, diagnostics);
        bool isAbstract = !knownTypes.IsEmpty && contract.Type.IsAbstract;
        ConstructionModel? construction = diagnostics.StubRule is not null || ClosedContracts.IsOpen(contract.Type) ? null
            : isAbstract ? new ConstructionModel(default, null)
            : Construction(contract, compilation, body, members);
        return new ContractModel(
            type,
            body,
            descriptor,
            json,
            members.Members.ToEquatableArray(),
            members.Bindings.ToEquatableArray(),
            constants.ToEquatableArray(),
            encoder,
            hidesEncoder,
            knownTypes.IsEmpty && ContractReference.RefusesDerived(contract.Type, body),
            members.Restrictions.ToModel(),
            diagnostics.StubRule)
        {
            KnownTypes = knownTypes,
            KnownTypeKey = knownTypes.IsEmpty ? null : KnownTypes.Key(contract),
            OwnMarks = knownTypes.IsEmpty ? default : KnownTypes.Marks(contract, contract).ConvertAll(static told => told.Mark).ToEquatableArray(),
            IsAbstract = isAbstract,
            Discriminators = members.Discriminators,
            IsApart = contract.IsExternal,
            HiddenMember = members.HiddenMember,
            Construction = construction,
            IsStructuredEvent = CloudEvents.IsStructured(contract),
        };
    }

    private static ConstructionModel Construction(ContractDeclaration contract, Compilation compilation, BodyEncoding body, ContractMemberParser members)
    {
        ConstructionModel made = ConstructionParser.Parse(contract, compilation, members.Travelling, body == BodyEncoding.Json, members.Restrictions);
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
