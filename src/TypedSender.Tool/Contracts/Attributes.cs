using System.Reflection;

namespace TypedSender.Tool.Contracts;

/// <summary>Reads attributes of declarations that cannot be instantiated, because their assembly is not loaded to run.</summary>
internal static class Attributes
{
    private const string Namespace = "TypedSender";

    public static bool Has(MemberInfo member, string name) => Find(member.GetCustomAttributesData(), name) is not null;

    /// <summary>The first attribute of TypedSender with this name; null for none.</summary>
    public static CustomAttributeData? Find(IEnumerable<CustomAttributeData> attributes, string name) =>
        attributes.FirstOrDefault(attribute => attribute.AttributeType.Name == name && attribute.AttributeType.Namespace == Namespace);

    /// <summary>The first attribute with this name in any namespace; null for none.</summary>
    public static CustomAttributeData? FindOf(IEnumerable<CustomAttributeData> attributes, string @namespace, string name) =>
        attributes.FirstOrDefault(attribute => attribute.AttributeType.Name == name && attribute.AttributeType.Namespace == @namespace);

    /// <summary>The value of a property that the attribute sets by name; null if it does not.</summary>
    public static object? GetNamed(CustomAttributeData attribute, string name)
    {
        foreach (CustomAttributeNamedArgument argument in attribute.NamedArguments)
        {
            if (argument.MemberName == name)
            {
                return argument.TypedValue.Value;
            }
        }

        return null;
    }

    /// <summary>The argument of the constructor at this place; null if it has fewer.</summary>
    public static object? GetArgument(CustomAttributeData attribute, int index) => index < attribute.ConstructorArguments.Count ? attribute.ConstructorArguments[index].Value : null;

    /// <summary>The attributes of a type and of what it derives from, the nearest first.</summary>
    public static IEnumerable<CustomAttributeData> OfTypeAndBases(Type type)
    {
        for (Type? each = type; each is not null && each.FullName != "System.Object"; each = each.BaseType)
        {
            foreach (CustomAttributeData attribute in each.GetCustomAttributesData())
            {
                yield return attribute;
            }
        }
    }
}
