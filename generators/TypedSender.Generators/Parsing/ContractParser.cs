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
        PartialType? partial = PartialTypeParser.ParseContract(type, diagnostics, cancellationToken);
        if (partial is null || ContractDeclaration.Of(type) is not { IsExternal: false } contract)
        {
            return null;
        }

        string encoder = NestedNames.Encoder(type);
        return Parse(contract, partial, encoder, NestedNames.HidesEncoder(type, encoder), compilation, diagnostics, cancellationToken);
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

        ReaderAdvice.CheckBody(contract, body, descriptor, members.Members, diagnostics);
        IReadOnlyList<ConstantBinding> constants = ConstantParser.ReadContract(contract, diagnostics);
        ContractAdvice.CheckEmpty(contract, body, descriptor, members, constants, diagnostics);
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
            IsAbstract = !knownTypes.IsEmpty && contract.Type.IsAbstract,
            Discriminators = members.Discriminators,
            IsApart = contract.IsExternal,
        };
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
