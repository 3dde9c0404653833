using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Primitives;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.EventHubs;

/// <summary>Which of several readers of a partition in one consumer group may read.</summary>
public sealed class OwnerLevelTests
{
    [Theory]
    [InlineData(null, 0L)]
    [InlineData(1L, 2L)]
    public async Task A_reader_displaces_those_without_an_owner_level_and_those_of_a_lower_one(long? first, long second)
    {
        await using TestHub test = await TestHub.StartAsync();
        await test.SendAsync("0", "a");
        PartitionReceiver displaced = Create(test, first);
        Assert.Equal("a", await ReceiveAsync(displaced));
        PartitionReceiver owner = Create(test, second);
        Assert.Equal("a", await ReceiveAsync(owner));

        EventHubsException stolen = await Assert.ThrowsAsync<EventHubsException>(() => ReceiveAllAsync(displaced).Within());
        Assert.Equal(EventHubsException.FailureReason.ConsumerDisconnected, stolen.Reason);
        Assert.Equal(1, test.Hub.Partitions[0].ReaderCount);
        await test.SendAsync("0", "b");
        Assert.Equal("b", await ReceiveAsync(owner));
    }

    [Fact]
    public async Task Of_readers_with_the_same_owner_level_the_last_one_reads()
    {
        await using TestHub test = await TestHub.StartAsync();
        await test.SendAsync("0", "a");
        Assert.Equal("a", await ReceiveAsync(Create(test, 1)));
        PartitionReceiver last = Create(test, 1);
        Assert.Equal("a", await ReceiveAsync(last));
        Assert.Equal(1, test.Hub.Partitions[0].ReaderCount);
        await test.SendAsync("0", "b");
        Assert.Equal("b", await ReceiveAsync(last));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1L)]
    public async Task A_reader_with_an_owner_level_keeps_lower_ones_out(long? lower)
    {
        await using TestHub test = await TestHub.StartAsync();
        await test.SendAsync("0", "a");
        PartitionReceiver owner = Create(test, 2);
        Assert.Equal("a", await ReceiveAsync(owner));
        EventHubsException refused = await Assert.ThrowsAsync<EventHubsException>(() => ReceiveAsync(Create(test, lower)));
        Assert.Equal(EventHubsException.FailureReason.ConsumerDisconnected, refused.Reason);

        await owner.CloseAsync().Within();
        Assert.Equal("a", await ReceiveAsync(Create(test, lower)));
    }

    [Fact]
    public async Task Five_readers_without_an_owner_level_read_beside_each_other_and_a_sixth_is_refused()
    {
        await using TestHub test = await TestHub.StartAsync();
        await test.SendAsync("0", "a");
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal("a", await ReceiveAsync(Create(test, null)));
        }

        Assert.Equal(5, test.Hub.Partitions[0].ReaderCount);
        EventHubsException refused = await Assert.ThrowsAsync<EventHubsException>(() => ReceiveAsync(Create(test, null)));
        Assert.Equal(EventHubsException.FailureReason.QuotaExceeded, refused.Reason);
    }

    private static PartitionReceiver Create(TestHub test, long? level) => test.CreateReceiver("0", EventPosition.Earliest, new PartitionReceiverOptions { OwnerLevel = level });

    private static async Task<string> ReceiveAsync(PartitionReceiver receiver)
        => Assert.Single(await receiver.ReceiveBatchAsync(1, TimeSpan.FromSeconds(60)).Within()).EventBody.ToString();

    /// <summary>A call that the link is closed under may end without an event; the next one tells why.</summary>
    private static async Task ReceiveAllAsync(PartitionReceiver receiver)
    {
        while (true)
        {
            Assert.Empty(await receiver.ReceiveBatchAsync(1, TimeSpan.FromSeconds(10)));
        }
    }
}
