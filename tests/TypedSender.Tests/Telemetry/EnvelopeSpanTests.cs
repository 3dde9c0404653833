using System.Diagnostics;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Telemetry;

public sealed class EnvelopeSpanTests
{
    [Fact]
    public async Task Every_message_in_an_envelope_carries_the_context_of_its_own_creation()
    {
        using TelemetryProbe probe = new();
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue(probe.Address);
        queue.Settlement = Settlement.Reject("amqp:not-allowed");
        await using SendClient client = new(broker.Url);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<IEnvelopeSender>(probe.Options).TellAllAsync([new("a"), new("b"), new("c")]).Within();

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcomeKind.Rejected, outcome.Kind));
        Activity send = Assert.Single(probe.Spans, span => span.Kind == ActivityKind.Client);
        Activity[] creations = [.. probe.Spans.Where(span => span != send)];
        Assert.Equal((3, "amqp:not-allowed"), (send.GetTagItem("messaging.batch.message_count"), send.GetTagItem("error.type")));
        Assert.Equal(creations.Select(creation => creation.Context), send.Links.Select(link => link.Context));
        Assert.Equal(["1 amqp:not-allowed", "1 amqp:not-allowed", "1 amqp:not-allowed"], probe.MeasuredBy(TypedSenderTelemetry.SentMessages));
        Assert.Equal(creations.Select(creation => creation.Id), TraceParents(Assert.Single(queue.Refused).Bytes.Span));
    }

    private static List<string?> TraceParents(ReadOnlySpan<byte> envelope)
    {
        List<string?> parents = [];
        AmqpReader reader = new(envelope);
        while (!reader.End)
        {
            if (reader.PeekDescriptor().Code == 0x75)
            {
                reader.ReadDescriptor();
                parents.Add((string?)AmqpMessage.Decode(reader.ReadBinarySpan()).ApplicationProperties!["traceparent"]);
            }
            else
            {
                reader.Skip();
            }
        }

        return parents;
    }
}
