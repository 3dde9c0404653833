namespace TypedSender.Tool.Contracts;

/// <summary>Names types as C# writes them, without the assemblies of type arguments.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["System.Boolean"] = "bool", ["System.Byte"] = "byte", ["System.SByte"] = "sbyte", ["System.Int16"] = "short", ["System.UInt16"] = "ushort", ["System.Int32"] = "int", ["System.UInt32"] = "uint",
        ["System.Int64"] = "long", ["System.UInt64"] = "ulong", ["System.Single"] = "float", ["System.Double"] = "double", ["System.Decimal"] = "decimal", ["System.Char"] = "char", ["System.String"] = "string",
        ["System.Object"] = "object",
    };

    /// <summary>The name with its namespace and the types around it: <c>Shop.Page&lt;Shop.Order&gt;</c>.</summary>
    public static string Full(Type type)
    {
        if (type.IsGenericParameter || IsKeyword(type) || type.IsArray)
        {
            return Simple(type);
        }

        if (type.DeclaringType is not { } outer)
        {
            return (type.Namespace is { Length: > 0 } space ? space + "." : "") + Own(type, Full);
        }

        // A nested type has the type arguments of the types around it first, and what it is nested in is an open type.
        Type[] ofOuter = type.IsConstructedGenericType ? type.GetGenericArguments()[..outer.GetGenericArguments().Length] : [];
        return $"{Full(ofOuter.Length > 0 ? outer.MakeGenericType(ofOuter) : outer)}.{Own(type, Full)}";
    }

    /// <summary>The name alone: <c>Page&lt;Order&gt;</c>.</summary>
    public static string Simple(Type type) =>
        type.IsArray ? Full(type.GetElementType()!) + "[]"
        : IsKeyword(type) ? Keywords[type.FullName!]
        : Own(type, Simple);

    private static bool IsKeyword(Type type) => type.FullName is { } name && Keywords.ContainsKey(name);

    /// <summary>The name with the type arguments that are its own, and not those of the types around it.</summary>
    private static string Own(Type type, Func<Type, string> name)
    {
        Type[] arguments = type.IsConstructedGenericType ? type.GetGenericArguments()[(type.DeclaringType?.GetGenericArguments().Length ?? 0)..] : [];
        return type.Name.Split('`')[0] + (arguments.Length > 0 ? $"<{string.Join(", ", arguments.Select(name))}>" : "");
    }
}
