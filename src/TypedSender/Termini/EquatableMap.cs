using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>
/// A map of names to values that does not change, and equals another one of equal entries, whatever their order: for records, whose comparison the compiler writes. Values are compared as
/// those of AMQP are: by type and content.
/// </summary>
/// <typeparam name="TValue">The values.</typeparam>
internal sealed class EquatableMap<TValue> : IReadOnlyDictionary<string, TValue>, IEquatable<EquatableMap<TValue>>
{
    private readonly SortedDictionary<string, TValue> _entries = new(StringComparer.Ordinal);

    public EquatableMap(IEnumerable<KeyValuePair<string, TValue>> entries)
    {
        foreach ((string key, TValue value) in entries)
        {
            _entries[key] = value;
        }
    }

    /// <summary>No entry.</summary>
    public static EquatableMap<TValue> Empty { get; } = new([]);

    public int Count => _entries.Count;

    public IEnumerable<string> Keys => _entries.Keys;

    public IEnumerable<TValue> Values => _entries.Values;

    public TValue this[string key] => _entries[key];

    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value) => _entries.TryGetValue(key, out value);

    public bool Equals(EquatableMap<TValue>? other) => other is not null && _entries.SequenceEqual(other._entries, EntryComparer.Instance);

    public override bool Equals(object? obj) => Equals(obj as EquatableMap<TValue>);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (KeyValuePair<string, TValue> entry in _entries)
        {
            hash.Add(entry, EntryComparer.Instance);
        }

        return hash.ToHashCode();
    }

    public IEnumerator<KeyValuePair<string, TValue>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class EntryComparer : IEqualityComparer<KeyValuePair<string, TValue>>
    {
        public static readonly EntryComparer Instance = new();

        public bool Equals(KeyValuePair<string, TValue> left, KeyValuePair<string, TValue> right) =>
            left.Key == right.Key && AmqpValueComparer.Instance.Equals(left.Value, right.Value);

        public int GetHashCode(KeyValuePair<string, TValue> entry) => entry.Key.GetHashCode(StringComparison.Ordinal);
    }
}
