using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Primitives;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.EventHubs;

public sealed class PartitionReceiverTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(300)]
    public async Task Batches_are_received_from_a_position_on(int prefetchCount)
    {
        await using TestHub test = await TestHub.StartAsync();
        await test.SendAsync("0", "a", "b", "c", "d");
        PartitionReceiver receiver = test.CreateReceiver("0", EventPosition.FromSequenceNumber(0, isInclusive: false), new PartitionReceiverOptions { PrefetchCount = prefetchCount });
        List<string> read = [];
        while (read.Count < 3)
        {
            IEnumerable<EventData> batch = await receiver.ReceiveBatchAsync(2, TimeSpan.FromSeconds(60)).Within();
            Assert.InRange(batch.Count(), 1, 2);
            read.AddRange(batch.Select(data => data.EventBody.ToString()));
        }

        Assert.Equal(["b", "c", "d"], read);
        Assert.Empty(await receiver.ReceiveBatchAsync(2, TimeSpan.FromMilliseconds(1)).Within());
        await test.SendAsync("0", "e");
        Assert.Equal("e", Assert.Single(await receiver.ReceiveBatchAsync(2, TimeSpan.FromSeconds(60)).Within()).EventBody.ToString());
    }

    [Fact]
    public async Task The_last_event_and_the_properties_of_the_partition_are_told()
    {
        await using TestHub test = await TestHub.StartAsync();
        await test.SendAsync("0", "a", "b");
        PartitionReceiver receiver = test.CreateReceiver("0", EventPosition.Earliest, new PartitionReceiverOptions { TrackLastEnqueuedEventProperties = true });
        Assert.Single(await receiver.ReceiveBatchAsync(1, TimeSpan.FromSeconds(60)).Within());
        Assert.Equal(1, receiver.ReadLastEnqueuedEventProperties().SequenceNumber);
        PartitionProperties properties = await receiver.GetPartitionPropertiesAsync().Within();
        Assert.Equal((1, test.Hub.Events[1].Offset), (properties.LastEnqueuedSequenceNumber, properties.LastEnqueuedOffsetString));
    }
}
