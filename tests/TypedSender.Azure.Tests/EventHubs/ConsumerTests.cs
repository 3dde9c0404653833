using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Producer;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.EventHubs;

public sealed class ConsumerTests
{
    [Fact]
    public async Task An_event_is_read_with_all_that_it_was_sent_with_and_what_the_hub_added()
    {
        await using TestHub test = await TestHub.StartAsync();
        EventData data = new("body") { MessageId = "m1", CorrelationId = "c1", ContentType = "text/plain" };
        data.Properties["text"] = "t";
        data.Properties["number"] = 7;
        data.Properties["time"] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        data.Properties["span"] = TimeSpan.FromSeconds(3);
        data.Properties["uri"] = new Uri("https://example.org/");
        await test.SendAsync("0", "first");
        await test.CreateProducer().SendAsync([data], new SendEventOptions { PartitionKey = "device-7" }).Within();
        BrokerEvent stored = test.Hub.Events[^1];

        EventData read = (await test.ReadAsync(stored.PartitionId, EventPosition.FromSequenceNumber(stored.SequenceNumber), 1))[0].Data;
        Assert.Equal(("body", "m1", "c1", "text/plain"), (read.EventBody.ToString(), read.MessageId, read.CorrelationId, read.ContentType));
        Assert.Equal(data.Properties, read.Properties);
        Assert.Equal("device-7", read.PartitionKey);
        Assert.Equal((stored.SequenceNumber, stored.Offset, stored.EnqueuedTime), (read.SequenceNumber, read.OffsetString, read.EnqueuedTime));
    }

    [Fact]
    public async Task Reading_begins_at_the_earliest_event_and_removes_nothing()
    {
        await using TestHub test = await TestHub.StartAsync();
        await test.SendAsync("0", "a", "b", "c");
        Assert.Equal("a b c", await test.ReadTextsAsync(EventPosition.Earliest, 3));
        Assert.Equal("a b c", await test.ReadTextsAsync(EventPosition.Earliest, 3));
        Assert.Equal(3, test.Hub.Partitions[0].Events.Count);

        test.Hub.Partitions[0].RemoveBefore(2);
        Assert.Equal("c", await test.ReadTextsAsync(EventPosition.Earliest, 1));
    }

    [Fact]
    public async Task Reading_begins_behind_the_latest_event()
    {
        await using TestHub test = await TestHub.StartAsync();
        await test.SendAsync("0", "a");
        Task<string> reading = test.ReadTextsAsync(EventPosition.Latest, 2);
        await test.Hub.Partitions[0].WaitForReadersAsync(1).Within();
        await test.SendAsync("0", "b", "c");
        Assert.Equal("b c", await reading.Within());
    }

    [Theory]
    [InlineData(true, "b c")]
    [InlineData(false, "c d")]
    public async Task Reading_begins_at_an_offset_or_behind_it(bool isInclusive, string expected)
    {
        await using TestHub test = await TestHub.StartAsync();
        await test.SendAsync("0", "a", "b", "c", "d");
        string offset = test.Hub.Partitions[0].Events[1].Offset;
        Assert.Equal(expected, await test.ReadTextsAsync(EventPosition.FromOffset(offset, isInclusive), 2));
    }

    [Theory]
    [InlineData(true, "b c")]
    [InlineData(false, "c d")]
    public async Task Reading_begins_at_a_sequence_number_or_behind_it(bool isInclusive, string expected)
    {
        await using TestHub test = await TestHub.StartAsync();
        await test.SendAsync("0", "a", "b", "c", "d");
        Assert.Equal(expected, await test.ReadTextsAsync(EventPosition.FromSequenceNumber(1, isInclusive), 2));
    }

    [Fact]
    public async Task Reading_begins_behind_a_time()
    {
        await using TestHub test = await TestHub.StartAsync();
        await test.SendAsync("0", "a", "b", "c");
        DateTimeOffset second = test.Hub.Partitions[0].Events[1].EnqueuedTime;
        Assert.Equal("c", await test.ReadTextsAsync(EventPosition.FromEnqueuedTime(second), 1));
        Assert.Equal("b c", await test.ReadTextsAsync(EventPosition.FromEnqueuedTime(second.AddMilliseconds(-1)), 2));
    }

