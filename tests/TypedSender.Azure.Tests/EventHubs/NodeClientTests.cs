using System.Text.Json;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.EventHubs;

/// <summary>npm's @azure/event-hubs at the broker, by scripts/event_hubs.js.</summary>
public sealed class NodeClientTests
{
    [NodeFact]
    public async Task The_client_for_Node_sends_and_reads()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Profile = AmqpBrokerKind.EventHubs });
        BrokerEventHub hub = broker.CreateEventHub("telemetry", partitionCount: 4);

        Dictionary<string, JsonElement> results = (await NodeClients.RunAsync("event_hubs.js", broker.EventHubsConnectionString, "telemetry"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(line => line.GetProperty("step").GetString()!, line => line.GetProperty("result"));

        BrokerEvent[] plain = [.. hub.Partitions[0].Events];
        BrokerPartition keyed = Assert.Single(hub.Partitions, partition => partition.Id != "0" && partition.Events.Count > 0);
        Assert.Equal((2, 3), (plain.Length, keyed.Events.Count));
        Assert.Equal(["device-7", "device-7"], keyed.Events.Take(2).Select(sent => sent.PartitionKey));
        Assert.Equal("""{"name":"telemetry","partitionIds":["0","1","2","3"]}""", $"{results["properties"]}");
        Assert.Equal("""{"count":2,"maximum":1048576}""", $"{results["batch"]}");
        Assert.Equal("[]", $"{results["buffered"]}");
        Assert.Equal(
            $$"""{"partitionId":"0","isEmpty":false,"beginningSequenceNumber":0,"lastEnqueuedSequenceNumber":1,"lastEnqueuedOffset":"{{plain[1].Offset}}"}""",
            $"{results["partition"]}");

        string first = $$""","body":"first","properties":{"unit":"C"},"sequenceNumber":0,"offset":"0","time":{{plain[0].EnqueuedTime.ToUnixTimeMilliseconds()}}}""";
        string second = $$""","body":{"number":2},"sequenceNumber":1,"offset":"{{plain[1].Offset}}","time":{{plain[1].EnqueuedTime.ToUnixTimeMilliseconds()}}}""";
        Assert.Equal($$"""[{"partition":"0","last":1{{first}},{"partition":"0","last":1{{second}}]""", $"{results["earliest"]}");
        Assert.Equal($$"""[{"partition":"0"{{second}}]""", $"{results["sequence number"]}");
        Assert.Equal($$"""[{"partition":"0"{{first}},{"partition":"0"{{second}}]""", $"{results["time"]}");
        Assert.Equal($"{results["time"]}", $"{results["owner level"]}");
        Assert.Equal(
            ["0 first", """0 {"number":2}""", $"{keyed.Id} k1 device-7", $"{keyed.Id} k2 device-7", $"{keyed.Id} k3"],
            results["all"].EnumerateArray().Select(Describe).Order(StringComparer.Ordinal));
    }

    private static string Describe(JsonElement read)
        => $"{read.GetProperty("partition")} {read.GetProperty("body")} {(read.TryGetProperty("partitionKey", out JsonElement key) ? key : null)}".Trim();
}
