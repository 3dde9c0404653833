using System.Globalization;
using System.Reflection;

namespace TypedSender.Amqp.Tests.Specification;

/// <summary>Reads the definitions that the annotated types carry.</summary>
internal static class AnnotatedTypes
{
    public static IReadOnlyDictionary<string, Type> All { get; } =
        typeof(AmqpCompositeAttribute).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<AmqpCompositeAttribute>() is not null)
            .ToDictionary(type => type.GetCustomAttribute<AmqpCompositeAttribute>()!.Name);

    public static CompositeDefinition Definition(Type type)
    {
        AmqpCompositeAttribute composite = type.GetCustomAttribute<AmqpCompositeAttribute>()!;
        return new CompositeDefinition(composite.Name, composite.Code, [.. Fields(type).Select(property => Field(property, Attribute(property)))]);
    }

    public static IEnumerable<PropertyInfo> Fields(Type type)
        => type.GetProperties()
            .Where(property => property.GetCustomAttribute<AmqpFieldAttribute>() is not null)
            .OrderBy(property => Attribute(property).Index);

    public static AmqpFieldAttribute Attribute(PropertyInfo property) => property.GetCustomAttribute<AmqpFieldAttribute>()!;

    private static FieldDefinition Field(PropertyInfo property, AmqpFieldAttribute field)
        => new(field.Index, field.Name, field.Type ?? TypeName(property.PropertyType), field.Mandatory, field.Multiple, Text(field.Default));

    private static string TypeName(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(bool) ? "boolean"
            : type == typeof(byte) ? "ubyte"
            : type == typeof(ushort) ? "ushort"
            : type == typeof(uint) ? "uint"
            : type == typeof(ulong) ? "ulong"
            : type == typeof(string) ? "string"
            : type == typeof(AmqpSymbol) || type == typeof(AmqpSymbol[]) ? "symbol"
            : type == typeof(ReadOnlyMemory<byte>) ? "binary"
            : type == typeof(DateTimeOffset) ? "timestamp"
            : type.Name;
    }

    private static string? Text(object? value)
        => value switch
        {
            null => null,
            bool truth => truth ? "true" : "false",
            Enum choice => Convert.ToInt64(choice, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
}
