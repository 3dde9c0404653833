using System.Reflection;

namespace TypedSender.Tool.Contracts;

/// <summary>Reads a sender interface from its declaration.</summary>
internal static class SenderReader
{
    public static SenderInfo Read(Type type)
    {
        CustomAttributeData sender = Attributes.Find(type.GetCustomAttributesData(), "AmqpSenderAttribute")!;
        string address = Attributes.GetArgument(sender, 0) as string ?? "";
        Type[] all = [type, .. type.GetInterfaces().Where(static each => each.Namespace is not "TypedSender" and not "TypedSender.GeneratedCode")];
        IEnumerable<CustomAttributeData> attributes = all.SelectMany(static each => each.GetCustomAttributesData());
        return new SenderInfo(
            type,
            address,
            GetTexts(attributes, "TargetCapabilityAttribute"),
            GetTexts(attributes, "DesiredCapabilityAttribute"),
            [.. from each in all from method in each.GetMethods() where !method.IsStatic && !method.IsSpecialName orderby method.MetadataToken select ReadMethod(method, address, attributes, type)]);
    }

    private static string[] GetTexts(IEnumerable<CustomAttributeData> attributes, string name) =>
        [.. from attribute in attributes where attribute.AttributeType.Name == name && attribute.AttributeType.Namespace == "TypedSender" select (string)attribute.ConstructorArguments[0].Value!];

    private static SendMethod ReadMethod(MethodInfo method, string address, IEnumerable<CustomAttributeData> ofInterface, Type sender)
    {
        IList<CustomAttributeData> own = method.GetCustomAttributesData();
        Assembly assembly = sender.Assembly;
        ParameterInfo? content = method.GetParameters().FirstOrDefault(parameter => IsContent(parameter, assembly));
        (ContractDeclaration? contract, bool isMany) = content is null ? (null, false) : FindContract(content.ParameterType, assembly);
        List<PlacedValue> near =
        [
            .. from each in Places.Read(own) let constant = Places.ConstantOfType(each.Place, each.Constant) where constant is not null select new PlacedValue(each.Place, method.Name, null, constant),
            .. from parameter in method.GetParameters()
               from each in Places.Read(parameter.GetCustomAttributesData())
               select new PlacedValue(each.Place, parameter.Name!, Places.At(each.Place, ValueShapes.Read(assembly, parameter.ParameterType, IsNullable(parameter), [.. parameter.GetCustomAttributesData()])), null),
        ];
        ContractInfo? info = contract is null ? null : ContractReader.Read(contract);
        IEnumerable<PlacedValue> far = from each in Places.Read(ofInterface) let constant = Places.ConstantOfType(each.Place, each.Constant) where constant is not null select new PlacedValue(each.Place, sender.Name, null, constant);
        string target = Attributes.Find(own, "AddressAttribute") is { } other ? (string)Attributes.GetArgument(other, 0)! : address;
        return new SendMethod(method.Name, target, info, isMany, Attributes.Find(own, "AmqpBatchAttribute") is not null, near)
        {
            AllPlaced = [.. near.Concat(info?.Placed ?? []).Concat(far).DistinctBy(static value => value.Place)],
        };
    }

    private static bool IsContent(ParameterInfo parameter, Assembly assembly) =>
        !Places.Read(parameter.GetCustomAttributesData()).Any()
        && (parameter.ParameterType.IsGenericParameter || FindContract(parameter.ParameterType, assembly).Contract is not null);

    /// <summary>The contract that is sent: the type itself, or what a list, an array, memory or a sequence holds.</summary>
    private static (ContractDeclaration? Contract, bool IsMany) FindContract(Type type, Assembly assembly)
    {
        if (ContractDeclaration.Find(type, assembly) is { } contract)
        {
            return (contract, false);
        }

        Type? item = type.IsArray ? type.GetElementType() : type.IsGenericType ? type.GetGenericArguments()[0] : null;
        return item is not null && !item.IsGenericParameter && ContractDeclaration.Find(item, assembly) is { } each ? (each, true) : (null, false);
    }

    private static bool IsNullable(ParameterInfo parameter) => !parameter.ParameterType.IsValueType && new NullabilityInfoContext().Create(parameter).ReadState != NullabilityState.NotNull;
}
