using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text;
using TypedSender.Amqp;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Each dictionary of .NET, and each type that the key of a map may have.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial class EveryDictionary
{
    [AmqpMember(Order = 0)]
    public Dictionary<string, string?> Dictionary { get; init; } = new() { ["a"] = null };

    [AmqpMember(Order = 1)]
    public IDictionary<AmqpSymbol, bool> Interface { get; init; } = new Dictionary<AmqpSymbol, bool> { ["b"] = true };

    [AmqpMember(Order = 2)]
    public IReadOnlyDictionary<sbyte, bool> ReadOnlyInterface { get; init; } = new Dictionary<sbyte, bool> { [-1] = true };

    [AmqpMember(Order = 3)]
    public ImmutableDictionary<byte, bool> Immutable { get; init; } = ImmutableDictionary<byte, bool>.Empty.Add(1, true);

    [AmqpMember(Order = 4)]
    public FrozenDictionary<short, bool> Frozen { get; init; } = new Dictionary<short, bool> { [-1] = true }.ToFrozenDictionary();

    [AmqpMember(Order = 5)]
    public SortedDictionary<ushort, bool> Sorted { get; init; } = new() { [1] = true };

    [AmqpMember(Order = 6)]
    public ConcurrentDictionary<int, bool> Concurrent { get; init; } = new() { [-1] = true };

    [AmqpMember(Order = 7)]
    public SortedList<uint, bool> SortedList { get; init; } = new() { [1] = true };

    [AmqpMember(Order = 8)]
    public ReadOnlyDictionary<long, bool> ReadOnly { get; init; } = new(new Dictionary<long, bool> { [-1] = true });

    [AmqpMember(Order = 9)]
    public ImmutableSortedDictionary<ulong, bool> ImmutableSorted { get; init; } = ImmutableSortedDictionary<ulong, bool>.Empty.Add(1, true);

    [AmqpMember(Order = 10)]
    public Dictionary<Guid, bool> Guids { get; init; } = new() { [Guid.Empty] = true };

    [AmqpMember(Order = 11)]
    public Dictionary<Color, bool> Enums { get; init; } = new() { [Color.Green] = true };

    [AmqpMember(Order = 12), AmqpEnumAsString]
    public Dictionary<Color, bool> Names { get; init; } = new() { [Color.Green] = true };

    [AmqpMember(Order = 13)]
    public Dictionary<char, bool> Chars { get; init; } = new() { ['a'] = true };

    [AmqpMember(Order = 14)]
    public Dictionary<Rune, bool> Runes { get; init; } = new() { [new Rune('b')] = true };

    [AmqpMember(Order = 15)]
    public Dictionary<OrderId, bool> Wrappers { get; init; } = new() { [default] = true };

    [AmqpMember(Order = 16)]
    public Dictionary<string, Dictionary<int, int?>> Nested { get; init; } = new() { ["n"] = new() { [1] = null } };
}
