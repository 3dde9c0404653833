using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Reflection;

namespace TypedSender.Generated.Tests.Support;

/// <summary>Makes collections of every type from their elements, by what .NET and the types of the user offer for that.</summary>
internal static class RandomCollections
{
    /// <summary>The type of the elements of a list; null for others.</summary>
    public static Type? ItemOf(Type type)
        => EntryOf(type) is not null ? null
            : type.IsGenericType && type.GetGenericTypeDefinition() is { } definition && (definition == typeof(Memory<>) || definition == typeof(ReadOnlyMemory<>)) ? type.GetGenericArguments()[0]
            : type.IsDefined(typeof(AmqpContractAttribute), false) ? null
            : Implemented(type, typeof(IEnumerable<>))?.GetGenericArguments()[0];

    /// <summary>The types of the keys and values of a map; null for others.</summary>
    public static (Type Key, Type Value)? EntryOf(Type type)
        => (Implemented(type, typeof(IReadOnlyDictionary<,>)) ?? Implemented(type, typeof(IDictionary<,>)))?.GetGenericArguments() is [{ } key, { } value] ? (key, value) : null;

    public static object ListOf(Type type, Array items)
    {
        if (type.IsInstanceOfType(items))
        {
            return items;
        }

        Type element = items.GetType().GetElementType()!;
        if (element == typeof(string) && type.GetMethod("Add", [element]) is not null)
        {
            // A collection of the user's may take for equal what differs by case alone.
            items = ((string[])items).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        }

        return Called(type, items) ?? Filled(type, items);
    }

    public static object MapOf(Type type, Type key, Type value, Array keys, Func<object?> makeValue)
    {
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
        foreach (object each in key == typeof(string) ? ((string[])keys).Distinct(StringComparer.OrdinalIgnoreCase).ToArray() : keys)
        {
            map[each] = makeValue();
        }

        return type.IsInstanceOfType(map) ? map
            : type.Name.StartsWith("FrozenDictionary", StringComparison.Ordinal) ? Static(typeof(FrozenDictionary), "ToFrozenDictionary", [key, value], [map, null])
            : type.Name.StartsWith("ImmutableDictionary", StringComparison.Ordinal) ? Static(typeof(ImmutableDictionary), "CreateRange", [key, value], [map])
            : type.Name.StartsWith("ImmutableSortedDictionary", StringComparison.Ordinal) ? Static(typeof(ImmutableSortedDictionary), "CreateRange", [key, value], [map])
            : type.GetConstructors().Any(constructor => constructor.GetParameters() is [{ ParameterType: { } parameter }] && parameter.IsInstanceOfType(map)) ? Activator.CreateInstance(type, map)!
            : FilledMap(type, map);
    }

    private static object FilledMap(Type type, IDictionary entries)
    {
        var made = (IDictionary)Activator.CreateInstance(type)!;
        foreach (DictionaryEntry entry in entries)
        {
            made.Add(entry.Key, entry.Value);
        }

        return made;
    }

    private static object? Called(Type type, Array items)
    {
        Type element = items.GetType().GetElementType()!;
        Type? definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return definition == typeof(ISet<>) || definition == typeof(IReadOnlySet<>) ? Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(element), items)
            : definition == typeof(FrozenSet<>) ? Static(typeof(FrozenSet), "ToFrozenSet", [element], [items, null])
            : definition == typeof(ReadOnlyObservableCollection<>) ? Activator.CreateInstance(type, Activator.CreateInstance(typeof(ObservableCollection<>).MakeGenericType(element), items))
            : type.Namespace == "System.Collections.Immutable" ? Static(typeof(ImmutableArray).Assembly.GetType($"System.Collections.Immutable.{Plain(type)}")!, "CreateRange", [element], [items])
            : type.GetConstructors().Any(constructor => constructor.GetParameters() is [{ ParameterType: { } parameter }] && parameter.IsInstanceOfType(items)) ? Activator.CreateInstance(type, items)
            : null;
    }

    private static object Filled(Type type, IEnumerable items)
    {
        object made = Activator.CreateInstance(type)!;
        foreach (object? item in items)
        {
            type.GetMethod("Add", [ItemOf(type)!])!.Invoke(made, [item]);
        }

        return made;
    }

    /// <summary>The name of the type, or of that which implements the interface, without its arity.</summary>
    private static string Plain(Type type)
    {
        string name = type.Name.Split('`')[0];
        return name == "IImmutableSet" ? "ImmutableHashSet" : type.IsInterface ? name[1..] : name;
    }

    private static object Static(Type type, string name, Type[] typeArguments, object?[] arguments)
    {
        IEnumerable<MethodInfo> methods = type.GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Where(method => method.Name == name && method.GetGenericArguments().Length == typeArguments.Length && method.GetParameters().Length == arguments.Length)
            .Select(method => method.MakeGenericMethod(typeArguments));
        return methods.First(method => method.GetParameters()[0].ParameterType is { IsByRefLike: false } parameter && parameter.IsInstanceOfType(arguments[0])).Invoke(null, arguments)!;
    }

    private static Type? Implemented(Type type, Type definition)
        => type.GetInterfaces().Prepend(type).FirstOrDefault(each => each.IsGenericType && each.GetGenericTypeDefinition() == definition);
}
