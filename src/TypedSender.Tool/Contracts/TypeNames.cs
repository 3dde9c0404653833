namespace TypedSender.Tool.Contracts;

/// <summary>Names types as C# writes them, without the assemblies of type arguments.</summary>
internal static class TypeNames
{
    /// <summary>The name with its namespace and the types around it: <c>Shop.Page&lt;Shop.Order&gt;</c>.</summary>
    public static string Full(Type type)
    {
        string name = type.IsGenericType ? type.GetGenericTypeDefinition().FullName! : type.FullName ?? type.Name;
        return Without(name.Replace('+', '.')) + Arguments(type, Full);
    }

    /// <summary>The name alone: <c>Page&lt;Order&gt;</c>.</summary>
    public static string Simple(Type type) => Without(type.Name) + Arguments(type, Simple);

    private static string Without(string name) => string.Concat(name.Split('`').Select(static (part, index) => index == 0 ? part : part.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')));

    private static string Arguments(Type type, Func<Type, string> name) =>
        type.IsGenericType && !type.IsGenericTypeDefinition ? $"<{string.Join(", ", type.GetGenericArguments().Select(name))}>" : "";
}
