using System.Collections;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>The items of the interface, and a public enumerator that yields nothing typed.</summary>
public sealed class ExplicitBag : IEnumerable<int>
{
    IEnumerator<int> IEnumerable<int>.GetEnumerator() => Enumerable.Range(1, 2).GetEnumerator();

    public IEnumerator GetEnumerator() => throw new InvalidOperationException("The items are those of IEnumerable<int>.");
}

/// <summary>A public enumerator whose items would convert to those of the interface, and are others.</summary>
public sealed class LongBag : IEnumerable<long>
{
    IEnumerator<long> IEnumerable<long>.GetEnumerator() => Enumerable.Repeat(7L, 1).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => throw new InvalidOperationException("The items are those of IEnumerable<long>.");

    public IEnumerator<int> GetEnumerator() => throw new InvalidOperationException("The items are those of IEnumerable<long>.");
}

/// <summary>An inherited enumerator that another one hides.</summary>
public sealed class HiddenBag : HashSet<string>
{
    public new IEnumerator<int> GetEnumerator() => throw new InvalidOperationException("The items are those of IEnumerable<string>.");
}

/// <summary>Items of two types, of which <c>foreach</c> yields one.</summary>
public sealed class DoubleBag : IEnumerable<int>, IEnumerable<string>
{
    IEnumerator<int> IEnumerable<int>.GetEnumerator() => throw new InvalidOperationException("The items are those of the public enumerator.");

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public IEnumerator<string> GetEnumerator() => Enumerable.Repeat("s", 1).GetEnumerator();
}

/// <summary>An enumerator of a type of its own, by name alone.</summary>
public readonly struct PatternBag : IEnumerable<byte>
{
    public Enumerator GetEnumerator() => default;

    IEnumerator<byte> IEnumerable<byte>.GetEnumerator() => throw new InvalidOperationException("It would be boxed.");

    IEnumerator IEnumerable.GetEnumerator() => throw new InvalidOperationException("It would be boxed.");

    public struct Enumerator
    {
        public byte Current { get; private set; }

        public bool MoveNext() => ++Current < 3;
    }
}

/// <summary>A dictionary whose public enumerator is that of 2002.</summary>
public sealed class OldDictionary : DictionaryBase, IReadOnlyDictionary<string, int>
{
    int IReadOnlyCollection<KeyValuePair<string, int>>.Count => 1;

    IEnumerable<string> IReadOnlyDictionary<string, int>.Keys => throw new InvalidOperationException();

    IEnumerable<int> IReadOnlyDictionary<string, int>.Values => throw new InvalidOperationException();

    int IReadOnlyDictionary<string, int>.this[string key] => throw new InvalidOperationException();

    bool IReadOnlyDictionary<string, int>.ContainsKey(string key) => throw new InvalidOperationException();

    bool IReadOnlyDictionary<string, int>.TryGetValue(string key, out int value) => throw new InvalidOperationException();

    IEnumerator<KeyValuePair<string, int>> IEnumerable<KeyValuePair<string, int>>.GetEnumerator()
        => Enumerable.Repeat(new KeyValuePair<string, int>("k", 1), 1).GetEnumerator();
}

/// <summary>Contracts as the items of an explicit interface.</summary>
public sealed class LineBag : IEnumerable<OrderLine>
{
    IEnumerator<OrderLine> IEnumerable<OrderLine>.GetEnumerator() => Enumerable.Repeat(new OrderLine("s", 1), 1).GetEnumerator();

    public IEnumerator GetEnumerator() => throw new InvalidOperationException("The items are those of IEnumerable<OrderLine>.");
}

[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public partial record Bags(
    [AmqpMember(Order = 0)] ExplicitBag Explicit,
    [AmqpMember(Order = 1)] LongBag Long,
    [AmqpMember(Order = 2)] HiddenBag Hidden,
    [AmqpMember(Order = 3)] DoubleBag Double,
    [AmqpMember(Order = 4)] PatternBag Pattern,
    [AmqpMember(Order = 5)] OldDictionary Old);
