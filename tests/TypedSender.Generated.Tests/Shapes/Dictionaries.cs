using System.Collections.Immutable;
using TypedSender.Amqp;

namespace TypedSender.Generated.Tests.Shapes;

[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial class Dictionaries
{
    [AmqpMember(Order = 0)]
    public Dictionary<string, int> Strings { get; init; } = [];

    [AmqpMember(Order = 1)]
    public IReadOnlyDictionary<AmqpSymbol, string?> Symbols { get; init; } = new Dictionary<AmqpSymbol, string?>();

    [AmqpMember(Order = 2)]
    public IDictionary<Guid, List<int>> Guids { get; init; } = new Dictionary<Guid, List<int>>();

    [AmqpMember(Order = 3)]
    public SortedDictionary<Color, OrderLine> Enums { get; init; } = [];

    [AmqpMember(Order = 4)]
    public ImmutableDictionary<long, bool> Longs { get; init; } = ImmutableDictionary<long, bool>.Empty;
}