    [Fact]
    public async Task A_position_that_the_partition_has_not_reached_is_refused()
    {
        await using TestHub test = await TestHub.StartAsync();
        await test.SendAsync("0", "a");
        await Assert.ThrowsAsync<ArgumentException>(() => test.ReadTextsAsync(EventPosition.FromSequenceNumber(7), 1));
        await Assert.ThrowsAsync<ArgumentException>(() => test.ReadTextsAsync(EventPosition.FromOffset("4711"), 1));
    }

    [Fact]
    public async Task All_partitions_are_read_at_once()
    {
        await using TestHub test = await TestHub.StartAsync(partitionCount: 3);
        await test.SendAsync("0", "a");
        await test.SendAsync("2", "b", "c");
        List<PartitionEvent> events = await TestHub.TakeAsync(test.CreateConsumer().ReadEventsAsync(), 3).Within();
        Assert.Equal(["0 a", "2 b", "2 c"], events.Select(read => $"{read.Partition.PartitionId} {read.Data.EventBody}").Order());
    }

    [Fact]
    public async Task Consumer_groups_read_apart_and_an_unknown_one_is_refused()
    {
        await using TestHub test = await TestHub.StartAsync();
        test.Hub.CreateConsumerGroup("audit");
        await test.SendAsync("0", "a");
        EventHubConsumerClient audit = test.CreateConsumer("audit");
        ReadEventOptions exclusive = new() { OwnerLevel = 1 };
        List<PartitionEvent> first = await TestHub.TakeAsync(audit.ReadEventsFromPartitionAsync("0", EventPosition.Earliest, exclusive), 1).Within();
        Assert.Equal("a", first[0].Data.EventBody.ToString());
        Assert.Equal("a", await test.ReadTextsAsync(EventPosition.Earliest, 1));

        EventHubsException unknown = await Assert.ThrowsAsync<EventHubsException>(
            () => TestHub.TakeAsync(test.CreateConsumer("none").ReadEventsFromPartitionAsync("0", EventPosition.Earliest), 1).Within());
        Assert.Equal(EventHubsException.FailureReason.ResourceNotFound, unknown.Reason);
    }

    [Fact]
    public async Task An_event_tells_of_the_last_one_in_its_partition_where_that_is_tracked()
    {
        await using TestHub test = await TestHub.StartAsync();
        await test.SendAsync("0", "a", "b", "c");
        ReadEventOptions tracked = new() { TrackLastEnqueuedEventProperties = true };
        LastEnqueuedEventProperties? last = null;
        await foreach (PartitionEvent read in test.CreateConsumer().ReadEventsFromPartitionAsync("0", EventPosition.Earliest, tracked))
        {
            last = read.Partition.ReadLastEnqueuedEventProperties();
            break;
        }

        BrokerEvent expected = test.Hub.Partitions[0].Events[2];
        Assert.Equal((2L, expected.Offset), (last!.Value.SequenceNumber, last.Value.OffsetString));
        Assert.Equal((expected.EnqueuedTime, test.Clock.GetUtcNow()), (last.Value.EnqueuedTime, last.Value.LastReceivedTime));
    }

    [Fact]
    public async Task A_consumer_is_told_the_properties_of_hub_and_partition()
    {
        await using TestHub test = await TestHub.StartAsync();
        await test.SendAsync("1", "a");
        EventHubConsumerClient consumer = test.CreateConsumer();
        Assert.Equal("telemetry", (await consumer.GetEventHubPropertiesAsync().Within()).Name);
        Assert.Equal(["0", "1"], await consumer.GetPartitionIdsAsync().Within());
        Assert.Equal(0, (await consumer.GetPartitionPropertiesAsync("1").Within()).LastEnqueuedSequenceNumber);
    }

    [Fact]
    public async Task Ten_thousand_events_are_read_in_their_order()
    {
        await using TestHub test = await TestHub.StartAsync(partitionCount: 1);
        EventHubProducerClient producer = test.CreateProducer();
        for (int i = 0; i < 10; i++)
        {
            await producer.SendAsync(Enumerable.Range(i * 1000, 1000).Select(number => new EventData($"{number}"))).Within();
        }

        List<PartitionEvent> read = await test.ReadAsync("0", EventPosition.Earliest, 10_000);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(number => $"{number}"), read.Select(each => each.Data.EventBody.ToString()));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(number => (long)number), read.Select(each => each.Data.SequenceNumber));
    }
}
