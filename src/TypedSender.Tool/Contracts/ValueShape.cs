using System.Reflection;

namespace TypedSender.Tool.Contracts;

/// <summary>What a member, parameter or element can hold.</summary>
/// <param name="Kind">The type of AMQP, <c>list</c>, <c>map</c>, <c>array</c>, <c>contract</c>, or <c>any</c> where it cannot be said.</param>
/// <param name="IsNullable">Whether it may be null, and is left out then.</param>
internal sealed record ValueShape(string Kind, bool IsNullable)
{
    /// <summary>What a list, array or map holds.</summary>
    public ValueShape? Element { get; init; }

    /// <summary>The contract that it is.</summary>
    public ContractDeclaration? Contract { get; init; }

    /// <summary>The names of an enum, with their numbers.</summary>
    public IReadOnlyList<(string Name, object Value)> EnumNames { get; init; } = [];

    /// <summary>How a string is to be read, such as <c>date</c>, <c>uri</c> or <c>duration</c>; empty for any text.</summary>
    public string Format { get; init; } = "";

    /// <summary>The shape in a word or two, as baselines of contracts have it.</summary>
    public override string ToString() => Describe() + (IsNullable ? "?" : "");

    private string Describe() => Kind switch
    {
        "contract" => TypeNames.Full(Contract!.Type),
        "list" or "array" => $"{Kind}<{Element}>",
        "map" => $"map<{Element}>",
        _ when EnumNames.Count > 0 => $"{Kind} (enum)",
        _ => Kind,
    };
}

/// <summary>Finds out what a type of C# is in AMQP, as docs/shapes-members.md lists it.</summary>
internal static class ValueShapes
{
    private static readonly Dictionary<string, string> Scalars = new(StringComparer.Ordinal)
    {
        ["System.Boolean"] = "boolean", ["System.Byte"] = "ubyte", ["System.UInt16"] = "ushort", ["System.UInt32"] = "uint", ["System.UInt64"] = "ulong", ["System.SByte"] = "byte",
        ["System.Int16"] = "short", ["System.Int32"] = "int", ["System.Int64"] = "long", ["System.Single"] = "float", ["System.Double"] = "double", ["System.Decimal"] = "decimal128",
        ["TypedSender.Amqp.AmqpDecimal32"] = "decimal32", ["TypedSender.Amqp.AmqpDecimal64"] = "decimal64", ["TypedSender.Amqp.AmqpDecimal128"] = "decimal128", ["System.Char"] = "char",
        ["System.Text.Rune"] = "char", ["System.String"] = "string", ["TypedSender.Amqp.AmqpSymbol"] = "symbol", ["System.Guid"] = "uuid", ["System.DateTime"] = "timestamp",
        ["System.DateTimeOffset"] = "timestamp", ["TypedSender.Amqp.AmqpTimestamp"] = "timestamp",
    };

    private static readonly Dictionary<string, string> TextFormats = new(StringComparer.Ordinal) { ["System.DateOnly"] = "date", ["System.TimeOnly"] = "time", ["System.Uri"] = "uri" };

