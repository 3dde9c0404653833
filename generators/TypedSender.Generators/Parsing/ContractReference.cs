using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Whether a type that is used somewhere is a contract, and whether it has an encoder.</summary>
internal static class ContractReference
{
    /// <summary>The name of the encoder that is nested in each contract.</summary>
    public const string EncoderName = "AmqpEncoder";

    public static bool IsContract(ITypeSymbol type) => type is INamedTypeSymbol && Attributes.Find(type, Attributes.Contract) is not null;

    /// <summary>Whether the contract has an encoder: in this compilation, whether one can be nested in it.</summary>
    public static bool HasEncoder(INamedTypeSymbol contract)
        => contract.DeclaringSyntaxReferences.Length > 0
            ? PartialTypeParser.ParseContract(contract, new Problems(), CancellationToken.None) is not null
            : contract.GetTypeMembers(EncoderName).Length > 0;

    /// <summary>Says why a contract cannot be used, unless that is said at the contract itself.</summary>
    public static void ReportMissingEncoder(INamedTypeSymbol contract, TypeToken token, Problems problems)
    {
        if (contract.DeclaringSyntaxReferences.Length > 0)
        {
            problems.RequireStub(ContractRules.NotPartial.Id);
        }
        else
        {
            problems.Add(MemberRules.NotAContract, token.Location, Names.Display(contract));
        }
    }
}
