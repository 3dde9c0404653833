using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Whether a type that is used somewhere is a contract, and whether it has an encoder.</summary>
internal static class ContractReference
{
    public static bool IsContract(ITypeSymbol type) => type is INamedTypeSymbol && (Attributes.Find(type, Attributes.Contract) is not null || ExternalContracts.Find(type) is not null);

    /// <summary>Whether the contract has an encoder: in this compilation, whether one can be nested in it, or written apart.</summary>
    public static bool HasEncoder(INamedTypeSymbol contract)
        => SymbolFacts.Get(
            static facts => facts.HaveEncoders,
            contract,
            static each => External(each) is { } external ? ExternalParser.Obstacle(external.Declaration) is null
                : ClosedContracts.IsGeneric(each) ? ClosedContracts.HasEncoder(each)
                : each.DeclaringSyntaxReferences.Length > 0 ? PartialTypeParser.ParseContract(each, new DiagnosticBag(), CancellationToken.None) is not null
                : NestedNames.CompiledEncoder(each) is not null);

    /// <summary>Whether the encoder is a type apart, which reads the contract too.</summary>
    public static bool IsApart(INamedTypeSymbol contract) => External(contract) is not null || ClosedContracts.Is(contract);

    /// <summary>The full name of the encoder of a contract that has one.</summary>
    public static string Encoder(INamedTypeSymbol contract)
        => ClosedContracts.Is(contract) ? ClosedContracts.FullEncoder(contract)
            : ClosedContracts.IsGeneric(contract) ? OfTypeParameter(contract)
            : SymbolFacts.Get(
                static facts => facts.Encoders,
                contract,
                static each => External(each)?.FullEncoder
                    ?? Names.FullName(each) + "." + (each.DeclaringSyntaxReferences.Length > 0 ? NestedNames.Encoder(each) : NestedNames.CompiledEncoder(each)!.Name));

    /// <summary>The full name of the encoder of a contract that is a type parameter, or has one among its type arguments.</summary>
    public static string OfTypeParameter(ITypeSymbol contract) => $"global::TypedSender.GeneratedCode.AmqpContractEncoder<{Names.FullName(contract)}>";

    /// <summary>
    /// How the body is laid out of a contract that binds nothing outside it; null for others, and for those of other assemblies, whose private members
    /// cannot be seen. JSON sets the content type.
    /// </summary>
    public static BodyEncoding? PlainBody(ITypeSymbol type)
        => type is INamedTypeSymbol named ? SymbolFacts.Get(static facts => facts.PlainBodies, named, FindPlainBody) : null;

    private static BodyEncoding? FindPlainBody(INamedTypeSymbol contract)
    {
        if (contract.DeclaringSyntaxReferences.Length == 0
            || Attributes.Find(contract, Attributes.Contract) is not { } attribute
            || ContractSettings.Body(attribute) == BodyEncoding.Json
            || KnownTypes.Has(contract)
            || BindsSections(contract))
        {
            return null;
        }

        foreach (ISymbol member in ContractMembers.All(contract))
        {
            if (BindsSections(MemberAttributes.Of(member)))
            {
                return null;
            }
        }

        return ContractSettings.Body(attribute);
    }

    /// <summary>Whether a value of the contract may be of a derived type, whose own members the encoder does not write. System.Text.Json writes the derived types that are declared to it.</summary>
    public static bool RefusesDerived(INamedTypeSymbol contract, BodyEncoding body)
        => contract is { IsValueType: false, IsSealed: false } && !(body == BodyEncoding.Json && JsonContextParser.IsPolymorphic(contract));

    /// <summary>Reports a contract of which every value is of a derived type, and type arguments that cannot be sent; returns whether these can.</summary>
    public static bool CheckUse(INamedTypeSymbol contract, TypeToken token, string member, DiagnosticBag diagnostics)
    {
        if (contract.IsAbstract
            && ContractDeclaration.Of(contract) is { } declaration
            && !KnownTypes.Has(declaration)
            && RefusesDerived(contract, ContractSettings.Body(declaration.Settings)))
        {
            diagnostics.Add(MemberRules.AbstractContract, token.WithoutNullable().Location, Names.Display(contract), member, ContractAdvice.ForAbstract(contract));
        }

        return !ClosedContracts.Is(contract) || ClosedContracts.Check(contract, token.WithoutNullable(), diagnostics);
    }

    /// <summary>Says why a contract cannot be used, unless that is said at the contract itself.</summary>
    public static void ReportMissingEncoder(INamedTypeSymbol contract, Location location, string member, DiagnosticBag diagnostics)
    {
        if (External(contract) is not null)
        {
            diagnostics.RequireStub(ExternalRules.Unusable.Id);
        }
        else if (contract.DeclaringSyntaxReferences.Length > 0)
        {
            diagnostics.RequireStub(ContractRules.NotPartial.Id);
        }
        else
        {
            diagnostics.Add(MemberRules.NotAContract, location, Names.Display(contract), "its assembly was built without the generators of TypedSender, so build it with them", member);
        }
    }

    /// <summary>What makes a type a contract that is not one by itself; null for others.</summary>
    public static ExternalContracts.External? External(INamedTypeSymbol contract)
        => Attributes.Find(contract, Attributes.Contract) is null ? ExternalContracts.Find(contract) : null;

    private static bool BindsSections(INamedTypeSymbol contract)
    {
        for (INamedTypeSymbol? type = contract; type is not null; type = type.BaseType)
        {
            if (BindsSections(type.GetAttributes()))
            {
                return true;
            }
        }

        return false;
    }

    private static bool BindsSections(ImmutableArray<AttributeData> attributes)
    {
        foreach (AttributeData attribute in attributes)
        {
            if (SectionPlace.Of(attribute) is not null || CloudEvents.Is(attribute))
            {
                return true;
            }
        }

        return false;
    }
}
