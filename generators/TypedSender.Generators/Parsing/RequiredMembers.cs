using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>Finds the members that C# requires an object initializer to set.</summary>
internal static class RequiredMembers
{
    public static bool Is(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    /// <summary>Whether a constructor says that it sets them itself.</summary>
    public static bool AreSetBy(IMethodSymbol constructor)
    {
        foreach (AttributeData attribute in constructor.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "SetsRequiredMembersAttribute" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a type has any.</summary>
    /// <param name="type">The type.</param>
    /// <param name="except">A member that is set; null for none.</param>
    public static bool Has(INamedTypeSymbol type, ISymbol? except = null)
    {
        for (INamedTypeSymbol? each = type; each is not null; each = each.BaseType)
        {
            foreach (ISymbol member in each.GetMembers())
            {
                if (Is(member) && !SymbolEqualityComparer.Default.Equals(member, except))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
