using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Each collection of .NET, and one of one's own, holding one number.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial class EveryCollection
{
    [AmqpMember(Order = 0)]
    public int[] Array { get; init; } = [1];

    [AmqpMember(Order = 1)]
    public List<int> List { get; init; } = [2];

    [AmqpMember(Order = 2)]
    public IList<int> InterfaceOfList { get; init; } = new List<int> { 3 };

    [AmqpMember(Order = 3)]
    public IReadOnlyList<int> ReadOnlyList { get; init; } = [4];

    [AmqpMember(Order = 4)]
    public ICollection<int> Collection { get; init; } = [5];

    [AmqpMember(Order = 5)]
    public IReadOnlyCollection<int> ReadOnlyCollection { get; init; } = [6];

    [AmqpMember(Order = 6)]
    public IEnumerable<int> Sequence { get; init; } = Enumerable.Range(7, 1);

    [AmqpMember(Order = 7)]
    public ImmutableArray<int> ImmutableArray { get; init; } = [8];

    [AmqpMember(Order = 8)]
    public ImmutableList<int> ImmutableList { get; init; } = [9];

    [AmqpMember(Order = 9)]
    public HashSet<int> HashSet { get; init; } = [10];

    [AmqpMember(Order = 10)]
    public ISet<int> Set { get; init; } = new SortedSet<int> { 11 };

    [AmqpMember(Order = 11)]
    public IReadOnlySet<int> ReadOnlySet { get; init; } = new HashSet<int> { 12 };

    [AmqpMember(Order = 12)]
    public FrozenSet<int> FrozenSet { get; init; } = new[] { 13 }.ToFrozenSet();

    [AmqpMember(Order = 13)]
    public Queue<int> Queue { get; init; } = new([14]);

    [AmqpMember(Order = 14)]
    public Stack<int> Stack { get; init; } = new([15]);

    [AmqpMember(Order = 15)]
    public ObservableCollection<int> Observable { get; init; } = [16];

    [AmqpMember(Order = 16)]
    public LinkedList<int> Linked { get; init; } = new([17]);

    [AmqpMember(Order = 17)]
    public ConcurrentBag<int> Bag { get; init; } = [18];

    [AmqpMember(Order = 18)]
    public ConcurrentQueue<int> ConcurrentQueue { get; init; } = new([19]);

    [AmqpMember(Order = 19)]
    public ImmutableHashSet<int> ImmutableSet { get; init; } = [20];

    [AmqpMember(Order = 20)]
    public ImmutableQueue<int> ImmutableQueue { get; init; } = [21];

    [AmqpMember(Order = 21)]
    public ReadOnlyCollection<int> ReadOnly { get; init; } = new([22]);

    [AmqpMember(Order = 22)]
    public ArraySegment<int> Segment { get; init; } = new([0, 23, 0], 1, 1);

    [AmqpMember(Order = 23)]
    public SortedSet<int> Sorted { get; init; } = [24];

    [AmqpMember(Order = 24)]
    public Numbers Own { get; init; } = [25];

    /// <summary>A collection of the user's.</summary>
    public sealed class Numbers : IReadOnlyCollection<int>
    {
        private readonly List<int> _items = [];

        public int Count => _items.Count;

        public void Add(int item) => _items.Add(item);

        public IEnumerator<int> GetEnumerator() => _items.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
