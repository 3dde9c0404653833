using TypedSender.Testing;

namespace TypedSender.Tests.Telemetry;

public sealed class MetricTests : IAsyncLifetime
{
    private readonly TelemetryProbe _probe = new(listensToSpans: false);
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
    public async Task Each_send_is_measured_and_counted_with_the_attributes_of_the_conventions()
    {
        _queue.SettleNext(Settlement.Accept, Settlement.Reject("amqp:not-allowed"), Settlement.NoState);
        await using SendClient client = new(_broker.Url, options => options.MessagingSystem = "rabbitmq");
        INoteSender notes = client.GetSender<INoteSender>(_probe.Options);

        foreach (string text in (string[])["a", "b", "c"])
        {
            await notes.TellAsync(new Note(text)).Within();
        }

        Assert.Equal(["1", "1 amqp:not-allowed", "1 outcome_missing"], _probe.MeasuredBy(TypedSenderTelemetry.SentMessages));
        Assert.Equal(["1 outcome_missing"], _probe.MeasuredBy(TypedSenderTelemetry.IndeterminateOutcomes));
        Dictionary<string, object?> sent = new()
        {
            ["messaging.operation.name"] = "send",
            ["messaging.system"] = "rabbitmq",
            ["messaging.destination.name"] = _probe.Address,
            ["server.address"] = "127.0.0.1",
            ["server.port"] = _broker.Port,
        };
        Assert.Equal(sent, Tags(TypedSenderTelemetry.SentMessages, 0));
        Assert.Equal(new Dictionary<string, object?>(sent) { ["messaging.operation.type"] = "send" }, Tags(TypedSenderTelemetry.OperationDuration, 0));
        Assert.Equal(new Dictionary<string, object?>(sent) { ["messaging.operation.type"] = "send", ["error.type"] = "amqp:not-allowed" }, Tags(TypedSenderTelemetry.OperationDuration, 1));
    }

    [Fact]
    public async Task Sends_under_way_and_credit_are_observed()
    {
        _queue.Settlement = Settlement.Silence;
        _queue.Credit = CreditPolicy.Once(5);
        await using SendClient client = new(_broker.Url, options => options.DrainTimeout = TimeSpan.Zero);
        SenderOptions other = _probe.Options;
        other.MaxInFlight = 10;
        Task[] sends =
        [
            client.GetSender<INoteSender>(_probe.Options).SendTaskAsync(new Note("a")),
            client.GetSender<INoteSender>(_probe.Options).SendTaskAsync(new Note("b")),
            client.GetSender<INoteSender>(other).SendTaskAsync(new Note("c")),
        ];
        await _queue.WaitForArrivalsAsync(3).Within();

        _probe.Observe();

        Assert.Equal(["3"], _probe.MeasuredBy(TypedSenderTelemetry.InFlight));
        Assert.Equal(["7"], _probe.MeasuredBy(TypedSenderTelemetry.LinkCredit));
        Assert.Equal(["messaging.destination.name", "messaging.system", "server.address", "server.port"], Tags(TypedSenderTelemetry.LinkCredit, 0).Keys.Order());

        await client.CloseAsync().Within();
        Assert.All(sends, send => Assert.NotNull(send.Exception));
        _probe.Observe();

        Assert.Equal(["3"], _probe.MeasuredBy(TypedSenderTelemetry.InFlight));
        Assert.Equal(["1 closed", "1 closed", "1 closed"], _probe.MeasuredBy(TypedSenderTelemetry.IndeterminateOutcomes));
    }

    [Fact]
    public async Task The_server_is_the_one_that_the_sender_is_connected_to()
    {
        await using InProcessBroker second = await InProcessBroker.StartAsync();
        second.CreateQueue(_probe.Address);
        await using SendClient client = new(_broker.Url, options => options.Hosts.Add($"127.0.0.1:{second.Port}"));
        INoteSender notes = client.GetSender<INoteSender>(_probe.Options);
        await notes.SendAsync(new Note("a")).Within();

        await _broker.DisposeAsync();
        SendOutcome outcome;
        do
        {
            // Until the loss has been noticed, a message may go into the void.
            outcome = await notes.TellAsync(new Note("b")).Within();
        }
        while (!outcome.IsSuccess);

        Assert.Equal(_broker.Port, Tags(TypedSenderTelemetry.SentMessages, 0)["server.port"]);
        Assert.Equal(second.Port, _probe.Measurements.Last(measured => measured.Instrument == TypedSenderTelemetry.SentMessages).Tags["server.port"]);
    }

    [Fact]
    public async Task A_connection_that_is_made_again_is_counted()
    {
        TaskCompletionSource counted = Bounded.Signal();
        _probe.Port = _broker.Port;
        _probe.Measured = instrument =>
        {
            if (instrument == TypedSenderTelemetry.Reconnects)
            {
                counted.TrySetResult();
            }
        };
        await using SendClient client = new(_broker.Url);
        INoteSender notes = client.GetSender<INoteSender>(_probe.Options);
        await notes.SendAsync(new Note("a")).Within();
        Assert.Empty(_probe.MeasuredBy(TypedSenderTelemetry.Reconnects));

        _broker.AbortConnections();
        await counted.Task.Within();

        Assert.Equal(["1"], _probe.MeasuredBy(TypedSenderTelemetry.Reconnects));
        Assert.Equal(
            new Dictionary<string, object?> { ["messaging.system"] = "amqp", ["server.address"] = "127.0.0.1", ["server.port"] = _broker.Port },
            Tags(TypedSenderTelemetry.Reconnects, 0));
    }

    private IReadOnlyDictionary<string, object?> Tags(string instrument, int index) => _probe.Measurements.Where(measured => measured.Instrument == instrument).ElementAt(index).Tags;
}
