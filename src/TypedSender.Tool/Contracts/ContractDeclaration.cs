using System.Reflection;

namespace TypedSender.Tool.Contracts;

/// <summary>What makes a type a contract: its own attribute, or one of an assembly, whose metadata type carries the attributes of an external type and of its members (docs/hierarchies.md).</summary>
/// <param name="Type">The type.</param>
/// <param name="Settings">The attribute that says how the body is laid out.</param>
/// <param name="IsExternal">Whether an attribute of an assembly makes the type a contract.</param>
/// <param name="Assembly">The assembly that holds its code, whose external contracts its members may be.</param>
internal sealed record ContractDeclaration(Type Type, CustomAttributeData Settings, bool IsExternal, Assembly Assembly)
{
    /// <summary>The type that carries the attributes; that of the contract itself where there is no metadata type.</summary>
    public Type Marked => MetadataType ?? Type;

    /// <summary>The attributes of the contract, and of what it derives from.</summary>
    public IEnumerable<CustomAttributeData> AllAttributes => IsExternal && MetadataType is null ? [] : Attributes.OfTypeAndBases(Marked);

    private Type? MetadataType => IsExternal ? Attributes.GetNamed(Settings, "MetadataType") as Type : null;

    /// <summary>What makes a type a contract in an assembly; null if nothing does. An external contract is one for the assembly with its attribute alone.</summary>
    public static ContractDeclaration? Find(Type type, Assembly assembly)
    {
        if (Attributes.Find(type.GetCustomAttributesData(), "AmqpContractAttribute") is { } own)
        {
            return new ContractDeclaration(type, own, IsExternal: false, type.IsConstructedGenericType ? assembly : type.Assembly);
        }

        return assembly.GetCustomAttributesData().FirstOrDefault(attribute => ExternalType(attribute) == type) is { } external
            ? new ContractDeclaration(type, external, IsExternal: true, assembly)
            : null;
    }

    /// <summary>The types that attributes of an assembly make contracts.</summary>
    public static IEnumerable<Type> ExternalTypes(Assembly assembly) => assembly.GetCustomAttributesData().Select(ExternalType).OfType<Type>();

    /// <summary>What carries the attributes of a member: itself, or the member of the metadata type that stands for it.</summary>
    public MemberInfo MarkedMember(MemberInfo member)
    {
        const BindingFlags Instance = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
        return MetadataType?.GetMember(member.Name, MemberTypes.Property | MemberTypes.Field, Instance).FirstOrDefault() ?? member;
    }

    private static Type? ExternalType(CustomAttributeData attribute) => attribute.AttributeType switch
    {
        { Namespace: "TypedSender", Name: "AmqpContractForAttribute`1" } generic => generic.GetGenericArguments()[0],
        { Namespace: "TypedSender", Name: "AmqpContractForAttribute" } => Attributes.GetArgument(attribute, 0) as Type,
        _ => null,
    };
}
