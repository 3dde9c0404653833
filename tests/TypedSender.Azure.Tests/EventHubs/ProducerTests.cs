using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.EventHubs;

public sealed class ProducerTests
{
    [Fact]
    public async Task A_list_of_events_goes_to_one_partition_and_the_next_list_to_the_next()
    {
        await using TestHub test = await TestHub.StartAsync(partitionCount: 3);
        EventHubProducerClient producer = test.CreateProducer();
        await producer.SendAsync([new EventData("a"), new EventData("b")]).Within();
        await producer.SendAsync([new EventData("c")]).Within();
        Assert.Equal(["0:0 a", "0:1 b", "1:0 c"], test.Hub.Events.Select(Describe));
        Assert.Equal(3, test.Hub.ArrivedCount);
        Assert.All(test.Hub.Events, sent => Assert.Equal("telemetry", sent.Link?.Address));
    }

    [Fact]
    public async Task A_partition_id_decides_where_events_go()
    {
        await using TestHub test = await TestHub.StartAsync();
        await test.CreateProducer().SendAsync([new EventData("a"), new EventData("b")], new SendEventOptions { PartitionId = "1" }).Within();
        Assert.Empty(test.Hub.Partitions[0].Events);
        Assert.Equal(["1:0 a", "1:1 b"], test.Hub.Partitions[1].Events.Select(Describe));
        Assert.Equal("telemetry/Partitions/1", test.Hub.Events[0].Link?.Address);
    }

    [Fact]
    public async Task A_partition_key_has_one_partition_and_stays_with_its_events()
    {
        await using TestHub test = await TestHub.StartAsync(partitionCount: 8);
        EventHubProducerClient producer = test.CreateProducer();
        for (int i = 0; i < 3; i++)
        {
            await producer.SendAsync([new EventData("a"), new EventData("b")], new SendEventOptions { PartitionKey = "device-7" }).Within();
        }

        BrokerPartition partition = Assert.Single(test.Hub.Partitions, partition => partition.Events.Count > 0);
        Assert.Equal(6, partition.Events.Count);
        Assert.All(partition.Events, sent => Assert.Equal("device-7", sent.PartitionKey));
    }

    [Fact]
    public async Task A_batch_is_bounded_by_what_the_hub_takes()
    {
        await using TestHub test = await TestHub.StartAsync();
        EventHubProducerClient producer = test.CreateProducer();
        using EventDataBatch batch = await producer.CreateBatchAsync().Within();
        Assert.Equal(test.Hub.MaxMessageSize, batch.MaximumSizeInBytes);
        Assert.False(batch.TryAdd(new EventData(new byte[test.Hub.MaxMessageSize])));
        int added = 0;
        while (batch.TryAdd(new EventData(new byte[100_000])))
        {
            added++;
        }

        Assert.Equal(10, added);
        await producer.SendAsync(batch).Within();
        Assert.Equal(added, test.Hub.Partitions[0].Events.Count);
    }

    [Theory]
    [InlineData("1", null)]
    [InlineData(null, "device-7")]
    public async Task A_batch_goes_to_its_partition_or_to_that_of_its_key(string? partition, string? key)
    {
        await using TestHub test = await TestHub.StartAsync();
        EventHubProducerClient producer = test.CreateProducer();
        using EventDataBatch batch = await producer.CreateBatchAsync(new CreateBatchOptions { PartitionId = partition, PartitionKey = key }).Within();
        Assert.True(batch.TryAdd(new EventData("a")));
        Assert.True(batch.TryAdd(new EventData("b")));
        await producer.SendAsync(batch).Within();
        Assert.All(test.Hub.Events, sent => Assert.Equal((partition ?? sent.PartitionId, key), (sent.PartitionId, sent.PartitionKey)));
        Assert.Equal(["a", "b"], test.Hub.Events.Select(sent => Describe(sent)[4..]));
    }

    [Fact]
    public async Task A_hub_tells_its_properties()
    {
        await using TestHub test = await TestHub.StartAsync(partitionCount: 3);
        EventHubProducerClient producer = test.CreateProducer();
        EventHubProperties properties = await producer.GetEventHubPropertiesAsync().Within();
        Assert.Equal(("telemetry", test.Clock.GetUtcNow()), (properties.Name, properties.CreatedOn));
        Assert.Equal(["0", "1", "2"], properties.PartitionIds);
        Assert.Equal(["0", "1", "2"], await producer.GetPartitionIdsAsync().Within());
    }

