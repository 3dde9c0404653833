using System.Collections.Immutable;
using System.Text;
using TypedSender.Amqp;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>An array of each type that has a constructor of its own.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record Arrays(
    [AmqpMember(Order = 0), AmqpArray] bool[] Booleans,
    [AmqpMember(Order = 1), AmqpArray] byte[] UBytes,
    [AmqpMember(Order = 2), AmqpArray] sbyte[] Bytes,
    [AmqpMember(Order = 3), AmqpArray] ushort[] UShorts,
    [AmqpMember(Order = 4), AmqpArray] short[] Shorts,
    [AmqpMember(Order = 5), AmqpArray] uint[] UInts,
    [AmqpMember(Order = 6), AmqpArray] List<int> Ints,
    [AmqpMember(Order = 7), AmqpArray] IReadOnlyList<ulong> ULongs,
    [AmqpMember(Order = 8), AmqpArray] ImmutableArray<long> Longs,
    [AmqpMember(Order = 9), AmqpArray] ReadOnlyMemory<float> Floats,
    [AmqpMember(Order = 10), AmqpArray] IEnumerable<double> Doubles,
    [AmqpMember(Order = 11), AmqpArray] decimal[] Decimals,
    [AmqpMember(Order = 12), AmqpArray] char[] Chars,
    [AmqpMember(Order = 13), AmqpArray] Rune[] Runes,
    [AmqpMember(Order = 14), AmqpArray] DateTimeOffset[] Moments,
    [AmqpMember(Order = 15), AmqpArray] Guid[] Ids,
    [AmqpMember(Order = 16), AmqpArray] string[] Strings,
    [AmqpMember(Order = 17, Symbol = true), AmqpArray] string[] StringSymbols,
    [AmqpMember(Order = 18), AmqpArray] HashSet<AmqpSymbol> Symbols,
    [AmqpMember(Order = 19), AmqpArray] byte[][] Binaries,
    [AmqpMember(Order = 20), AmqpArray] Color[] Colors,
    [AmqpMember(Order = 21), AmqpArray] OrderId[] OrderIds,
    [AmqpMember(Order = 22), AmqpArray] AmqpDecimal64[] Decimals64,
    [AmqpMember(Order = 23), AmqpArray] Uri[] Uris,
    [AmqpMember(Order = 24), AmqpArray, AmqpDuration(AmqpDurationEncoding.Milliseconds)] TimeSpan[] Durations,
    [AmqpMember(Order = 25), AmqpArray] int[]? None);

/// <summary>Primitive arrays and memory without an attribute: lists, which every reader reads.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record PlainArrays(
    [AmqpMember(Order = 0)] bool[] Booleans,
    [AmqpMember(Order = 1)] sbyte[] Bytes,
    [AmqpMember(Order = 2)] double[] Doubles,
    [AmqpMember(Order = 3)] ReadOnlyMemory<int> ReadOnlyMemory,
    [AmqpMember(Order = 4)] Memory<string?> Memory,
    [AmqpMember(Order = 5)] ReadOnlyMemory<OrderLine>? MaybeMemory,
    [AmqpMember(Order = 6)] int?[][] Jagged);
