using System.Collections.Immutable;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Every type that holds several contracts, and every way to be told their outcomes.</summary>
[AmqpSender("batches")]
public partial interface IBatchSender
{
    ValueTask EnumerableAsync(IEnumerable<Item> items);

    ValueTask ReadOnlyListAsync(IReadOnlyList<Item> items);

    ValueTask ReadOnlyCollectionAsync(IReadOnlyCollection<Item> items);

    ValueTask ListAsync(List<Item> items);

    ValueTask SetAsync(HashSet<Item> items);

    Task ArrayAsync(Item[] items);

    ValueTask ReadOnlyMemoryAsync(ReadOnlyMemory<Item> items);

    Task MemoryAsync(Memory<Item> items, CancellationToken cancellationToken = default);

    ValueTask ImmutableArrayAsync(ImmutableArray<Item> items);

    ValueTask StreamAsync(IAsyncEnumerable<Item> items, CancellationToken cancellationToken = default);

    Task StreamTaskAsync(IAsyncEnumerable<Item> items);

    ValueTask<IReadOnlyList<SendOutcome>> MemoryOutcomesAsync(ReadOnlyMemory<Item> items);

    Task<IReadOnlyList<SendOutcome>> ArrayOutcomesAsync(Item[] items);

    ValueTask<IReadOnlyList<SendOutcome>> StreamOutcomesAsync(IAsyncEnumerable<Item> items, CancellationToken cancellationToken = default);

    IAsyncEnumerable<SendOutcome> StreamToStream(IAsyncEnumerable<Item> items, CancellationToken cancellationToken = default);

    IAsyncEnumerable<SendOutcome> ListToStream(IReadOnlyList<Item> items);

    IAsyncEnumerable<SendOutcome> MemoryToStream(ReadOnlyMemory<Item> items, [Subject] string subject);

    [AmqpBatch]
    ValueTask MemoryTogetherAsync(ReadOnlyMemory<Item> items);

    [AmqpBatch(MaxMessages = 2)]
    ValueTask StreamTogetherAsync(IAsyncEnumerable<Item> items);

    [AmqpBatch(MaxMessages = 2)]
    IAsyncEnumerable<SendOutcome> StreamTogetherToStream(IAsyncEnumerable<Item> items);
}
