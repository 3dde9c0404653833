using System.Text.Json;
using Xunit;

namespace TypedSender.Azure.Tests.ServiceBus;

/// <summary>A client of another make: npm's @azure/service-bus.</summary>
public sealed class NodeClientTests
{
    [NodeFact]
    public async Task The_client_for_Node_sends_receives_and_settles()
    {
        await using ServiceBusScene scene = await ServiceBusScene.StartAsync();

        string[] lines = await NodeClients.RunAsync("service_bus.js", scene.Broker.ServiceBusConnectionString, "orders");

        Dictionary<string, string> results = lines.Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(line => line.GetProperty("step").GetString()!, line => line.GetProperty("result").GetRawText());
        Assert.Equal(
            [
                ("send", "\"sent\""),
                ("batch", """{"count":2,"maximum":262144}"""),
                ("peek", """["m1","b1","b2"]"""),
                ("complete", """{"body":{"number":1},"messageId":"m1","subject":"order.placed","applicationProperties":{"kind":"test","count":5},"deliveryCount":0,"sequenceNumber":1}"""),
                ("abandon", "\"abandoned\""),
                ("renew", """{"deliveryCount":1,"isLater":true}"""),
                ("dead-letter", """{"messageId":"b1","reason":"unreadable","description":"No JSON."}"""),
                ("subscribe", "\"b2\""),
                ("drain", "0"),
                ("schedule", "4"),
            ],
            results.Select(result => (result.Key, result.Value)));
        Assert.Equal((0, 0), (scene.Queue.Count, scene.DeadLetters.Count));
    }
}
