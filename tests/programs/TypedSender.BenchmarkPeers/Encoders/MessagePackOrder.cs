using MessagePack;

namespace TypedSender.BenchmarkPeers.Encoders;

/// <summary>The order for MessagePack, as an array.</summary>
[MessagePackObject]
public sealed record MessagePackOrder(
    [property: Key(0)] ulong Number,
    [property: Key(1)] string Customer,
    [property: Key(2)] string? Note,
    [property: Key(3)] int Quantity,
    [property: Key(4)] double Price,
    [property: Key(5)] bool IsPaid,
    [property: Key(6)] DateTimeOffset Placed,
    [property: Key(7)] Guid Basket,
    [property: Key(8)] long? Discount,
    [property: Key(9)] string[] Tags);
