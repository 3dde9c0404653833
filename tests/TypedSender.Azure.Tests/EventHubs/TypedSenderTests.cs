using System.Text.Json.Serialization;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Producer;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.EventHubs;

/// <summary>What typed senders send to a hub, as the SDK's consumer reads it.</summary>
public sealed class TypedSenderTests
{
    [Fact]
    public async Task A_message_is_an_event_with_body_properties_and_partition_key()
    {
        await using TestHub test = await TestHub.StartAsync(partitionCount: 8);
        await using SendClient client = new(test.Broker.Url);
        Guid id = Guid.NewGuid();
        Assert.Equal(SendOutcome.Accepted, await client.GetSender<IReadingSender>().SendAsync(new Reading("device-7", id, "C", 21.5)).Within());
        await test.CreateProducer().SendAsync([new EventData("of the SDK")], new SendEventOptions { PartitionKey = "device-7" }).Within();

        BrokerPartition partition = Assert.Single(test.Hub.Partitions, partition => partition.Events.Count > 0);
        List<PartitionEvent> read = await test.ReadAsync(partition.Id, EventPosition.Earliest, 2);
        EventData data = read[0].Data;
        Assert.Equal("""{"Value":21.5}""", data.EventBody.ToString());
        Assert.Equal(("device-7", $"{id}", "application/json"), (data.PartitionKey, data.MessageId, data.ContentType));
        Assert.Equal("C", Assert.Single(data.Properties).Value);
        Assert.Equal((0, 1), (data.SequenceNumber, read[1].Data.SequenceNumber));
        Assert.Equal("reading", data.GetRawAmqpMessage().Properties.Subject);
    }

    [Fact]
    public async Task Envelopes_are_events_in_the_partitions_of_their_keys()
    {
        await using TestHub test = await TestHub.StartAsync(partitionCount: 8);
        await using SendClient client = new(test.Broker.Url);
        Reading[] readings = [.. Enumerable.Range(0, 30).Select(number => new Reading($"device-{number / 10}", Guid.NewGuid(), "C", number))];
        Assert.All(await client.GetSender<IReadingSender>().SendAllAsync(readings).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));

        Assert.Equal(30, test.Hub.ArrivedCount);
        Assert.All(test.Hub.Events.GroupBy(sent => sent.PartitionKey), events => Assert.Equal(10, events.Count(sent => sent.PartitionId == events.First().PartitionId)));
        List<PartitionEvent> read = await TestHub.TakeAsync(test.CreateConsumer().ReadEventsAsync(), 30).Within();
        Assert.Equal(
            readings.Select(reading => ($"{reading.Id}", reading.Device)).Order(),
            read.Select(each => (each.Data.MessageId, each.Data.PartitionKey)).Order());
    }

    [Fact]
    public async Task A_map_is_in_the_raw_message_of_the_event()
    {
        await using TestHub test = await TestHub.StartAsync();
        await using SendClient client = new(test.Broker.Url);
        IReadingSender sender = client.GetSender<IReadingSender>(new SenderOptions { Address = "telemetry/Partitions/1" });
        Assert.Equal(SendOutcome.Accepted, await sender.SendAsync(new MapReading(21.5)).Within());

        EventData data = (await test.ReadAsync("1", EventPosition.Earliest, 1))[0].Data;
        Assert.Throws<NotSupportedException>(() => data.EventBody);
        Assert.True(data.GetRawAmqpMessage().Body.TryGetValue(out object? body));
        Assert.Equal(21.5, Assert.IsType<Dictionary<string, object>>(body)["Value"]);
    }

    [Fact]
    public async Task A_client_with_the_key_of_the_connection_string_is_let_in_by_its_tokens()
    {
        await using TestHub test = await TestHub.StartAsync();
        Dictionary<string, string> fields = test.Broker.EventHubsConnectionString.Split(';').Select(field => field.Split('=', 2)).ToDictionary(field => field[0], field => field[1]);
        await using SendClient client = new(test.Broker.Url, options =>
        {
            options.Broker = AmqpBrokerKind.EventHubs;
            options.Credential = AmqpCredential.SharedAccessKey(fields["SharedAccessKeyName"], fields["SharedAccessKey"]);
        });
        Assert.Equal(SendOutcome.Accepted, await client.GetSender<IReadingSender>().SendAsync(new MapReading(1)).Within());
        Assert.Equal("MSSBCBS", Assert.Single(test.Broker.Connections).Mechanism);
        Assert.Single(test.Hub.Events);
    }

    [Fact]
    public async Task A_hub_that_is_busy_is_an_outcome()
    {
        await using TestHub test = await TestHub.StartAsync();
        test.Hub.Settlement = Settlement.Reject("com.microsoft:server-busy", "wait");
        await using SendClient client = new(test.Broker.Url);
        SendOutcome outcome = await client.GetSender<IReadingSender>().SendAsync(new MapReading(1)).Within();
        Assert.Equal((SendOutcomeKind.Rejected, "com.microsoft:server-busy"), (outcome.Kind, outcome.Error?.Condition.Value));
        Assert.Empty(test.Hub.Events);
    }
}

[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(ReadingJson)), Subject("reading")]
internal sealed partial record Reading(
    [property: JsonIgnore, MessageAnnotation("x-opt-partition-key")] string Device,
    [property: JsonIgnore, MessageId] Guid Id,
    [property: JsonIgnore, ApplicationProperty("unit")] string Unit,
    double Value);

[AmqpContract]
internal sealed partial record MapReading(double Value);

[JsonSerializable(typeof(Reading))]
internal sealed partial class ReadingJson : JsonSerializerContext;

[AmqpSender(TestHub.Name)]
internal partial interface IReadingSender
{
    ValueTask<SendOutcome> SendAsync(Reading reading, CancellationToken cancellationToken = default);

    ValueTask<SendOutcome> SendAsync(MapReading reading, CancellationToken cancellationToken = default);

    [AmqpBatch]
    ValueTask<IReadOnlyList<SendOutcome>> SendAllAsync(IReadOnlyList<Reading> readings, CancellationToken cancellationToken = default);
}
