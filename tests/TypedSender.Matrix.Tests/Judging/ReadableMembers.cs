using System.Reflection;

namespace TypedSender.Matrix.Tests.Judging;

/// <summary>The members of a compiled type that a reader of its code expects in a message: whatever holds a value that code outside can read.</summary>
internal static class ReadableMembers
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The names of the public readable properties and fields, those of base types too.</summary>
    public static IReadOnlySet<string> Of(Type type)
    {
        HashSet<string> names = [];
        for (Type? each = type; each is not null && each != typeof(object) && each != typeof(ValueType); each = each.BaseType)
        {
            names.UnionWith(
                from property in each.GetProperties(Declared)
                where property.GetIndexParameters().Length == 0 && Getter(property) is { IsPublic: true }
                select property.Name);
            names.UnionWith(from field in each.GetFields(Declared) where field.IsPublic select field.Name);
        }

        return names;
    }

    /// <summary>The getter, or that of the property that it overrides, if it overrides the setter alone.</summary>
    private static MethodInfo? Getter(PropertyInfo property)
    {
        if (property.GetMethod is { } getter)
        {
            return getter;
        }

        MethodInfo setter = property.SetMethod!;
        return setter.GetBaseDefinition() is { } first && first != setter
            ? property.DeclaringType!.BaseType!.GetProperty(property.Name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.GetMethod
            : null;
    }
}
