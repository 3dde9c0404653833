using System;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Analyzers;

/// <summary>Finds members that other generators have added to a contract: its encoder was written before they were there.</summary>
internal static class LateMembers
{
    /// <summary>The first member that the encoder does not write, as C# writes its name; null if it writes them all.</summary>
    /// <param name="contract">The contract as it is now.</param>
    /// <param name="encoder">Its encoder.</param>
    public static string? First(ContractModel contract, INamedTypeSymbol encoder)
    {
        string members = contract.MemberNames;
        string written = GeneratedMarks.MembersOf(encoder);
        if (members == written)
        {
            return null;
        }

        string[] encoded = written.Split(',');
        foreach (string member in members.Split(','))
        {
            if (member.Length > 0 && Array.IndexOf(encoded, member) < 0)
            {
                return member;
            }
        }

        return null;
    }
}
