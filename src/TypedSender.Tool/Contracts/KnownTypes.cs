using System.Reflection;

namespace TypedSender.Tool.Contracts;

/// <summary>The first entry of a map, which identifies the known type that the map was made from.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value.</param>
internal sealed record Discriminator(string Key, string Value);

/// <summary>Reads hierarchies of contracts: which types a contract names by <c>[AmqpKnownType]</c>, and how a reader tells them (docs/hierarchies.md).</summary>
internal static class KnownTypes
{
    private const string Attribute = "AmqpKnownTypeAttribute";

    /// <summary>The types that a contract names, in their order, without itself.</summary>
    public static IReadOnlyList<Type> Of(Type contract) => [.. Named(contract).Select(static named => named.Type).Where(type => type != contract)];

    /// <summary>The map entry that identifies a contract within its hierarchy; null if the contract belongs to no hierarchy, or its descriptor identifies it.</summary>
    public static Discriminator? DiscriminatorOf(Type contract)
    {
        foreach (Type above in Above(contract))
        {
            if (Named(above).FirstOrDefault(named => named.Type == contract) is { Text: { } text } && KeyOf(above) is { } key)
            {
                return new Discriminator(key, text);
            }
        }

        return null;
    }

    /// <summary>The key of the entry that identifies the known types of a contract; null if their descriptors identify them.</summary>
    public static string? KeyOf(Type contract) => Above(contract)
        .Select(static each => Attributes.Find(each.GetCustomAttributesData(), "AmqpContractAttribute"))
        .Select(static attribute => attribute is null ? null : Attributes.GetNamed(attribute, "DiscriminatorKey") as string)
        .FirstOrDefault(static key => key is not null);

    private static IEnumerable<(Type Type, string? Text)> Named(Type contract) =>
        from attribute in contract.GetCustomAttributesData()
        where attribute.AttributeType.Name == Attribute && attribute.AttributeType.Namespace == "TypedSender" && Attributes.GetArgument(attribute, 0) is Type
        select ((Type)Attributes.GetArgument(attribute, 0)!, Attributes.GetArgument(attribute, 1) as string);

    /// <summary>The type, and what it derives from and implements, the nearest first.</summary>
    private static IEnumerable<Type> Above(Type type)
    {
        for (Type? each = type; each is not null && each.FullName != "System.Object"; each = each.BaseType)
        {
            yield return each;
        }

        foreach (Type implemented in type.GetInterfaces())
        {
            yield return implemented;
        }
    }
}
