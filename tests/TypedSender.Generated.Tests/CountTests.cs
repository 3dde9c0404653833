using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>Collections in a state that holds nothing: default structs, and those that miscount.</summary>
public class CountTests
{
    [Fact]
    public void A_default_segment_is_an_empty_list()
        => Bytes.Equal("c1 0b 02 a107 5365676d656e74 45", AmqpContracts.EncodeValue(new Counted { Segment = default(ArraySegment<int>) }));

    [Fact]
    public void A_segment_is_a_list_of_its_part()
        => Bytes.Equal("c1 0f 02 a107 5365676d656e74 c0 03 01 54 02", AmqpContracts.EncodeValue(new Counted { Segment = new ArraySegment<int>([1, 2, 3], 1, 1) }));

    [Fact]
    public void A_negative_count_names_the_member()
        => Assert.StartsWith(
            "Counted.Items says that it holds -1 elements.",
            Assert.Throws<AmqpEncodeException>(() => AmqpContracts.Encode(new Counted(default(MinusOne<int>)))).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task A_list_that_miscounts_is_refused_at_the_call()
    {
        await using var client = new SendClient("amqp://localhost:1");
        ICountedSender sender = client.GetSender<ICountedSender>();

        Assert.Throws<ArgumentException>("items", () => { _ = sender.ListAsync(default(MinusOne<OrderLine>)); });
        Assert.Throws<ArgumentException>("items", () => { _ = sender.StructAsync(default); });
        Assert.Throws<ArgumentException>("items", () => { _ = sender.BatchAsync(default(MinusOne<OrderLine>)); });
        Assert.Throws<ArgumentException>("items", () => { _ = sender.SequenceAsync(new MinusOneCollection<OrderLine>()); });
    }

    [Fact]
    public async Task A_default_immutable_array_is_refused_at_the_call_and_a_default_segment_sends_nothing()
    {
        await using var client = new SendClient("amqp://localhost:1");
        ICountedSender sender = client.GetSender<ICountedSender>();

        Assert.Throws<ArgumentException>("items", () => { _ = sender.ImmutableAsync(default); });
        await sender.SegmentAsync(default);
    }
}
