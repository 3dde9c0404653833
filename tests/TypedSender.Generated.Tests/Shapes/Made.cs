using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Ways to make a contract of its members.</summary>
public static partial class Made
{
    /// <summary>An ordinary constructor, whose parameters are members by another case and of wider types.</summary>
    [AmqpContract]
    public sealed partial class ByConstructor
    {
        public ByConstructor(int number, IEnumerable<string> names, string? note = "none", int level = 3)
        {
            Number = number;
            Names = [.. names];
            Note = note;
            Level = level;
        }

        private ByConstructor(int number) => Number = number;

        public int Number { get; }

        public IReadOnlyList<string> Names { get; } = [];

        public string? Note { get; }

        public int Level { get; }

        /// <summary>Travels, and is not read.</summary>
        public int Twice => Number * 2;
    }

    /// <summary>A primary constructor of a class, and setters of every kind.</summary>
    [AmqpContract]
    public partial class ByPrimary(int number)
    {
        public int Number { get; } = number;

        public required string Name { get; init; }

        public int Count { get; init; } = 7;

        public List<string> Tags { get; init; } = ["default"];

        public string? Comment { get; init; } = "lost when null";

        public int Changed { get; set; } = 9;

        [AmqpMember]
        internal long Inside { get; private set; }

        public double Field = 0.5;

        public void Enter(long inside) => Inside = inside;
    }

    /// <summary>A struct with a constructor for what it cannot set.</summary>
    [AmqpContract(Encoding = AmqpBodyEncoding.List)]
    public readonly partial struct Interval
    {
        public Interval(int from, int to)
        {
            From = from;
            To = to;
        }

        [AmqpMember(Order = 0)]
        public int From { get; }

        [AmqpMember(Order = 1)]
        public int To { get; }

        [AmqpMember(Order = 2)]
        public string? Label { get; init; }
    }

    /// <summary>A constructor that sets what is required, for whoever calls it.</summary>
    [AmqpContract]
    public sealed partial record Required
    {
        [SetsRequiredMembers]
        public Required(string first) => First = first;

        public required string First { get; init; }

        public string? Second { get; set; }
    }

    /// <summary>A full property, and one that is computed of it by name of the field.</summary>
    [AmqpContract]
    public sealed partial class Backed
    {
        private int _value;

        public int Value
        {
            get => _value;
            set => _value = value;
        }

        public int Negative => -_value;
    }

    /// <summary>Every collection that can be made.</summary>
    [AmqpContract]
    public sealed partial record Collected
    {
        public Queue<int> Queue { get; init; } = new();

        public Stack<int> Stack { get; init; } = new();

        public LinkedList<string> Linked { get; init; } = [];

        public SortedSet<int> Sorted { get; init; } = [];

        public ISet<int> Set { get; init; } = new HashSet<int>();

        public IReadOnlySet<int> ReadOnlySet { get; init; } = new HashSet<int>();

        public Collection<int> Collection { get; init; } = [];

        public ReadOnlyCollection<int> ReadOnly { get; init; } = new([]);

        public ObservableCollection<int> Observable { get; init; } = [];

        public ReadOnlyObservableCollection<int> ReadOnlyObservable { get; init; } = new([]);

        public ConcurrentQueue<int> ConcurrentQueue { get; init; } = new();

        public ConcurrentStack<int> ConcurrentStack { get; init; } = new();

        public BlockingCollection<int> Blocking { get; init; } = [];

        public ImmutableList<int> ImmutableList { get; init; } = [];

        public IImmutableList<int> IImmutableList { get; init; } = ImmutableList<int>.Empty;

        public ImmutableHashSet<int> ImmutableSet { get; init; } = [];

        public ImmutableSortedSet<int> ImmutableSorted { get; init; } = [];

        public ImmutableQueue<int> ImmutableQueue { get; init; } = [];

        public ImmutableStack<int> ImmutableStack { get; init; } = [];

        public FrozenSet<string> Frozen { get; init; } = FrozenSet<string>.Empty;

        public ArraySegment<int> Segment { get; init; } = new([]);

        public ICollection<string?> Interface { get; init; } = [];

        public int[][] Jagged { get; init; } = [];

        public List<int?>? Nullables { get; init; }

        public Tags Own { get; init; } = [];

        public Built OwnBuilt { get; init; } = new([]);

        public SortedDictionary<string, int> SortedMap { get; init; } = [];

        public SortedList<string, int> SortedList { get; init; } = [];

        public ConcurrentDictionary<string, int> ConcurrentMap { get; init; } = [];

        public ReadOnlyDictionary<string, int> ReadOnlyMap { get; init; } = new(new Dictionary<string, int>());

        public ImmutableDictionary<string, int> ImmutableMap { get; init; } = ImmutableDictionary<string, int>.Empty;

        public ImmutableSortedDictionary<string, int> ImmutableSortedMap { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

        public FrozenDictionary<string, int> FrozenMap { get; init; } = FrozenDictionary<string, int>.Empty;

        public Headers OwnMap { get; init; } = [];

        public Dictionary<string, List<Interval>> Nested { get; init; } = [];
    }

    /// <summary>A collection of the user's, to which one adds.</summary>
    public sealed class Tags : List<string>;

    /// <summary>A dictionary of the user's.</summary>
    public sealed class Headers : Dictionary<string, string?>;

    /// <summary>A collection of the user's that has a builder.</summary>
    [CollectionBuilder(typeof(Builder), nameof(Builder.Create))]
    public sealed class Built(int[] items) : IEnumerable<int>
    {
        public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)items).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    public static class Builder
    {
        public static Built Create(ReadOnlySpan<int> items) => new(items.ToArray());
    }
}
