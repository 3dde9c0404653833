using System.Diagnostics;
using TypedSender.Amqp;
using TypedSender.TestPeer;
using TypedSender.Testing;

namespace TypedSender.Tests.Telemetry;

/// <summary>One span for each message that is sent by itself.</summary>
public sealed class SpanTests : IDisposable
{
    private readonly TelemetryProbe _probe = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _probe.Dispose();

    [Fact]
    public async Task A_send_is_one_producer_span_with_the_attributes_of_the_conventions()
    {
        await using InProcessBroker broker = await StartBrokerAsync();
        await using SendClient client = Connect(broker.Url);
        using Activity ambient = new Activity("checkout").Start();

        await client.GetSender<INoteSender>(_probe.Options).SendAsync(new Note("a")).Within();

        Activity span = Assert.Single(_probe.Spans);
        Assert.Same(ambient, Activity.Current);
        Assert.Equal(($"send {_probe.Address}", ActivityKind.Producer, ActivityStatusCode.Unset), (span.DisplayName, span.Kind, span.Status));
        Assert.Equal(ambient.Id, span.ParentId);
        Assert.Equal(TypedSenderTelemetry.SourceName, span.Source.Name);
        Assert.Equal(ProductInfo.Version, span.Source.Version);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["messaging.operation.name"] = "send",
                ["messaging.operation.type"] = "send",
                ["messaging.system"] = "amqp",
                ["messaging.destination.name"] = _probe.Address,
                ["server.address"] = "127.0.0.1",
                ["server.port"] = broker.Port,
                ["messaging.client.id"] = "till-7",
                ["network.peer.address"] = "127.0.0.1",
                ["network.peer.port"] = broker.Port,
            },
            span.TagObjects.ToDictionary());
    }

    [Fact]
    public async Task The_system_is_what_the_options_say()
    {
        await using InProcessBroker broker = await StartBrokerAsync();
        await using SendClient client = Connect(broker.Url, options => options.MessagingSystem = "rabbitmq");

        await client.GetSender<INoteSender>(_probe.Options).SendAsync(new Note("a")).Within();

        Assert.Equal("rabbitmq", Assert.Single(_probe.Spans).GetTagItem("messaging.system"));
    }

    /// <summary>The interface names Service Bus; what the options say of the broker comes before, and of the system before that.</summary>
    [Theory]
    [InlineData(null, "amqp", "servicebus")]
    [InlineData(AmqpBrokerKind.EventHubs, "amqp", "eventhubs")]
    [InlineData(AmqpBrokerKind.EventHubs, "kafka", "kafka")]
    public async Task The_system_is_that_of_the_broker_unless_the_options_say_otherwise(AmqpBrokerKind? kind, string system, string expected)
    {
        await using InProcessBroker broker = await StartBrokerAsync();
        await using SendClient client = Connect(broker.Url, options => (options.Broker, options.MessagingSystem) = (kind, system));

        await client.GetSender<IServiceBusNotes>(_probe.Options).TellAsync(new Note("a")).Within();

        Assert.Equal(expected, Assert.Single(_probe.Spans).GetTagItem("messaging.system"));
    }

    [Fact]
    public async Task A_span_lasts_from_the_call_to_the_outcome_in_the_clients_clock()
    {
        TaskCompletionSource arrived = Bounded.Signal();
        TaskCompletionSource settle = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender().ExpectDelivery(out Captured<Amqp.Performatives.Transfer> delivery)
            .Signal(arrived).WaitFor(settle.Task).SendDisposition(delivery, Amqp.Messages.Accepted.Instance).AnswerClosing());
        await using SendClient client = Connect(peer.Url);
        Task<SendOutcome> sent = client.GetSender<INoteSender>(_probe.Options).TellTaskAsync(new Note("a"));
        await arrived.Task.Within();
        _time.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Empty(_probe.Spans);

        settle.SetResult();
        Assert.True((await sent.Within()).IsSuccess);

        Assert.Equal(TimeSpan.FromSeconds(1.5), Assert.Single(_probe.Spans).Duration);
        Assert.Equal(["1.5"], _probe.MeasuredBy(TypedSenderTelemetry.OperationDuration));
        await client.CloseAsync().Within();
    }

    [Fact]
    public async Task A_rejected_send_tells_the_condition_of_the_peer()
    {
        await using InProcessBroker broker = await StartBrokerAsync();
        broker.GetQueue(_probe.Address).Settlement = Settlement.Reject("amqp:precondition-failed", "no price");
        await using SendClient client = Connect(broker.Url);

        await client.GetSender<INoteSender>(_probe.Options).TellAsync(new Note("a")).Within();

        Activity span = Assert.Single(_probe.Spans);
        Assert.Equal(("amqp:precondition-failed", ActivityStatusCode.Error), (span.GetTagItem("error.type"), span.Status));
        Assert.Contains("no price", span.StatusDescription, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_released_send_tells_the_reason()
    {
        await using InProcessBroker broker = await StartBrokerAsync();
        broker.GetQueue(_probe.Address).Settlement = Settlement.Release;
        await using SendClient client = Connect(broker.Url);

        await Assert.ThrowsAsync<SendException>(() => client.GetSender<INoteSender>(_probe.Options).SendTaskAsync(new Note("a")).Within());

        Assert.Equal("released", Assert.Single(_probe.Spans).GetTagItem("error.type"));
    }

    [Fact]
    public async Task A_send_that_times_out_ends_its_span_then()
    {
        TaskCompletionSource arrived = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender().ExpectDelivery(out _).Signal(arrived).AnswerClosing());
        await using SendClient client = Connect(peer.Url, options => options.SendTimeout = TimeSpan.FromSeconds(2));
        Task<SendOutcome> sent = client.GetSender<INoteSender>(_probe.Options).TellTaskAsync(new Note("a"));
        await arrived.Task.Within();
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(SendOutcomeKind.Indeterminate, (await sent.Within()).Kind);

        Assert.Equal("timed_out", Assert.Single(_probe.Spans).GetTagItem("error.type"));
        Assert.Equal(["1 timed_out"], _probe.MeasuredBy(TypedSenderTelemetry.IndeterminateOutcomes));
    }

    [Fact]
    public async Task A_message_that_cannot_be_encoded_ends_its_span_and_is_not_counted_as_sent()
    {
        await using SendClient client = Connect("amqp://127.0.0.1:1");
        INoteSender notes = client.GetSender<INoteSender>(_probe.Options);

        Assert.Throws<InvalidOperationException>(() => { _ = notes.SendComputedAsync(new Computed(() => throw new InvalidOperationException("no text"))); });

        Activity span = Assert.Single(_probe.Spans);
        Assert.Equal(("encoding_failed", ActivityStatusCode.Error, "no text"), (span.GetTagItem("error.type"), span.Status, span.StatusDescription));
        Assert.Single(_probe.MeasuredBy(TypedSenderTelemetry.OperationDuration));
        Assert.Empty(_probe.MeasuredBy(TypedSenderTelemetry.SentMessages));
    }

    [Fact]
    public async Task A_send_after_the_end_has_a_span_that_says_so()
    {
        await using SendClient client = Connect("amqp://127.0.0.1:1");
        INoteSender notes = client.GetSender<INoteSender>(_probe.Options);
        await client.CloseAsync().Within();

        Assert.Throws<ObjectDisposedException>(() => { _ = notes.SendAsync(new Note("a")); });

        Assert.Equal("closed", Assert.Single(_probe.Spans).GetTagItem("error.type"));
    }

    [Fact]
    public async Task A_presettled_send_ends_its_span_when_it_is_appended()
    {
        await using InProcessBroker broker = await StartBrokerAsync();
        await using SendClient client = Connect(broker.Url);
        SenderOptions options = _probe.Options;
        options.SendSettleMode = SenderSettleMode.Settled;
        INoteSender notes = client.GetSender<INoteSender>(options);
        await client.GetMessageSender(notes).OpenAsync().Within();
        await notes.SendAsync(new Note("first")).Within();

        ValueTask second = notes.SendAsync(new Note("a"));

        Assert.True(second.IsCompletedSuccessfully);
        await second;
        Assert.Equal(2, _probe.Spans.Count);
        Assert.All(_probe.Spans, span => Assert.Equal(ActivityStatusCode.Unset, span.Status));
        Assert.Equal(["1", "1"], _probe.MeasuredBy(TypedSenderTelemetry.SentMessages));
    }

    [Fact]
    public async Task A_password_is_in_no_span_and_no_measurement()
    {
        InProcessBrokerOptions options = new() { AllowAnonymous = false };
        options.Users["shop"] = Canary.OtherPassword;
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);
        await using SendClient client = new($"amqp://shop:{Canary.Password}@127.0.0.1:{broker.Port}");

        SendOutcome outcome = await client.GetSender<INoteSender>(_probe.Options).TellAsync(new Note("a")).Within();

        Assert.Equal(SendReason.AuthenticationFailed, outcome.Reason);
        Activity span = Assert.Single(_probe.Spans);
        Assert.Equal("authentication_failed", span.GetTagItem("error.type"));
        Assert.NotEmpty(_probe.Measurements);
        string shown = string.Join('|', [span.StatusDescription, .. span.TagObjects.Select(tag => tag.ToString()), .. _probe.Measurements.SelectMany(measured => measured.Tags).Select(tag => tag.ToString())]);
        Assert.DoesNotContain(Canary.Mark, shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_that_throws_harms_no_send()
    {
        using ActivityListener broken = new()
        {
            ShouldListenTo = source => source.Name == TypedSenderTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Name == $"send {_probe.Address}" ? throw new InvalidOperationException("broken") : ActivitySamplingResult.None,
        };
        ActivitySource.AddActivityListener(broken);
        await using InProcessBroker broker = await StartBrokerAsync();
        await using SendClient client = Connect(broker.Url);

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>(_probe.Options).TellAsync(new Note("a")).Within());
    }

    private async Task<InProcessBroker> StartBrokerAsync()
    {
        InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue(_probe.Address);
        return broker;
    }

    private SendClient Connect(string url, Action<SendClientOptions>? configure = null) => new(url, options =>
    {
        options.ContainerId = "till-7";
        options.TimeProvider = _time;
        configure?.Invoke(options);
    });
}
