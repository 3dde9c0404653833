using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>The types that a contract names, which derive from it, and how a reader tells them apart.</summary>
internal static class KnownTypes
{
    private const string Discriminator = "DiscriminatorKey";

    // Types that name each other in a circle are refused where they are named.
    private const int MaxLevels = 32;

    /// <summary>Whether the contract names types.</summary>
    public static bool Has(ContractDeclaration contract) => Attributes.Find(contract.Attributes, Attributes.KnownType) is not null;

    /// <summary>Whether an attribute on the type itself names types, whether it is a contract or not.</summary>
    public static bool Has(INamedTypeSymbol type) => Attributes.Find(type, Attributes.KnownType) is not null;

    /// <summary>The type that an attribute names; null for what does not compile.</summary>
    public static INamedTypeSymbol? TypeOf(AttributeData attribute)
        => Attributes.Value(Attributes.Positional(attribute, 0)) is INamedTypeSymbol { TypeKind: not TypeKind.Error } type ? type : null;

    /// <summary>Adds what attributes say against the use of the types that a contract names, and of an external contract itself.</summary>
    public static void AddRestrictions(ContractDeclaration contract, Restrictions restrictions)
    {
        if (contract.IsExternal)
        {
            restrictions.AddType(contract.Type);
        }

        foreach (AttributeData attribute in contract.Attributes)
        {
            if (Attributes.Is(attribute, Attributes.KnownType) && TypeOf(attribute) is { } type)
            {
                restrictions.AddType(type);
            }
        }
    }

    /// <summary>The key of the map entry that identifies the types of a contract: its own, or that of the nearest contract that it derives from; null where descriptors identify them.</summary>
    public static string? Key(ContractDeclaration contract)
    {
        if (Attributes.Named(contract.Settings, Discriminator) is string own)
        {
            return own;
        }

        foreach (ContractDeclaration ancestor in Ancestors(contract.Type))
        {
            if (Has(ancestor) && Attributes.Named(ancestor.Settings, Discriminator) is string inherited)
            {
                return inherited;
            }
        }

        return null;
    }

    /// <summary>Where the key is written.</summary>
    public static Location WhereKey(ContractDeclaration contract) => Locations.OfNamedArgument(contract.Settings, Discriminator, contract.Location);

    /// <summary>The entries by which the contracts that name a type tell it; each once.</summary>
    public static EquatableArray<DiscriminatorModel> Of(ContractDeclaration contract)
    {
        List<DiscriminatorModel>? found = null;
        if (Has(contract))
        {
            Add(contract, contract.Type, ref found);
        }

        foreach (ContractDeclaration ancestor in Ancestors(contract.Type))
        {
            Add(ancestor, contract.Type, ref found);
        }

        return found is null ? default : found.ToEquatableArray();
    }

    /// <summary>The contracts that a type derives from, or implements; the nearest class first, and interfaces after classes.</summary>
    public static IEnumerable<ContractDeclaration> Ancestors(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? each = type.BaseType; each is not null && each.SpecialType == SpecialType.None; each = each.BaseType)
        {
            if (ContractDeclaration.Of(each) is { } ancestor)
            {
                yield return ancestor;
            }
        }

        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (!FrameworkTypes.Has(implemented) && ContractDeclaration.Of(implemented) is { } ancestor)
            {
                yield return ancestor;
            }
        }
    }

    /// <summary>What a reader tells a type by, and the types that it names itself: their descriptors, or their discriminators; each with the type that it tells.</summary>
    /// <param name="naming">The contract that names the type.</param>
    /// <param name="known">The type; the contract itself for what tells its own values.</param>
    public static List<(string Mark, INamedTypeSymbol Type)> Marks(ContractDeclaration naming, ContractDeclaration known)
    {
        var marks = new List<(string Mark, INamedTypeSymbol Type)>();
        AddMarks(naming, known, Key(naming) is not null, SymbolEqualityComparer.Default.Equals(naming.Type, known.Type), marks, 0);
        return marks;
    }

    private static void AddMarks(ContractDeclaration naming, ContractDeclaration known, bool byKey, bool isItself, List<(string Mark, INamedTypeSymbol Type)> marks, int level)
    {
        string? own = null;
        if (byKey)
        {
            foreach (AttributeData attribute in naming.Attributes)
            {
                own ??= Attributes.Is(attribute, Attributes.KnownType) && SymbolEqualityComparer.Default.Equals(TypeOf(attribute), known.Type) ? Attributes.Text(attribute, 1) : null;
            }
        }
        else
        {
            own = ContractSettings.Text(known.Settings);
        }

        if (own is not null && !marks.Exists(told => told.Mark == own && SymbolEqualityComparer.Default.Equals(told.Type, known.Type)))
        {
            marks.Add((own, known.Type));
        }

        foreach (AttributeData attribute in known.Attributes)
        {
            if (!isItself
                && Attributes.Is(attribute, Attributes.KnownType)
                && TypeOf(attribute) is { } type
                && ContractDeclaration.Of(type) is { } below
                && level < MaxLevels)
            {
                AddMarks(known, below, byKey, SymbolEqualityComparer.Default.Equals(type, known.Type), marks, level + 1);
            }
        }
    }

    private static void Add(ContractDeclaration naming, INamedTypeSymbol type, ref List<DiscriminatorModel>? found)
    {
        foreach (AttributeData attribute in naming.Attributes)
        {
            if (Attributes.Is(attribute, Attributes.KnownType)
                && SymbolEqualityComparer.Default.Equals(TypeOf(attribute), type)
                && Attributes.Text(attribute, 1) is { } value
                && Key(naming) is { } key)
            {
                var discriminator = new DiscriminatorModel(key, value);
                found ??= new List<DiscriminatorModel>();
                if (!found.Contains(discriminator))
                {
                    found.Add(discriminator);
                }
            }
        }
    }
}
