using System.Net.Mime;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using TypedSender.Amqp.Messages;
using TypedSender.Interop.Tests.Contracts;
using TypedSender.Interop.Tests.Peers;
using Xunit;
using static TypedSender.Interop.Tests.Peers.ProtonValue;
using EventAttribute = CloudNative.CloudEvents.CloudEventAttribute;
using EventAttributeType = CloudNative.CloudEvents.CloudEventAttributeType;

namespace TypedSender.Interop.Tests;

/// <summary>CloudEvents, as strangers read them.</summary>
public class CloudEventInteropTests
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 30, 12, 0, 1, 250, TimeSpan.Zero);

    private static readonly (ProtonValue Key, ProtonValue Value)[] Attributes =
    [
        (ProtonValue.String("cloudEvents_attempt"), Long(3)),
        (ProtonValue.String("cloudEvents_dataschema"), ProtonValue.String("https://acme.example/placed.json")),
        (ProtonValue.String("cloudEvents_digest"), Binary([1, 2, 3])),
        (ProtonValue.String("cloudEvents_id"), ProtonValue.String("e1")),
        (ProtonValue.String("cloudEvents_origin"), ProtonValue.String("https://acme.example/dock")),
        (ProtonValue.String("cloudEvents_source"), ProtonValue.String("/shop/orders")),
        (ProtonValue.String("cloudEvents_specversion"), ProtonValue.String("1.0")),
        (ProtonValue.String("cloudEvents_subject"), ProtonValue.String("o1")),
        (ProtonValue.String("cloudEvents_time"), Timestamp(Moment)),
        (ProtonValue.String("cloudEvents_type"), ProtonValue.String("com.acme.placed")),
        (ProtonValue.String("cloudEvents_urgent"), ProtonValue.Boolean(true)),
    ];

    [ProtonFact]
    public async Task Proton_reads_both_modes()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(2);
        await using SendClient client = new(receiver.Url);
        IEventSender sender = client.GetSender<IEventSender>();

        await sender.SendAsync((OrderEvent)Sample(new OrderEvent()));
        await sender.SendAsync((WholeOrderEvent)Sample(new WholeOrderEvent()));

        IReadOnlyList<ProtonMessage> messages = await receiver.ReadMessagesAsync(2);
        Assert.Equal(Attributes, messages[0].Entries("application-properties"));
        Assert.Contains(Symbol("application/json").Notation, messages[0]["properties"]!.Value.Notation, StringComparison.Ordinal);
        Assert.Equal(Binary("""{"Sku":"bolt"}"""u8), messages[0]["data"]);
        Assert.Equal(Attributes, messages[1].Entries("application-properties"));
        Assert.Contains(Symbol("application/cloudevents+json; charset=utf-8").Notation, messages[1]["properties"]!.Value.Notation, StringComparison.Ordinal);
        AssertSample(Convert.FromBase64String(messages[1]["data"]!.Value.Notation["binary ".Length..]));
    }

    [Fact]
    public void CloudNative_reads_the_json_of_a_structured_event()
        => AssertSample(Assert.Single(AmqpMessage.Decode(AmqpContracts.Encode((WholeOrderEvent)Sample(new WholeOrderEvent()))).Data));

    private static OrderEvent Sample(OrderEvent empty) => empty with
    {
        Id = "e1",
        Time = Moment,
        Subject = "o1",
        Attempt = 3,
        Urgent = true,
        Digest = [1, 2, 3],
        Origin = new Uri("https://acme.example/dock"),
        Sku = "bolt",
    };

    private static void AssertSample(byte[] json)
    {
        CloudEvent read = new JsonEventFormatter().DecodeStructuredModeMessage(
            json,
            new ContentType("application/cloudevents+json; charset=utf-8"),
            [
                EventAttribute.CreateExtension("attempt", EventAttributeType.Integer),
                EventAttribute.CreateExtension("urgent", EventAttributeType.Boolean),
                EventAttribute.CreateExtension("digest", EventAttributeType.Binary),
                EventAttribute.CreateExtension("origin", EventAttributeType.Uri),
            ]);

        Assert.True(read.IsValid);
        Assert.Equal(("1.0", "e1", "com.acme.placed", "o1"), (read.SpecVersion.VersionId, read.Id, read.Type, read.Subject));
        Assert.Equal(new Uri("/shop/orders", UriKind.RelativeOrAbsolute), read.Source);
        Assert.Equal(Moment, read.Time);
        Assert.Equal("application/json", read.DataContentType);
        Assert.Equal(new Uri("https://acme.example/placed.json"), read.DataSchema);
        Assert.Equal((3, true), (read["attempt"], read["urgent"]));
        Assert.Equal(new byte[] { 1, 2, 3 }, read["digest"]);
        Assert.Equal(new Uri("https://acme.example/dock"), read["origin"]);
        Assert.Equal("""{"Sku":"bolt"}""", Assert.IsType<JsonElement>(read.Data).GetRawText());
    }
}
