using Azure.Messaging.EventHubs.Consumer;
using TypedSender;
using TypedSender.Testing;
using Xunit;

namespace Weather;

/// <summary>A temperature, as JSON; those of one station stay in their order.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Raw), ContentType("application/json")]
public sealed partial record Temperature([property: MessageAnnotation("x-opt-partition-key")] string Station, ReadOnlyMemory<byte> Json);

/// <summary>Sends measurements.</summary>
[AmqpSender("telemetry")]
public partial interface ITelemetry
{
    /// <summary>Sends temperatures in envelopes, one or more for each station.</summary>
    [AmqpBatch]
    ValueTask SendAllAsync(IReadOnlyList<Temperature> temperatures, CancellationToken cancellationToken = default);
}

public sealed class TelemetryTests
{
    [Fact]
    public async Task The_events_of_a_station_are_read_in_their_order()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Profile = AmqpBrokerKind.EventHubs });
        BrokerEventHub hub = broker.CreateEventHub("telemetry", partitionCount: 4);
        await using SendClient client = new(broker.Url);

        await client.GetSender<ITelemetry>().SendAllAsync([new("north", "1"u8.ToArray()), new("north", "2"u8.ToArray())]);

        BrokerPartition partition = hub.Partitions.Single(partition => partition.Events.Count > 0);
        Assert.Equal(["north", "north"], partition.Events.Select(sent => sent.PartitionKey));

        await using EventHubConsumerClient consumer = new(EventHubConsumerClient.DefaultConsumerGroupName, broker.EventHubsConnectionString, "telemetry");
        List<string> read = [];
        await foreach (PartitionEvent each in consumer.ReadEventsFromPartitionAsync(partition.Id, EventPosition.Earliest))
        {
            read.Add($"{each.Data.PartitionKey} {each.Data.EventBody}");
            if (read.Count == 2)
            {
                break;
            }
        }

        Assert.Equal(["north 1", "north 2"], read);
    }
}
