using System.Diagnostics;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Telemetry;

/// <summary>The trace context as application properties, as W3C Trace Context writes it.</summary>
public sealed class TraceContextTests : IAsyncLifetime
{
    private readonly ActivityTraceId _traceId = ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c");
    private InProcessBroker _broker = null!;

    public async Task InitializeAsync()
    {
        _broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
    }

    public async Task DisposeAsync() => await _broker.DisposeAsync();

    [Fact]
    public async Task A_message_carries_the_context_of_its_span()
    {
        using TelemetryProbe probe = new();

        AmqpMap properties = (await SendAsync(probe, sender => sender.SendAsync(new Note("a")))).ApplicationProperties!;

        Activity span = Assert.Single(probe.Spans);
        Assert.Equal(new KeyValuePair<object, object?>("traceparent", $"00-{span.TraceId}-{span.SpanId}-01"), Assert.Single(properties));
    }

    [Fact]
    public async Task It_stands_behind_the_properties_of_the_message_with_the_state_of_the_trace()
    {
        using TelemetryProbe probe = new();
        using Activity ambient = StartAmbient();
        ambient.TraceStateString = "vendor=1,other=2";

        AmqpMap properties = (await SendAsync(probe, sender => sender.SendColouredAsync(new Note("a"), "green"))).ApplicationProperties!;

        Assert.Equal(["colour", "traceparent", "tracestate"], properties.Select(entry => entry.Key));
        Assert.Equal("green", properties["colour"]);
        Assert.Equal($"00-{_traceId}-{Assert.Single(probe.Spans).SpanId}-01", properties["traceparent"]);
        Assert.Equal("vendor=1,other=2", properties["tracestate"]);
    }

    [Fact]
    public async Task Without_a_span_of_the_library_it_is_that_of_the_callers_activity()
    {
        using TelemetryProbe probe = new(listensToSpans: false);
        using Activity ambient = StartAmbient();

        AmqpMap properties = (await SendAsync(probe, sender => sender.SendAsync(new Note("a")))).ApplicationProperties!;

        Assert.Equal($"00-{_traceId}-{ambient.SpanId}-00", properties["traceparent"]);
    }

    [Fact]
    public async Task A_message_with_a_context_of_its_own_is_not_touched()
    {
        const string Own = "00-11111111111111111111111111111111-2222222222222222-00";
        using TelemetryProbe probe = new();
        using Activity ambient = StartAmbient();
        ambient.TraceStateString = "vendor=1";

        AmqpMap properties = (await SendAsync(probe, sender => sender.SendTracedAsync(new Note("a"), Own))).ApplicationProperties!;

        Assert.Equal(Own, Assert.Single(properties).Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("00-11111111111111111111111111111111-2222222222222222-00")]
    public async Task A_context_of_its_own_that_is_null_is_none(string? own)
    {
        using TelemetryProbe probe = new();

        AmqpMap properties = (await SendAsync(probe, sender => sender.SendMaybeTracedAsync(new Note("a"), own))).ApplicationProperties!;

        Assert.Equal(new KeyValuePair<object, object?>("traceparent", own ?? $"00-{Assert.Single(probe.Spans).TraceId}-{probe.Spans[0].SpanId}-01"), Assert.Single(properties));
    }

    [Theory]
    [InlineData(null, null, new[] { "traceparent", "tracestate" }, "vendor=1")]
    [InlineData("own=1", null, new[] { "tracestate", "traceparent" }, "own=1")]
    [InlineData("own=1", "green", new[] { "tracestate", "colour", "traceparent" }, "own=1")]
    public async Task A_state_of_its_own_stays(string? own, string? colour, string[] keys, string state)
    {
        using TelemetryProbe probe = new();
        using Activity ambient = StartAmbient();
        ambient.TraceStateString = "vendor=1";

        AmqpMap properties = (await SendAsync(probe, sender => sender.SendStatefulAsync(new Note("a"), own, colour))).ApplicationProperties!;

        Assert.Equal(keys, properties.Select(entry => entry.Key));
        Assert.Equal(state, properties["tracestate"]);
    }

    [Fact]
    public async Task Beside_other_sections_it_is_a_section_of_its_own()
    {
        using TelemetryProbe probe = new();

        AmqpMessage message = await SendAsync(probe, sender => sender.SendSubjectAsync(new Note("a"), "answers"));

        Assert.Equal(("note.sent", "answers"), (message.Properties!.Value.Subject, message.Properties.Value.ReplyTo));
        Assert.Equal("traceparent", Assert.Single(message.ApplicationProperties!).Key);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(122)]
    [InlineData(123)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(5000)]
    public async Task Any_length_of_state_is_carried(int length)
    {
        // Around 122 characters, the map alone outgrows its short form; above 255, the string does.
        string state = "a=" + new string('\u00FC', length - 1);
        using TelemetryProbe probe = new();
        using Activity ambient = StartAmbient();
        ambient.TraceStateString = state;
        await using SendClient client = new(_broker.Url);
        ITracedSender sender = client.GetSender<ITracedSender>(probe.Options);

        await sender.SendAsync(new Note("a")).Within();
        await sender.SendColouredAsync(new Note("a"), "green").Within();
        await sender.SendSubjectAsync(new Note("a"), "answers").Within();

        Assert.All(_broker.GetQueue(probe.Address).Messages, message => Assert.Equal(state, message.Message.ApplicationProperties!["tracestate"]));
        Assert.Equal(3, _broker.GetQueue(probe.Address).Messages.Count);
    }

    [Fact]
    public async Task Without_an_activity_the_bytes_are_those_of_the_contract_alone()
    {
        using TelemetryProbe probe = new(listensToSpans: false);

        await SendAsync(probe, sender => sender.SendAsync(new Note("a")));

        Assert.Equal(AmqpContracts.Encode(new Note("a")), _broker.GetQueue(probe.Address).Messages[0].Bytes.ToArray());
    }

    [Fact]
    public async Task The_option_switches_it_off()
    {
        using TelemetryProbe probe = new();
        using Activity ambient = StartAmbient();

        Assert.Null((await SendAsync(probe, sender => sender.SendAsync(new Note("a")), options => options.PropagateTraceContext = false)).ApplicationProperties);
        Assert.Single(probe.Spans);
    }

    [Fact]
    public async Task An_activity_that_is_not_of_w3c_format_has_no_context_to_carry()
    {
        using TelemetryProbe probe = new(listensToSpans: false);
        using Activity ambient = new Activity("old").SetIdFormat(ActivityIdFormat.Hierarchical).Start();

        Assert.Null((await SendAsync(probe, sender => sender.SendAsync(new Note("a")))).ApplicationProperties);
    }

    private Activity StartAmbient() => new Activity("checkout").SetParentId(_traceId, ActivitySpanId.CreateFromString("b7ad6b7169203331")).Start();

    private async Task<AmqpMessage> SendAsync(TelemetryProbe probe, Func<ITracedSender, ValueTask> send, Action<SendClientOptions>? configure = null)
    {
        await using SendClient client = new(_broker.Url, configure);
        await send(client.GetSender<ITracedSender>(probe.Options)).Within();
        return Assert.Single(_broker.GetQueue(probe.Address).Messages).Message;
    }
}
