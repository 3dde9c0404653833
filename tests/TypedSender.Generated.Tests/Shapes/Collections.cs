using System.Collections.Immutable;

namespace TypedSender.Generated.Tests.Shapes;

[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record Collections
{
    [AmqpMember(Order = 0)]
    public required int[] Array { get; init; }

    [AmqpMember(Order = 1)]
    public required List<string?> List { get; init; }

    [AmqpMember(Order = 2)]
    public required IReadOnlyList<OrderLine> ReadOnlyList { get; init; }

    [AmqpMember(Order = 3)]
    public required IEnumerable<Guid> Enumerable { get; init; }

    [AmqpMember(Order = 4)]
    public ImmutableArray<long> Immutable { get; init; }

    [AmqpMember(Order = 5)]
    public required HashSet<char> Set { get; init; }

    [AmqpMember(Order = 6)]
    public required int[][] Jagged { get; init; }

    [AmqpMember(Order = 7)]
    public required List<byte[]> Bytes { get; init; }

    [AmqpMember(Order = 8), AmqpEnumAsString]
    public required IReadOnlyCollection<Color> Names { get; init; }
}
