using System.Collections;

namespace TypedSender;

/// <summary>
/// A list that does not change, and equals another one of equal elements in the same order: for records, whose comparison the compiler writes.
/// </summary>
/// <typeparam name="T">The elements.</typeparam>
internal sealed class EquatableList<T>(IEnumerable<T> elements, IEqualityComparer<T>? comparer = null) : IReadOnlyList<T>, IEquatable<EquatableList<T>>
{
    private readonly T[] _elements = [.. elements];
    private readonly IEqualityComparer<T> _comparer = comparer ?? EqualityComparer<T>.Default;

    public int Count => _elements.Length;

    public T this[int index] => _elements[index];

    public bool Equals(EquatableList<T>? other) => other is not null && _elements.AsSpan().SequenceEqual(other._elements, _comparer);

    public override bool Equals(object? obj) => Equals(obj as EquatableList<T>);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (T element in _elements)
        {
            hash.Add(element, _comparer);
        }

        return hash.ToHashCode();
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_elements).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
