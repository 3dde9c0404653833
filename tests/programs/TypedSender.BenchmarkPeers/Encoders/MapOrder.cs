namespace TypedSender.BenchmarkPeers.Encoders;

/// <summary>The order of the benchmarks' Contracts.cs, sent as a map.</summary>
[AmqpContract]
public readonly partial record struct MapOrder(
    ulong Number,
    string Customer,
    string? Note,
    int Quantity,
    double Price,
    bool IsPaid,
    DateTimeOffset Placed,
    Guid Basket,
    long? Discount,
    IReadOnlyList<string> Tags);
