using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Checks contracts that others name as known types: their discriminators have different keys, and no member of theirs hides one that readers of the others expect.</summary>
internal static class DiscriminatorChecks
{
    /// <summary>Gives the entries places among the members, and reports two with one key.</summary>
    public static void Add(ContractDeclaration contract, EquatableArray<DiscriminatorModel> discriminators, Dictionary<string, string> places, DiagnosticBag diagnostics)
    {
        if (discriminators.IsEmpty)
        {
            return;
        }

        var values = new Dictionary<string, string>();
        foreach (DiscriminatorModel discriminator in discriminators)
        {
            if (values.TryGetValue(discriminator.Key, out string? other))
            {
                diagnostics.Add(KnownTypeRules.OtherDiscriminator, contract.Location, Names.Display(contract.Type), ConstantText.Display(other), ConstantText.Display(discriminator.Value), ConstantText.Display(discriminator.Key));
            }
            else
            {
                values.Add(discriminator.Key, discriminator.Value);
                places.Add(discriminator.Key, $"{contract.Type.Name}, Discriminator \"{discriminator.Value}\"");
            }
        }
    }

    /// <summary>Reports a member that stands where a reader of a contract with known types expects the one it hides.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="member">Its member.</param>
    /// <param name="key">The key of the member in a map.</param>
    /// <param name="order">The place of the member in a list.</param>
    /// <param name="fallback">Where to report what is not in source.</param>
    /// <param name="diagnostics">What is found.</param>
    public static void CheckHidden(ContractDeclaration contract, ContractMember member, string key, int order, Location fallback, DiagnosticBag diagnostics)
    {
        if (member.Hidden is not { IsStatic: false } hidden || member.Symbol.IsOverride)
        {
            return;
        }

        foreach (ContractDeclaration ancestor in KnownTypes.Ancestors(contract.Type))
        {
            if (ancestor.Type.TypeKind == TypeKind.Class && KnownTypes.Has(ancestor) && Holds(ancestor.Type, hidden) && IsSamePlace(ancestor, hidden, key, order))
            {
                diagnostics.Add(KnownTypeRules.HidesKnownMember, Locations.Of(member.Symbol, fallback), Names.Display(member.Symbol), Names.Display(hidden), Names.Display(ancestor.Type));
                return;
            }
        }
    }

    private static bool Holds(INamedTypeSymbol type, ISymbol member)
    {
        for (INamedTypeSymbol? each = type; each is not null; each = each.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(each, member.ContainingType))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSamePlace(ContractDeclaration contract, ISymbol hidden, string key, int order)
    {
        ImmutableArray<AttributeData> attributes = MemberAttributes.Of(contract.MarkedMember(hidden));
        AttributeData? member = Attributes.Find(attributes, Attributes.Member);
        bool travels = Attributes.Find(attributes, Attributes.Ignore) is null && (member is not null || hidden.DeclaredAccessibility == Accessibility.Public);
        string place = ContractSettings.Body(contract.Settings) == BodyEncoding.List
            ? (member is not null && Attributes.Named(member, "Order") is int number ? number : -1).ToString(CultureInfo.InvariantCulture)
            : member is null ? hidden.Name : Attributes.Named(member, "Name") as string ?? Attributes.Text(member, 0) ?? hidden.Name;
        return travels && place == (ContractSettings.Body(contract.Settings) == BodyEncoding.List ? order.ToString(CultureInfo.InvariantCulture) : key);
    }
}
