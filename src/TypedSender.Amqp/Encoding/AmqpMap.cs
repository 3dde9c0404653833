using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace TypedSender.Amqp;

/// <summary>
/// A map (AMQP 1.0, 1.6.23): entries in the order in which they were added, no key twice. Keys are compared by type and value, bytes and lists by
/// their content; the string <c>"a"</c>, the symbol <c>a</c> and the numbers 1 (int) and 1 (long) are different keys. Not thread-safe while it is changed.
/// </summary>
public sealed class AmqpMap : IReadOnlyCollection<KeyValuePair<object, object?>>
{
    // Up to this many entries looking at each is faster than an index.
    private const int ScannedEntries = 8;

    private static readonly List<KeyValuePair<object, object?>> NoEntries = [];

    // Empty maps are small: a peer's bytes must not become many times as much memory.
    private List<KeyValuePair<object, object?>> _entries = NoEntries;

    // The numbers of entries, from 1, at the places that their keys' hash codes name or at the next free ones; for the same reason no dictionary. Half of it stays free.
    private int[]? _index;

    /// <summary>Creates an empty map.</summary>
    public AmqpMap()
    {
    }

    /// <summary>Creates an empty map with room for a number of entries that is known to come.</summary>
    internal AmqpMap(int capacity)
    {
        if (capacity > 0)
        {
            _entries = new(capacity);
        }
    }

    /// <summary>Entries.</summary>
    public int Count => _entries.Count;

    /// <summary>The value of a key; setting it adds the key or replaces its value.</summary>
    /// <param name="key">The key: a string, an <see cref="AmqpSymbol"/>, a number, a value of any AMQP type.</param>
    /// <exception cref="KeyNotFoundException">On reading: there is no such key.</exception>
    public object? this[object key]
    {
        get => Find(key) is var at and >= 0 ? _entries[at].Value : throw new KeyNotFoundException($"The map has no key {key}.");
        set
        {
            int at = Find(key);
            if (at >= 0)
            {
                _entries[at] = new(_entries[at].Key, value);
            }
            else
            {
                Append(key, value);
            }
        }
    }

    /// <summary>Adds an entry.</summary>
    /// <param name="key">The key: a value of any AMQP type but null.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(object key, object? value)
    {
        if (!TryAdd(key, value))
        {
            throw new ArgumentException($"The map has the key {key} already.", nameof(key));
        }
    }

    /// <summary>Adds an entry, if its key is not there yet.</summary>
    /// <param name="key">The key: a value of any AMQP type but null.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when the key is there already; then nothing was changed.</returns>
    public bool TryAdd(object key, object? value)
    {
        if (Find(key) >= 0)
        {
            return false;
        }

        Append(key, value);
        return true;
    }

    /// <summary>Whether there is an entry with this key.</summary>
    /// <param name="key">The key.</param>
    public bool ContainsKey(object key) => Find(key) >= 0;

    /// <summary>Looks an entry up.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, or null when there is no such entry.</param>
    /// <returns>Whether there is such an entry.</returns>
    public bool TryGetValue(object key, out object? value)
    {
        int at = Find(key);
        value = at >= 0 ? _entries[at].Value : null;
        return at >= 0;
    }

    /// <summary>Looks an entry up by a string key.</summary>
    /// <typeparam name="T">The type that the value should have.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when there is no such entry, or its value is null or of another type.</returns>
    public bool TryGetValue<T>(string key, [MaybeNullWhen(false)] out T value) => TryGet((object)key, out value);

    /// <summary>Looks an entry up by a symbol key, as annotations and link properties have them.</summary>
    /// <typeparam name="T">The type that the value should have.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when there is no such entry, or its value is null or of another type.</returns>
    public bool TryGetValue<T>(AmqpSymbol key, [MaybeNullWhen(false)] out T value) => TryGet((object)key, out value);

    /// <summary>Enumerates the entries in the order in which they were added.</summary>
    public List<KeyValuePair<object, object?>>.Enumerator GetEnumerator() => _entries.GetEnumerator();

    IEnumerator<KeyValuePair<object, object?>> IEnumerable<KeyValuePair<object, object?>>.GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _entries.GetEnumerator();

    private bool TryGet<T>(object key, [MaybeNullWhen(false)] out T value)
    {
        int at = Find(key);
        if (at >= 0 && _entries[at].Value is T typed)
        {
            value = typed;
            return true;
        }

        value = default;
        return false;
    }

    private int Find(object key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (_index is not null)
        {
            int place = SlotOf(key, _index);
            return _index[place] - 1;
        }

        for (int index = 0; index < _entries.Count; index++)
        {
            if (AmqpValueComparer.Instance.Equals(_entries[index].Key, key))
            {
                return index;
            }
        }

        return -1;
    }

    private void Append(object key, object? value)
    {
        if (ReferenceEquals(_entries, NoEntries))
        {
            _entries = [];
        }

        _entries.Add(new(key, value));
        if (_entries.Count <= ScannedEntries)
        {
            return;
        }

        if (_index is not null && _index.Length >= 2 * _entries.Count)
        {
            _index[SlotOf(key, _index)] = _entries.Count;
            return;
        }

        _index = new int[BitOperations.RoundUpToPowerOf2(2 * (uint)_entries.Capacity)];
        for (int index = 0; index < _entries.Count; index++)
        {
            _index[SlotOf(_entries[index].Key, _index)] = index + 1;
        }
    }

    /// <summary>The place of the key's entry, or the free one where it belongs.</summary>
    private int SlotOf(object key, int[] index)
    {
        int place = AmqpValueComparer.Instance.GetHashCode(key) & (index.Length - 1);
        while (index[place] is var number and > 0 && !AmqpValueComparer.Instance.Equals(_entries[number - 1].Key, key))
        {
            place = (place + 1) & (index.Length - 1);
        }

        return place;
    }
}
