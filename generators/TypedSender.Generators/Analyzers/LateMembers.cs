using System;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Analyzers;

/// <summary>Finds members that other generators have added to a contract: its encoder was written before they were there.</summary>
internal static class LateMembers
{
    private const string Attribute = "EncodedMembersAttribute";

    /// <summary>The first member that the encoder does not write, as C# writes its name; null if it writes them all.</summary>
    /// <param name="contract">The contract as it is now.</param>
    /// <param name="encoder">Its encoder.</param>
    public static string? First(ContractModel contract, INamedTypeSymbol encoder)
    {
        string[] encoded = Encoded(encoder).Split(',');
        foreach (string member in contract.MemberNames.Split(','))
        {
            if (member.Length > 0 && Array.IndexOf(encoded, member) < 0)
            {
                return member;
            }
        }

        return null;
    }

    private static string Encoded(INamedTypeSymbol encoder)
    {
        foreach (AttributeData attribute in encoder.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: Attribute })
            {
                return Attributes.Text(attribute, 0) ?? string.Empty;
            }
        }

        return string.Empty;
    }
}
