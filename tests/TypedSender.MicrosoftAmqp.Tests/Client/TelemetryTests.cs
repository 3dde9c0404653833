using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TypedSender.Amqp;
using TypedSender.Testing;

namespace TypedSender.MicrosoftAmqp.Tests.Client;

/// <summary>Spans, hooks and logs of a client on Microsoft.Azure.Amqp, and that no secret stands in them.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task A_send_makes_the_span_of_a_client_and_carries_its_context()
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        await using MicrosoftAmqpClient client = new(broker.Url, options => options.ContainerId = "till-7");
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { Address = "traced-by-microsoft" });
        await client.GetMessageSender(notes).OpenAsync().Within();
        EventLog<Activity> spans = new();
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "TypedSender",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Name == "send traced-by-microsoft" ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);

        Assert.True((await notes.TellAsync(new Note("a")).Within()).IsSuccess);

        await spans.WaitForCountAsync(1);
        Activity span = spans.Items[0];
        Assert.Equal(("send traced-by-microsoft", "127.0.0.1", broker.Port, "till-7"), (span.DisplayName, span.GetTagItem("server.address"), span.GetTagItem("server.port"), span.GetTagItem("messaging.client.id")));
        Assert.Equal(span.Id, broker.GetQueue("traced-by-microsoft").Messages[0].Message.ApplicationProperties!["traceparent"]);
    }

    [Fact]
    public async Task A_hook_is_called_around_each_send()
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        CountingHook hook = new();
        await using MicrosoftAmqpClient client = new(broker.Url, options => options.Hook = hook);

        await client.GetSender<INoteSender>().TellAllAsync([new Note("a"), new Note("b")]).Within();

        Assert.Equal([SendOutcome.Accepted, SendOutcome.Accepted], hook.Outcomes.Items);
    }

    [Fact]
    public async Task No_secret_stands_in_an_exception_a_record_or_an_outcome()
    {
        CanaryWatch watch = new();
        using (watch.LookAtExceptions())
        {
            InProcessBrokerOptions options = new() { AllowAnonymous = false, CreateQueuesOnDemand = true, Users = { ["shop"] = Canary.Password } };
            await using InProcessBroker broker = await InProcessBroker.StartAsync(options);
            await TryAsync($"amqp://shop:{Canary.Password}@127.0.0.1:{broker.Port}", broker);
            await TryAsync($"amqp://shop:{Canary.OtherPassword}@127.0.0.1:{broker.Port}", broker);
            await TryAsync($"amqp://{Canary.Password}@127.0.0.1:{broker.Port}", broker);
            broker.RefuseNextConnections(1, "amqp:not-allowed", "not you");
            await TryAsync($"amqp://shop:{Canary.Password}@127.0.0.1:{broker.Port}/{Canary.Content}", broker);
            await broker.SuspendAsync();
            await TryAsync($"amqp://shop:{Canary.Password}@127.0.0.1:{broker.Port}", broker);
        }

        Assert.Empty(watch.Hits);
        Assert.Superset(new HashSet<string>(["records", "texts"]), watch.Sources.ToHashSet());

        async Task TryAsync(string url, InProcessBroker broker)
        {
            await using MicrosoftAmqpClient client = new(url, options =>
            {
                options.LoggerFactory = new WatchingLog(watch);
                options.DrainTimeout = TimeSpan.Zero;
            });
            INoteSender notes = client.GetSender<INoteSender>();
            for (int round = 0; round < 2; round++)
            {
                SendOutcome outcome = await notes.TellAsync(new Note(Canary.Content)).Within();
                watch.Look("texts", $"{outcome} {outcome.Error} {outcome.Cause} {client}");
                broker.CloseConnections("amqp:connection:forced", "maintenance");
            }
        }
    }

    private sealed class CountingHook : SendHook
    {
        public EventLog<SendOutcome> Outcomes { get; } = new();

        public override object? OnSending(MessageSender sender) => null;

        public override void OnCompleted(MessageSender sender, object? state, SendOutcome outcome) => Outcomes.Add(outcome);
    }

    private sealed class WatchingLog(CanaryWatch watch) : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            watch.Look("records", $"{eventId} {formatter(state, exception)} {exception}");
    }
}