    [Fact]
    public async Task A_partition_tells_its_properties_before_and_after_events_come_and_go()
    {
        await using TestHub test = await TestHub.StartAsync();
        EventHubProducerClient producer = test.CreateProducer();
        PartitionProperties empty = await producer.GetPartitionPropertiesAsync("0").Within();
        Assert.Equal((true, 0, -1, "-1"), (empty.IsEmpty, empty.BeginningSequenceNumber, empty.LastEnqueuedSequenceNumber, empty.LastEnqueuedOffsetString));

        await test.SendAsync("0", "a", "b", "c");
        test.Hub.Partitions[0].RemoveBefore(1);
        PartitionProperties filled = await producer.GetPartitionPropertiesAsync("0").Within();
        BrokerEvent last = test.Hub.Partitions[0].Events[^1];
        Assert.Equal(("telemetry", "0", false), (filled.EventHubName, filled.Id, filled.IsEmpty));
        Assert.Equal((1, 2, last.Offset), (filled.BeginningSequenceNumber, filled.LastEnqueuedSequenceNumber, filled.LastEnqueuedOffsetString));
        Assert.Equal(test.Clock.GetUtcNow(), filled.LastEnqueuedTime);
        Assert.True((await producer.GetPartitionPropertiesAsync("1").Within()).IsEmpty);
    }

    [Fact]
    public async Task What_is_not_there_is_told_as_the_service_tells_it()
    {
        await using TestHub test = await TestHub.StartAsync();
        EventHubsException hub = await Assert.ThrowsAsync<EventHubsException>(() => test.CreateProducer("none").GetEventHubPropertiesAsync().Within());
        Assert.Equal(EventHubsException.FailureReason.ResourceNotFound, hub.Reason);
        EventHubsException link = await Assert.ThrowsAsync<EventHubsException>(() => test.CreateProducer("none").SendAsync([new EventData("a")]).Within());
        Assert.Equal(EventHubsException.FailureReason.ResourceNotFound, link.Reason);
        EventHubProducerClient producer = test.CreateProducer();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => producer.GetPartitionPropertiesAsync("2").Within());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => producer.SendAsync([new EventData("a")], new SendEventOptions { PartitionId = "2" }).Within());
        Assert.Empty(test.Hub.Events);
    }

    [Fact]
    public async Task A_scripted_settlement_and_a_refused_link_reach_the_client()
    {
        await using TestHub test = await TestHub.StartAsync();
        test.Hub.SettleNext(Settlement.Reject("com.microsoft:server-busy", "wait"));
        EventHubProducerClient producer = test.CreateProducer();
        EventHubsException busy = await Assert.ThrowsAsync<EventHubsException>(() => producer.SendAsync([new EventData("a")]).Within());
        Assert.Equal(EventHubsException.FailureReason.ServiceBusy, busy.Reason);
        Assert.Empty(test.Hub.Events);
        await producer.SendAsync([new EventData("b")]).Within();

        test.Hub.RefuseNextLinks(1, "amqp:resource-limit-exceeded", "too many");
        EventHubsException refused = await Assert.ThrowsAsync<EventHubsException>(() => test.CreateProducer().SendAsync([new EventData("c")]).Within());
        Assert.Equal(EventHubsException.FailureReason.QuotaExceeded, refused.Reason);
        Assert.Equal(["0:0 b"], test.Hub.Events.Select(Describe));
    }

    [Fact]
    public async Task A_token_that_another_key_signed_is_refused()
    {
        await using TestHub test = await TestHub.StartAsync();
        string text = test.Broker.EventHubsConnectionString;
        int start = text.IndexOf("SharedAccessKey=", StringComparison.Ordinal) + "SharedAccessKey=".Length;
        EventHubProducerClientOptions once = new() { RetryOptions = new EventHubsRetryOptions { MaximumRetries = 0 } };
        await using EventHubProducerClient producer = new($"{text[..start]}{Canary.Password};UseDevelopmentEmulator=true", TestHub.Name, once);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => producer.SendAsync([new EventData("a")]).Within());
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => producer.GetEventHubPropertiesAsync().Within());
    }

    private static string Describe(BrokerEvent sent) => $"{sent.PartitionId}:{sent.SequenceNumber} {System.Text.Encoding.UTF8.GetString(sent.Message.Data[0])}";
}
