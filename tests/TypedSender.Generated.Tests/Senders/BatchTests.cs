using System.Collections.Immutable;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests.Senders;

/// <summary>Whatever holds the contracts, each is sent as a message, in their order; and the outcomes come as the method says.</summary>
public class BatchTests
{
    private static readonly Item[] Items = [new(1), new(2), new(3)];

    [Fact]
    public Task An_enumerable_is_sent() => AssertSentAsync(sender => sender.EnumerableAsync(Items.Where(item => item.N > 0)).AsTask());

    [Fact]
    public Task A_read_only_list_is_sent() => AssertSentAsync(sender => sender.ReadOnlyListAsync(Items).AsTask());

    [Fact]
    public Task A_read_only_collection_is_sent() => AssertSentAsync(sender => sender.ReadOnlyCollectionAsync(new Queue<Item>(Items)).AsTask());

    [Fact]
    public Task A_list_is_sent() => AssertSentAsync(sender => sender.ListAsync([.. Items]).AsTask());

    [Fact]
    public Task A_set_is_sent() => AssertSentAsync(sender => sender.SetAsync([.. Items]).AsTask());

    [Fact]
    public Task An_array_is_sent() => AssertSentAsync(sender => sender.ArrayAsync(Items));

    [Fact]
    public Task Read_only_memory_is_sent() => AssertSentAsync(sender => sender.ReadOnlyMemoryAsync(new Item[] { new(0), new(1), new(2), new(3), new(4) }.AsMemory(1, 3)).AsTask());

    [Fact]
    public Task Memory_is_sent() => AssertSentAsync(sender => sender.MemoryAsync(Items));

    [Fact]
    public Task An_immutable_array_is_sent() => AssertSentAsync(sender => sender.ImmutableArrayAsync([.. Items]).AsTask());

    [Fact]
    public Task A_stream_is_sent() => AssertSentAsync(sender => sender.StreamAsync(StreamAsync()).AsTask());

    [Fact]
    public Task A_stream_is_sent_by_a_task() => AssertSentAsync(sender => sender.StreamTaskAsync(StreamAsync()));

    [Fact]
    public async Task Outcomes_come_as_a_list()
    {
        (IBatchSender sender, Recorder recorder) = Recorder.Of<IBatchSender>();

        Assert.Equal(Accepted(3), await sender.MemoryOutcomesAsync(Items));
        Assert.Equal(Accepted(3), await sender.ArrayOutcomesAsync(Items));
        Assert.Equal(Accepted(3), await sender.StreamOutcomesAsync(StreamAsync()));
        Assert.Equal([.. Messages(), .. Messages(), .. Messages()], recorder.Messages);
    }

    [Fact]
    public async Task Outcomes_come_as_a_stream()
    {
        (IBatchSender sender, Recorder recorder) = Recorder.Of<IBatchSender>();

        Assert.Equal(Accepted(3), await ListAsync(sender.StreamToStream(StreamAsync())));
        Assert.Equal(Accepted(3), await ListAsync(sender.ListToStream(Items)));
        Assert.Equal([.. Messages(), .. Messages()], recorder.Messages);

        Assert.Equal(Accepted(3), await ListAsync(sender.MemoryToStream(Items, "s")));
        Assert.Equal("005373c00704404040a10173" + Item.Message(3), recorder.Messages.Last());
    }

    [Fact]
    public async Task Memory_travels_in_an_envelope()
    {
        (IBatchSender sender, Recorder recorder) = Recorder.Of<IBatchSender>();

        await sender.MemoryTogetherAsync(Items);

        Assert.Equal([$"{Data(1)}{Data(2)}{Data(3)}"], recorder.Messages);
        Assert.Equal([0x80013700], recorder.Formats);
    }

    [Fact]
    public async Task A_stream_travels_in_envelopes()
    {
        (IBatchSender sender, Recorder recorder) = Recorder.Of<IBatchSender>();

        await sender.StreamTogetherAsync(Ready());
        Assert.Equal(Accepted(3), await ListAsync(sender.StreamTogetherToStream(Ready())));

        Assert.Equal([$"{Data(1)}{Data(2)}", Item.Message(3), $"{Data(1)}{Data(2)}", Item.Message(3)], recorder.Messages);
        Assert.Equal([0x80013700, 0, 0x80013700, 0], recorder.Formats);
    }

    [Fact]
    public async Task Nothing_is_sent_of_nothing()
    {
        (IBatchSender sender, Recorder recorder) = Recorder.Of<IBatchSender>();

        await sender.ReadOnlyMemoryAsync(default);
        await sender.StreamAsync(Items.Take(0).ToAsyncEnumerable());
        Assert.Empty(await sender.MemoryOutcomesAsync(default));
        Assert.Empty(await ListAsync(sender.ListToStream([])));

        Assert.Empty(recorder.Messages);
    }

    [Fact]
    public void Null_is_refused_at_the_call()
    {
        (IBatchSender sender, _) = Recorder.Of<IBatchSender>();

        Assert.Throws<ArgumentNullException>("items", () => { _ = sender.StreamAsync(null!); });
        Assert.Throws<ArgumentNullException>("items", () => { _ = sender.StreamToStream(null!); });
        Assert.Throws<ArgumentNullException>("items", () => { _ = sender.ListToStream(null!); });
    }

    private static async Task AssertSentAsync(Func<IBatchSender, Task> send)
    {
        (IBatchSender sender, Recorder recorder) = Recorder.Of<IBatchSender>();

        await send(sender);

        Assert.Equal(Messages(), recorder.Messages);
        Assert.All(recorder.Formats, format => Assert.Equal(0u, format));
    }

    private static IEnumerable<string> Messages() => Items.Select(item => Item.Message(item.N));

    private static string Data(int n) => $"005375a008{Item.Message(n)}";

    private static IEnumerable<SendOutcome> Accepted(int count) => Enumerable.Repeat(SendOutcome.Accepted, count);

    private static async IAsyncEnumerable<Item> StreamAsync()
    {
        foreach (Item item in Items)
        {
            await Task.Yield();
            yield return item;
        }
    }

    /// <summary>The items, all there at once.</summary>
    private static IAsyncEnumerable<Item> Ready() => Items.ToAsyncEnumerable();

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (T item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
