using System.Diagnostics;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;
using TypedSender.Tests.Telemetry;

namespace TypedSender.Tests.Untyped;

/// <summary>Spans, counts and trace context of untyped messages: those of typed ones.</summary>
public sealed class UntypedTelemetryTests : IDisposable
{
    private const string Own = "00-11111111111111111111111111111111-2222222222222222-00";

    private readonly RecordingTransport _transport = new();
    private readonly TelemetryProbe _probe = new();

    public void Dispose() => _probe.Dispose();

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(30, true)]
    public async Task The_context_stands_behind_the_properties_of_the_message(int count, bool hasSection)
    {
        AmqpMap? own = hasSection ? new AmqpMap() : null;
        for (int number = 0; number < count; number++)
        {
            own!.Add($"property-{number}", number);
        }

        using Activity ambient = StartAmbient();
        AmqpMessage message = new() { ApplicationProperties = own, Data = [[1], [2]], Footer = new AmqpMap { [new AmqpSymbol("f")] = 1 } };

        await MakeSender().SendAsync(message).Within();

        AmqpMessage sent = Assert.Single(_transport.Messages).Message;
        Activity span = Assert.Single(_probe.Spans);
        Assert.Equal(
            [.. Enumerable.Range(0, count).Select(number => ($"property-{number}", (object)number)), ("traceparent", $"00-{span.TraceId}-{span.SpanId}-01"), ("tracestate", "vendor=1")],
            sent.ApplicationProperties!.Select(entry => ((string)entry.Key, entry.Value!)));
        Assert.Equal((2, 1), (sent.Data.Count, sent.Footer!.Count));
        Assert.Equal(count, own?.Count ?? 0);
    }

    [Fact]
    public async Task A_context_of_its_own_is_not_touched()
    {
        using Activity ambient = StartAmbient();
        AmqpMessage message = new() { ApplicationProperties = new AmqpMap { ["a"] = 1, ["traceparent"] = Own }, Value = 1 };

        await MakeSender().SendAsync(message).Within();

        Assert.Equal(message.ToBytes(), Assert.Single(_transport.Messages).Bytes.ToArray());
    }

    [Theory]
    [InlineData(null, "vendor=1")]
    [InlineData("own=1", "own=1")]
    public async Task The_copy_for_Azure_and_a_state_of_its_own_stand_once(string? state, string expected)
    {
        using Activity ambient = StartAmbient();
        AmqpMap properties = new() { ["Diagnostic-Id"] = "own" };
        if (state is not null)
        {
            properties["tracestate"] = state;
        }

        await MakeSender(options => options.PropagateDiagnosticId = true).SendAllAsync([new() { ApplicationProperties = properties, Value = 1 }, new() { Value = 1 }]).Within();

        AmqpMap first = _transport.Messages[0].Message.ApplicationProperties!;
        AmqpMap second = _transport.Messages[1].Message.ApplicationProperties!;
        Assert.Equal(("own", expected), (first["Diagnostic-Id"], first["tracestate"]));
        Assert.Equal(second["traceparent"], second["Diagnostic-Id"]);
        Assert.Equal((3, 3), (first.Count, second.Count));
    }

    [Fact]
    public async Task Without_a_context_to_carry_the_bytes_are_those_of_the_message()
    {
        AmqpMessage message = new() { ApplicationProperties = [], Value = 1 };
        using (Activity hierarchical = new Activity("old").SetIdFormat(ActivityIdFormat.Hierarchical).Start())
        using (TelemetryProbe none = new(listensToSpans: false))
        {
            await MakeSender(address: none.Address).SendAsync(message).Within();
        }

        using Activity ambient = StartAmbient();
        await MakeSender(options => options.PropagateTraceContext = false).SendAsync(message).Within();

        Assert.All(_transport.Messages, sent => Assert.Equal(message.ToBytes(), sent.Bytes.ToArray()));
        Assert.Equal(2, _transport.Messages.Count);
    }

    [Fact]
    public async Task Sends_and_lists_are_measured_as_those_of_contracts()
    {
        MessageSender sender = MakeSender();
        _transport.RespondNext(SendOutcome.Released);

        await sender.SendForOutcomeAsync(new AmqpMessage { Value = 1 }).Within();
        await sender.SendAllAsync([new() { Value = 1 }, new() { Value = 2 }]).Within();
        Assert.Throws<AmqpEncodeException>(() => { _ = sender.SendAsync(new AmqpMessage()); });

        Assert.Equal(["1 released", "2"], _probe.MeasuredBy("messaging.client.sent.messages"));
        Activity list = Assert.Single(_probe.Spans, span => span.Kind == ActivityKind.Client);
        Assert.Equal(2, list.GetTagItem("messaging.batch.message_count"));
        Assert.Equal(2, _probe.Spans.Count(span => span.DisplayName == $"create {_probe.Address}"));
        Assert.Equal(ActivityStatusCode.Error, _probe.Spans[^1].Status);
    }

    private static Activity StartAmbient() => new Activity("checkout")
    {
        TraceStateString = "vendor=1",
    }.SetParentId(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom()).Start();

    private MessageSender MakeSender(Action<SendTransportOptions>? configure = null, string? address = null)
    {
        var options = new SendTransportOptions();
        configure?.Invoke(options);
        return TypedSenders.GetMessageSender(TypedSenders.Create<INoteSender>(_transport, new SenderOptions { Address = address ?? _probe.Address }, options));
    }
}
