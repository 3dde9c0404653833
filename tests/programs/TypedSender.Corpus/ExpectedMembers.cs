using Microsoft.CodeAnalysis;

namespace TypedSender.Corpus;

/// <summary>
/// The members that a reader of a type expects in its message: every public one that holds a value, the inherited ones too, but for those marked as ignored. Written apart
/// from the generator's parser, which it judges.
/// </summary>
internal static class ExpectedMembers
{
    public static IEnumerable<ISymbol> Of(INamedTypeSymbol type)
    {
        HashSet<string> seen = [];
        foreach (ISymbol member in Candidates.Hierarchy(type).SelectMany(ancestor => ancestor.GetMembers()).Where(HoldsValue))
        {
            if (seen.Add(member.Name) && !IsIgnored(member))
            {
                yield return member;
            }
        }
    }

    /// <summary>What tells a member from others: its name and the type that first declared it.</summary>
    public static string Key(ISymbol member)
    {
        ISymbol declared = member;
        while (declared is IPropertySymbol { OverriddenProperty: { } overridden })
        {
            declared = overridden;
        }

        return $"{declared.ContainingType.OriginalDefinition.ToDisplayString()}.{declared.Name}";
    }

    private static bool HoldsValue(ISymbol member) => member switch
    {
        { IsStatic: true } or { DeclaredAccessibility: not Accessibility.Public } => false,
        IPropertySymbol { IsIndexer: false } property => Getter(property) is { DeclaredAccessibility: Accessibility.Public },
        IFieldSymbol { IsImplicitlyDeclared: false } => true,
        _ => false,
    };

    /// <summary>An override of the setter alone leaves the getter to the base.</summary>
    private static IMethodSymbol? Getter(IPropertySymbol property) =>
        property.GetMethod ?? (property.OverriddenProperty is { } overridden ? Getter(overridden) : null);

    private static bool IsIgnored(ISymbol member) => member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "AmqpIgnoreAttribute");
}
