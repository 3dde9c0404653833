using System.Numerics;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Values at the ends of their types.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record Extremes(
    [AmqpMember(Order = 0)] float Float,
    [AmqpMember(Order = 1)] double Double,
    [AmqpMember(Order = 2)] decimal Decimal,
    [AmqpMember(Order = 3)] DateTime DateTime,
    [AmqpMember(Order = 4)] DateTimeOffset Moment,
    [AmqpMember(Order = 5)] DateOnly Date,
    [AmqpMember(Order = 6)] TimeOnly Time);

/// <summary>Values that AMQP has no type for, by their text.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record Texts(
    [AmqpMember(Order = 0), AmqpFormatter(typeof(AmqpVersionFormatter))] Version Version,
    [AmqpMember(Order = 1), AmqpFormatter(typeof(AmqpTextFormatter<System.Net.IPAddress>))] System.Net.IPAddress Address,
    [AmqpMember(Order = 2), AmqpFormatter(typeof(AmqpTextFormatter<Half>))] Half? Half,
    [AmqpMember(Order = 3), AmqpFormatter(typeof(AmqpTextFormatter<Int128>))] List<Int128> Large,
    [AmqpMember(Order = 4), AmqpFormatter(typeof(AmqpTextFormatter<BigInteger>))] BigInteger Larger,
    [AmqpMember(Order = 5), AmqpFormatter(typeof(AmqpTextFormatter<decimal>))] decimal Total,
    [AmqpMember(Order = 6), AmqpFormatter(typeof(AmqpTextFormatter<nint>))] nint Native);

/// <summary>Nullable values inside of each other.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record NestedNulls(
    [AmqpMember(Order = 0)] List<int?>?[]? Lists,
    [AmqpMember(Order = 1)] Dictionary<string, List<OrderLine?>?>? Lines,
    [AmqpMember(Order = 2)] Point? Point,
    [AmqpMember(Order = 3)] IReadOnlyList<Color?> Colors);
