using MemoryPack;

namespace TypedSender.BenchmarkPeers.Encoders;

/// <summary>The order for MemoryPack.</summary>
[MemoryPackable]
public sealed partial record MemoryPackOrder(
    ulong Number,
    string Customer,
    string? Note,
    int Quantity,
    double Price,
    bool IsPaid,
    DateTimeOffset Placed,
    Guid Basket,
    long? Discount,
    string[] Tags);
