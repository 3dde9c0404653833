using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.EventHubs;

public sealed class BufferedProducerTests
{
    [Fact]
    public async Task Events_that_were_enqueued_are_sent_by_a_flush()
    {
        await using TestHub test = await TestHub.StartAsync();
        EventHubBufferedProducerClient producer = test.CreateBufferedProducer();
        int sent = 0;
        producer.SendEventBatchSucceededAsync += batch =>
        {
            Interlocked.Add(ref sent, batch.EventBatch.Count);
            return Task.CompletedTask;
        };
        producer.SendEventBatchFailedAsync += _ => Task.CompletedTask;
        await producer.EnqueueEventsAsync(Enumerable.Range(0, 20).Select(number => new EventData($"{number}"))).Within();
        await producer.EnqueueEventAsync(new EventData("last"), new EnqueueEventOptions { PartitionId = "1" }).Within();
        await producer.FlushAsync().Within();
        Assert.Equal(21, test.Hub.Events.Count);
        Assert.Equal(21, sent);
        Assert.Equal("last", System.Text.Encoding.UTF8.GetString(test.Hub.Partitions[1].Events[^1].Message.Data[0]));
    }

    /// <summary>The buffered producer computes the partition of a key itself, the other one leaves it to the hub.</summary>
    [Fact]
    public async Task A_key_has_the_partition_that_the_SDK_computes_for_it()
    {
        await using TestHub test = await TestHub.StartAsync(partitionCount: 16);
        string[] keys = [.. Enumerable.Range(1, 26).Select(length => new string((char)('a' + (length % 7)), length)), "device-7", "Zürich", "東京"];
        EventHubProducerClient plain = test.CreateProducer();
        EventHubBufferedProducerClient buffered = test.CreateBufferedProducer();
        buffered.SendEventBatchFailedAsync += _ => Task.CompletedTask;
        foreach (string key in keys)
        {
            await plain.SendAsync([new EventData("plain")], new SendEventOptions { PartitionKey = key }).Within();
            await buffered.EnqueueEventAsync(new EventData("buffered"), new EnqueueEventOptions { PartitionKey = key }).Within();
        }

        await buffered.FlushAsync().Within();
        Assert.Equal(2 * keys.Length, test.Hub.Events.Count);
        Assert.All(test.Hub.Events.GroupBy(sent => sent.PartitionKey), events =>
        {
            Assert.Equal(2, events.Count());
            Assert.Single(events.Select(sent => sent.PartitionId).Distinct());
        });
        Assert.True(test.Hub.Partitions.Count(partition => partition.Events.Count > 0) > 8, "The keys should spread over the partitions.");
    }
}
