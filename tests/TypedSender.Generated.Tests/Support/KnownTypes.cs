using System.Reflection;

namespace TypedSender.Generated.Tests.Support;

/// <summary>The types that a value of a contract may have.</summary>
internal static class KnownTypes
{
    private static readonly Dictionary<Type, Type> s_metadata = typeof(KnownTypes).Assembly.GetCustomAttributesData()
        .Where(attribute => attribute.AttributeType.Name.StartsWith("AmqpContractFor", StringComparison.Ordinal))
        .Select(attribute => (
            Type: attribute.AttributeType.IsGenericType ? attribute.AttributeType.GetGenericArguments()[0] : (Type)attribute.ConstructorArguments[0].Value!,
            Metadata: attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == "MetadataType").TypedValue.Value as Type))
        .Where(each => each.Metadata is not null)
        .ToDictionary(each => each.Type, each => each.Metadata!);

    /// <summary>The types that the contract names, and those that they name, without abstract ones.</summary>
    public static IEnumerable<Type> Of(Type contract) => Closure(contract).Where(type => !type.IsAbstract && !type.IsInterface).Distinct();

    private static IEnumerable<Type> Closure(Type contract) =>
    [
        contract,
        .. (s_metadata.TryGetValue(contract, out Type? metadata) ? metadata : contract).GetCustomAttributes<AmqpKnownTypeAttribute>(inherit: false)
            .Where(attribute => attribute.Type != contract)
            .SelectMany(attribute => Closure(attribute.Type)),
    ];
}