    /// <param name="assembly">The assembly whose code sends it.</param>
    /// <param name="type">The type.</param>
    /// <param name="isNullable">Whether a reference of it may be null.</param>
    /// <param name="attributes">Those of the member or parameter.</param>
    /// <param name="nullability">What is known of elements that may be null; null for nothing.</param>
    public static ValueShape Read(Assembly assembly, Type type, bool isNullable, IReadOnlyList<CustomAttributeData> attributes, NullabilityInfo? nullability = null)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition().FullName == "System.Nullable`1")
        {
            return Read(assembly, type.GetGenericArguments()[0], isNullable: true, attributes) with { IsNullable = true };
        }

        bool isSymbol = Attributes.Find(attributes, "AmqpMemberAttribute") is { } member && Attributes.GetNamed(member, "Symbol") is true;
        string name = type.FullName ?? type.Name;
        if (Attributes.Find(attributes, "AmqpFormatterAttribute") is not null)
        {
            return new ValueShape("any", isNullable);
        }

        if (Scalars.TryGetValue(name, out string? scalar))
        {
            return new ValueShape(isSymbol && scalar == "string" ? "symbol" : scalar, isNullable);
        }

        if (TextFormats.TryGetValue(name, out string? format))
        {
            return new ValueShape("string", isNullable) { Format = format };
        }

        return ReadSpecial(assembly, type, isNullable, attributes, isSymbol) ?? ReadContainer(assembly, type, isNullable, attributes, nullability) ?? new ValueShape("any", isNullable);
    }

    private static ValueShape? ReadSpecial(Assembly assembly, Type type, bool isNullable, IReadOnlyList<CustomAttributeData> attributes, bool isSymbol)
    {
        if (type.IsEnum)
        {
            bool isText = Attributes.Find(attributes, "AmqpEnumAsStringAttribute") is not null;
            (string Name, object Value)[] names = [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (field.Name, field.GetRawConstantValue()!))];
            return new ValueShape(isText ? (isSymbol ? "symbol" : "string") : Scalars[type.GetEnumUnderlyingType().FullName!], isNullable) { EnumNames = names };
        }

        if (type.FullName == "System.TimeSpan")
        {
            bool isText = Attributes.Find(attributes, "AmqpDurationAttribute") is { } duration && Attributes.GetArgument(duration, 0) is 1;
            return isText ? new ValueShape("string", isNullable) { Format = "duration" } : new ValueShape("long", isNullable);
        }

        if (ContractDeclaration.Find(type, assembly) is { } contract)
        {
            return new ValueShape("contract", isNullable) { Contract = contract };
        }

        if (Attributes.Find(type.GetCustomAttributesData(), "AmqpTransparentAttribute") is { } transparent)
        {
            PropertyInfo[] readable = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.GetMethod is { IsPublic: true })];
            string? named = Attributes.GetArgument(transparent, 0) as string;
            return readable.FirstOrDefault(property => named is null || property.Name == named) is { } wrapped ? Read(assembly, wrapped.PropertyType, isNullable, attributes) with { IsNullable = isNullable } : null;
        }

        return null;
    }

    private static ValueShape? ReadContainer(Assembly assembly, Type type, bool isNullable, IReadOnlyList<CustomAttributeData> attributes, NullabilityInfo? nullability)
    {
        Type? Argument(string definition, int index) => ((IEnumerable<Type>)[type, .. type.GetInterfaces()])
            .FirstOrDefault(each => each.IsGenericType && each.GetGenericTypeDefinition().FullName == definition)?.GetGenericArguments()[index];

        Type? element = type.IsArray ? type.GetElementType() : null;
        if (element is null && type.IsGenericType && type.GetGenericTypeDefinition().FullName is "System.ReadOnlyMemory`1" or "System.Memory`1" or "System.Buffers.ReadOnlySequence`1" or "System.ArraySegment`1")
        {
            element = type.GetGenericArguments()[0];
        }

        if ((Argument("System.Collections.Generic.IDictionary`2", 1) ?? Argument("System.Collections.Generic.IReadOnlyDictionary`2", 1)) is { } value)
        {
            return new ValueShape("map", isNullable) { Element = ReadElement(assembly, value, attributes, nullability) };
        }

        element ??= Argument("System.Collections.Generic.IEnumerable`1", 0);
        if (element is null)
        {
            return null;
        }

        return element.FullName == "System.Byte" && (type.IsArray || type.IsValueType)
            ? new ValueShape("binary", isNullable)
            : new ValueShape(Attributes.Find(attributes, "AmqpArrayAttribute") is null ? "list" : "array", isNullable) { Element = ReadElement(assembly, element, attributes, nullability) };
    }

    private static ValueShape ReadElement(Assembly assembly, Type type, IReadOnlyList<CustomAttributeData> attributes, NullabilityInfo? container)
    {
        NullabilityInfo? own = container?.ElementType ?? container?.GenericTypeArguments.LastOrDefault();
        return Read(assembly, type, !type.IsValueType && own?.ReadState == NullabilityState.Nullable, ElementAttributes(attributes), own);
    }

    // What says how a value is written holds for the elements of a collection too.
    private static IReadOnlyList<CustomAttributeData> ElementAttributes(IReadOnlyList<CustomAttributeData> attributes) =>
        [.. attributes.Where(static attribute => attribute.AttributeType.Name is "AmqpEnumAsStringAttribute" or "AmqpDurationAttribute" or "AmqpMemberAttribute")];
}
