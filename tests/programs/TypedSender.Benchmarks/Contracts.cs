namespace TypedSender.Benchmarks;

/// <summary>What every sender of the comparison sends: a body of bytes, a message-id, a content-type, a subject and three application properties.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw), ContentType("application/octet-stream"), Subject("bench.created")]
public readonly partial record struct Event(
    [MessageId] string Id,
    [ApplicationProperty("region")] string Region,
    [ApplicationProperty("attempt")] int Attempt,
    [ApplicationProperty("time")] long Time,
    ReadOnlyMemory<byte> Body);

/// <summary>An event with as many bytes of constant application properties as a trace context takes: a context of its own.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw), ContentType("application/octet-stream"), Subject("bench.created")]
[ApplicationProperty("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")]
public readonly partial record struct StampedEvent(
    [MessageId] string Id,
    [ApplicationProperty("region")] string Region,
    [ApplicationProperty("attempt")] int Attempt,
    [ApplicationProperty("time")] long Time,
    ReadOnlyMemory<byte> Body);

/// <summary>A contract of ten fields, sent as a list.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List, Descriptor = "bench:order:list")]
public readonly partial record struct Order(
    [AmqpMember(Order = 0)] ulong Number,
    [AmqpMember(Order = 1)] string Customer,
    [AmqpMember(Order = 2)] string? Note,
    [AmqpMember(Order = 3)] int Quantity,
    [AmqpMember(Order = 4)] double Price,
    [AmqpMember(Order = 5)] bool IsPaid,
    [AmqpMember(Order = 6)] DateTimeOffset Placed,
    [AmqpMember(Order = 7)] Guid Basket,
    [AmqpMember(Order = 8)] long? Discount,
    [AmqpMember(Order = 9)] IReadOnlyList<string> Tags);

/// <summary>Sends events.</summary>
[AmqpSender("events")]
public partial interface IEventSender
{
    /// <summary>Sends one; fails unless it was taken.</summary>
    ValueTask SendAsync(Event message, CancellationToken cancellationToken = default);

    /// <summary>Sends one and tells what became of it.</summary>
    ValueTask<SendOutcome> TellAsync(Event message, CancellationToken cancellationToken = default);
}

/// <summary>Sends streams.</summary>
[AmqpSender("events")]
public partial interface IStreamSender
{
    /// <summary>Sends one; fails unless it was taken.</summary>
    ValueTask SendAsync(Stream content, CancellationToken cancellationToken = default);
}

/// <summary>Sends stamped events.</summary>
[AmqpSender("events")]
public partial interface IStampedEventSender
{
    /// <summary>Sends one; fails unless it was taken.</summary>
    ValueTask SendAsync(StampedEvent message, CancellationToken cancellationToken = default);

    /// <summary>Sends one and tells what became of it.</summary>
    ValueTask<SendOutcome> TellAsync(StampedEvent message, CancellationToken cancellationToken = default);
}
