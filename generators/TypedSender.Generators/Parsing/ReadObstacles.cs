using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>Tells why values of a type can be written and not be read.</summary>
internal static class ReadObstacles
{
    private const string Global = "global::";

    /// <summary>The obstacle, for people, or null. Of a nested contract nothing is said: it has its own.</summary>
    /// <param name="value">The type.</param>
    /// <param name="member">The contract and the member.</param>
    public static string? Of(ValueModel value, string member)
    {
        string? own = value.Kind switch
        {
            ValueKind.Formatted when !value.IsReadByFormatter
                => $"'{Display(value.Formatter!)}', the formatter of '{member}', only writes: implement IAmqpReadFormatter<{Display(value.TypeName)}>",
            ValueKind.Stream or ValueKind.Pipe
                => $"'{member}' is a '{Display(value.TypeName)}', whose bytes are sent while they are read: hold them in ReadOnlyMemory<byte>",
            ValueKind.List or ValueKind.Array or ValueKind.Map when value.Making is null
                => $"'{Display(value.TypeName)}' of '{member}' cannot be made of what it holds: give it a public constructor without parameters and an Add method, or use {(value.Kind != ValueKind.Map ? "IReadOnlyList<T>" : "IReadOnlyDictionary<TKey, TValue>")}",
            _ => null,
        };
        for (WrapperModel? wrapper = value.Wrapper; wrapper is not null && own is null; wrapper = wrapper.Inner)
        {
            own = wrapper.Making is null ? $"'{Display(wrapper.TypeName)}' of '{member}' cannot be made of the value that it wraps: give it a constructor that takes the value, or the value a setter" : null;
        }

        return own
            ?? (value.Key is { } key ? Of(key, member) : null)
            ?? (value.Element is { } element ? Of(element, member) : null);
    }

    private static string Display(string fullName) => fullName.Replace(Global, string.Empty);
}
