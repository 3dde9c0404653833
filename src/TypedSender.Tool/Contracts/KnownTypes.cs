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
    public static IReadOnlyList<ContractDeclaration> Of(ContractDeclaration contract) =>
        [.. Named(contract.Marked).Where(named => named.Type != contract.Type).Select(named => ContractDeclaration.Find(named.Type, contract.Assembly)).OfType<ContractDeclaration>()];

    /// <summary>The map entry that identifies a contract within its hierarchy; null if the contract belongs to no hierarchy, or its descriptor identifies it.</summary>
    public static Discriminator? DiscriminatorOf(ContractDeclaration contract)
    {
        foreach (ContractDeclaration above in Above(contract))
        {
            if (Named(above.Marked).FirstOrDefault(named => named.Type == contract.Type) is { Text: { } text } && KeyOf(above) is { } key)
            {
                return new Discriminator(key, text);
            }
        }

        return null;
    }

    /// <summary>The key of the entry that identifies the known types of a contract; null if their descriptors identify them.</summary>
    public static string? KeyOf(ContractDeclaration contract) => Above(contract)
        .Select(static each => Attributes.GetNamed(each.Settings, "DiscriminatorKey") as string)
        .FirstOrDefault(static key => key is not null);

    private static IEnumerable<(Type Type, string? Text)> Named(Type marked) =>
        from attribute in marked.GetCustomAttributesData()
        where attribute.AttributeType.Name == Attribute && attribute.AttributeType.Namespace == "TypedSender" && Attributes.GetArgument(attribute, 0) is Type
        select ((Type)Attributes.GetArgument(attribute, 0)!, Attributes.GetArgument(attribute, 1) as string);

    /// <summary>The contract, and the contracts that it derives from and implements, the nearest first.</summary>
    private static IEnumerable<ContractDeclaration> Above(ContractDeclaration contract)
    {
        List<Type> types = [];
        for (Type? each = contract.Type; each is not null && each.FullName != "System.Object"; each = each.BaseType)
        {
            types.Add(each);
        }

        return types.Concat(contract.Type.GetInterfaces()).Select(type => ContractDeclaration.Find(type, contract.Assembly)).OfType<ContractDeclaration>();
    }
}
