using System.Diagnostics;
using TypedSender.Amqp;
using TypedSender.Testing;

namespace TypedSender.Tests.Telemetry;

/// <summary>A list is one operation of many messages.</summary>
public sealed class ListSpanTests : IAsyncLifetime
{
    private readonly TelemetryProbe _probe = new();
    private InProcessBroker _broker = null!;
    private BrokerQueue _queue = null!;

    public async Task InitializeAsync()
    {
        _broker = await InProcessBroker.StartAsync();
        _queue = _broker.CreateQueue(_probe.Address);
    }

    public async Task DisposeAsync()
    {
        await _broker.DisposeAsync();
        _probe.Dispose();
    }

    [Fact]
    public async Task It_is_one_client_span_linked_to_a_creation_of_each_message()
    {
        using Activity ambient = new Activity("checkout").Start();

        await SendAsync(notes => notes.SendAllAsync([new("a"), new("b"), new("c")]));

        Assert.Same(ambient, Activity.Current);
        Activity send = Assert.Single(_probe.Spans, span => span.Kind == ActivityKind.Client);
        Activity[] creations = [.. _probe.Spans.Where(span => span != send)];
        Assert.Equal(($"send {_probe.Address}", 3, "send"), (send.DisplayName, send.GetTagItem("messaging.batch.message_count"), send.GetTagItem("messaging.operation.type")));
        Assert.Equal(3, creations.Length);
        Assert.All(creations, creation =>
        {
            Assert.Equal(($"create {_probe.Address}", ActivityKind.Producer, ambient.Id), (creation.DisplayName, creation.Kind, creation.ParentId));
            Assert.Equal(("create", "create"), (creation.GetTagItem("messaging.operation.name"), creation.GetTagItem("messaging.operation.type")));
        });
        Assert.Equal(creations.Select(creation => creation.Context), send.Links.Select(link => link.Context));
        Assert.Equal(creations.Select(creation => creation.Id), TraceParents());
        Assert.Equal(ambient.Id, send.ParentId);
    }

    [Fact]
    public async Task Without_creations_the_messages_carry_the_context_of_the_call()
    {
        await SendAsync(notes => notes.SendAllAsync([new("a"), new("b")]), options => options.UseCreateSpans = false);

        Activity send = Assert.Single(_probe.Spans);
        Assert.Equal((ActivityKind.Producer, 2), (send.Kind, send.GetTagItem("messaging.batch.message_count")));
        Assert.Empty(send.Links);
        Assert.Equal([send.Id, send.Id], TraceParents());
    }

    [Fact]
    public async Task The_first_failure_is_that_of_the_call_and_each_message_is_counted_by_its_own()
    {
        _queue.SettleNext(Settlement.Accept, Settlement.Reject("amqp:not-allowed"), Settlement.Release, Settlement.Accept);

        await SendAsync(async notes => { await notes.TellAllAsync([new("a"), new("b"), new("c"), new("d")]); });

        Activity send = Assert.Single(_probe.Spans, span => span.Kind == ActivityKind.Client);
        Assert.Equal(("amqp:not-allowed", ActivityStatusCode.Error), (send.GetTagItem("error.type"), send.Status));
        Assert.Equal(["1 amqp:not-allowed", "1 released", "2"], _probe.MeasuredBy(TypedSenderTelemetry.SentMessages).Order(StringComparer.Ordinal));
        Assert.Equal("amqp:not-allowed", Assert.Single(_probe.Measurements, measured => measured.Instrument == TypedSenderTelemetry.OperationDuration).Tags["error.type"]);
    }

    [Fact]
    public async Task An_item_that_cannot_be_encoded_fails_its_creation_and_is_not_counted_as_sent()
    {
        await SendAsync(async notes => { await notes.TellAllComputedAsync([new(() => "a"), new(() => throw new InvalidOperationException("no text"))]); });

        Assert.Equal(
            [null, "encoding_failed"],
            _probe.Spans.Where(span => span.DisplayName == $"create {_probe.Address}").Select(span => span.GetTagItem("error.type")));
        Assert.Equal("encoding_failed", Assert.Single(_probe.Spans, span => span.Kind == ActivityKind.Client).GetTagItem("error.type"));
        Assert.Equal(["1"], _probe.MeasuredBy(TypedSenderTelemetry.SentMessages));
    }

    [Fact]
    public async Task An_item_that_waits_for_room_is_created_once()
    {
        await SendAsync(
            notes => notes.SendAllAsync([new("a"), new("b"), new("c"), new("d")]),
            options => options.MaxPendingBytes = 200,
            options => options.MaxInFlight = 1);

        Assert.Equal(4, _probe.Spans.Count(span => span.DisplayName == $"create {_probe.Address}"));
        Assert.Equal(["4"], _probe.MeasuredBy(TypedSenderTelemetry.SentMessages));
    }

    private IEnumerable<string?> TraceParents() => _queue.Messages.Select(message => (string?)message.Message.ApplicationProperties!["traceparent"]);

    private async Task SendAsync(Func<INoteSender, ValueTask> send, Action<SendClientOptions>? configure = null, Action<SenderOptions>? configureSender = null)
    {
        await using SendClient client = new(_broker.Url, configure);
        SenderOptions options = _probe.Options;
        configureSender?.Invoke(options);
        await send(client.GetSender<INoteSender>(options)).Within();
    }
}
