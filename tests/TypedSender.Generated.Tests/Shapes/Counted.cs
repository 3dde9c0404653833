using System.Collections;
using System.Collections.Immutable;

namespace TypedSender.Generated.Tests.Shapes;

[AmqpContract]
public sealed partial record Counted(IReadOnlyList<int>? Items = null)
{
    public ArraySegment<int>? Segment { get; init; }
}

/// <summary>Lists of contracts of every type that may be in a bad state.</summary>
[AmqpSender("counted")]
public partial interface ICountedSender
{
    ValueTask ListAsync(IReadOnlyList<OrderLine> lines);

    ValueTask StructAsync(MinusOne<OrderLine> lines);

    ValueTask<IReadOnlyList<SendOutcome>> ImmutableAsync(ImmutableArray<OrderLine> lines);

    ValueTask SequenceAsync(IEnumerable<OrderLine> lines);

    [AmqpBatch]
    ValueTask BatchAsync(IReadOnlyList<OrderLine> lines);

    ValueTask SegmentAsync(ArraySegment<OrderLine> lines);
}

/// <summary>A list that says it holds −1 items.</summary>
public readonly struct MinusOne<T> : IReadOnlyList<T>
{
    public int Count => -1;

    public T this[int index] => throw new InvalidOperationException();

    public IEnumerator<T> GetEnumerator() => Enumerable.Empty<T>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A collection that says it holds −1 items.</summary>
public sealed record MinusOneCollection<T> : ICollection<T>
{
    public int Count => -1;

    public bool IsReadOnly => true;

    public void Add(T item) => throw new NotSupportedException();

    public void Clear() => throw new NotSupportedException();

    public bool Contains(T item) => false;

    public void CopyTo(T[] array, int arrayIndex)
    {
    }

    public bool Remove(T item) => throw new NotSupportedException();

    public IEnumerator<T> GetEnumerator() => Enumerable.Empty<T>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
