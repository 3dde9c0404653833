using System.Diagnostics;
using TypedSender.Testing;

namespace TypedSender.Tests.Telemetry;

/// <summary>A sequence may go on without end: each of its messages is an operation of its own.</summary>
public sealed class StreamSpanTests
{
    [Fact]
    public async Task Each_message_has_a_span_and_is_counted()
    {
        using TelemetryProbe probe = new();
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue(probe.Address);
        await using SendClient client = new(broker.Url);
        using Activity ambient = new Activity("import").Start();
        IAsyncEnumerable<Computed> notes = new Func<string>[] { () => "a", () => throw new InvalidOperationException("no price"), () => "c" }.Select(read => new Computed(read)).ToAsyncEnumerable();

        await client.GetSender<IStreamSender>(probe.Options).TellComputedAsync(notes).Within();

        Assert.Same(ambient, Activity.Current);
        Assert.All(probe.Spans, span => Assert.Equal(($"send {probe.Address}", ActivityKind.Producer, ambient.Id), (span.DisplayName, span.Kind, span.ParentId)));
        Assert.Equal(["", "", "encoding_failed"], probe.Spans.Select(span => (string?)span.GetTagItem("error.type") ?? "").Order(StringComparer.Ordinal));
        Assert.Equal(2, probe.MeasuredBy(TypedSenderTelemetry.SentMessages).Count());
        Assert.Equal(
            probe.Spans.Where(span => span.GetTagItem("error.type") is null).Select(span => span.Id).Order(StringComparer.Ordinal),
            queue.Messages.Select(message => (string?)message.Message.ApplicationProperties!["traceparent"]).Order(StringComparer.Ordinal));
    }
}
