using System.Text.RegularExpressions;

namespace TypedSender.Tool.Contracts;

/// <summary>A name of a type that a user has given: <c>Shop.Page&lt;Shop.Order&gt;</c>, <c>Page&lt;Order&gt;</c>, <c>Page</c>, <c>Outer.Inner</c> or <c>Outer+Inner</c>.</summary>
internal sealed partial class NamePattern(string name)
{
    private readonly string[] _parts = Split(name);

    public bool IsWholeNameOf(Type type) => Split(TypeNames.Full(type)).SequenceEqual(_parts);

    /// <summary>Whether it names the type, with namespaces and containing types left out, or with all type arguments left out.</summary>
    public bool IsNameOf(Type type)
    {
        string[] whole = Split(TypeNames.Full(type));
        return (_parts.Length == whole.Length || (_parts.Length == 1 && whole[^1] == ">"))
            && _parts.Zip(whole).All(static pair => pair.Second == pair.First || pair.Second.EndsWith('.' + pair.First, StringComparison.Ordinal));
    }

    /// <summary>Splits a name into identifiers with their dots, and single punctuation characters; a nested type is written with a dot.</summary>
    private static string[] Split(string name) => [.. Part().Matches(name.Replace('+', '.')).Select(static match => match.Value)];

    [GeneratedRegex(@"[\w.]+|[^\w.\s]")]
    private static partial Regex Part();
}
