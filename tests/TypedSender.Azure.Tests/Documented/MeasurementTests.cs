using System.Text.Json;
using Azure.Messaging.EventHubs.Consumer;
using TypedSender;
using TypedSender.Azure;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace Weather.Stations;

/// <summary>The page of Event Hubs, docs/azure-event-hubs.md: its sender logs in with a connection string, and the SDK reads its events.</summary>
public sealed class MeasurementTests
{
    [Fact]
    public async Task Events_are_sent_one_by_one_and_in_batches_and_read_by_the_SDK()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Profile = AmqpBrokerKind.EventHubs });
        BrokerEventHub hub = broker.CreateEventHub("telemetry", partitionCount: 4);
        await using SendClient client = EventHubsSendClient.Create(broker.EventHubsConnectionString);
        IMeasurementSender sender = client.GetSender<IMeasurementSender>();
        Measurement[] sent = [new("north", "C", 1.5), new("north", "C", 2.5), new("south", "C", 30)];

        await sender.SendAsync(sent[0]).AsTask().Within();
        Assert.All(await sender.SendAllAsync(sent[1..]).AsTask().Within(), static outcome => Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind));

        Assert.Equal(["north", "north", "south"], hub.Partitions.SelectMany(static partition => partition.Events).Select(static each => each.PartitionKey).Order(StringComparer.Ordinal));
        BrokerPartition north = hub.Partitions.Single(static partition => partition.Events.Any(static each => each.PartitionKey == "north"));
        await using EventHubConsumerClient consumer = new(EventHubConsumerClient.DefaultConsumerGroupName, broker.EventHubsConnectionString, "telemetry");
        List<Measurement> read = [];
        await foreach (PartitionEvent each in consumer.ReadEventsFromPartitionAsync(north.Id, EventPosition.Earliest))
        {
            Assert.Equal("C", each.Data.Properties["unit"]);
            read.Add(JsonSerializer.Deserialize(each.Data.EventBody, StationJson.Default.Measurement)!);
            if (read.Count == north.Events.Count)
            {
                break;
            }
        }

        Assert.Equal(sent[..2], read.Where(static each => each.Station == "north"));
    }
}
