using System.Diagnostics;
using System.Diagnostics.Metrics;
using Azure;
using Azure.Core;
using Microsoft.Extensions.Logging;
using TypedSender.Shared;
using Xunit;

namespace TypedSender.Azure.Tests.Clients;

/// <summary>With every log, trace and metric on, and logins of each kind that succeed and fail: no secret stands in anything that a program can look at.</summary>
[Collection(nameof(AzureCanaryTests))]
public sealed class AzureCanaryTests
{
    private readonly CanaryWatch _watch = new();

    [Fact]
    public async Task No_key_signature_or_token_is_shown()
    {
        using ActivityListener spans = Listen();
        using MeterListener meters = Measure();
        using (_watch.LookAtExceptions())
        {
            await using NamespaceBench bench = await LoginTests.StartAsync();
            string right = LoginTests.Sign(bench, $"amqps://{NamespaceBench.Namespace}/");
            string wrong = LoginTests.Sign(bench, $"amqps://{NamespaceBench.Namespace}/", Canary.OtherPassword);
            string strings = $"Endpoint=sb://{NamespaceBench.Namespace}/;EntityPath=orders;";
            AzureNamedKeyCredential key = new("send", Canary.OtherPassword);
            AzureSasCredential signature = new(wrong);
            FixedCredential identity = new((call, _) => call == 1 ? throw new InvalidOperationException("the service is away") : new(new AccessToken(Canary.Password, FixedCredential.ExpiresOn)));
            Func<SendClientOptions, SendClientOptions>[] logins =
            [
                options => options.UseServiceBus($"{strings}SharedAccessKeyName=send;SharedAccessKey={Canary.Password}"),
                options => options.UseServiceBus($"{strings}SharedAccessKeyName=send;SharedAccessKey={Canary.OtherPassword};TransportType=AmqpWebSockets"),
                options => options.UseEventHubs($"{strings}SharedAccessSignature={right}"),
                options => options.UseEventHubs($"{strings}SharedAccessSignature={wrong}"),
                options => options.UseServiceBus(NamespaceBench.Namespace, key),
                options => options.UseServiceBus(NamespaceBench.Namespace, signature),
                options => options.UseEventHubs(NamespaceBench.Namespace, identity),
            ];
            foreach (Func<SendClientOptions, SendClientOptions> login in logins)
            {
                // What the node says repeats the secret.
                bench.Node.AnswerNext(1, 401, $"cannot read {Canary.Password} of {right}, nor {Canary.OtherPassword} of {wrong}");
                await SendAsync(bench, login(new SendClientOptions()));
                key.Update("send", Canary.Password);
                signature.Update(right);
            }

            foreach (string text in (string[])[$"{strings}SharedAccessKeyName=send;SharedAccessKey={Canary.Password}", $"{strings}SharedAccessSignature={right}"])
            {
                _watch.Look("texts", AzureConnectionString.Parse(text).ToString());
            }

            Assert.Contains(bench.Node.Tokens, token => token.IsAccepted);
            Assert.Contains(bench.Node.Tokens, token => !token.IsAccepted);
        }

        Assert.Empty(_watch.Hits);
        Assert.Superset(new HashSet<string>(["exceptions", "frames", "measurements", "records", "spans", "texts"]), _watch.Sources.ToHashSet());
    }

    private async Task SendAsync(NamespaceBench bench, SendClientOptions options)
    {
        bench.Configure(options);
        options.LoggerFactory = new WatchedLog(_watch);
        _watch.Look("texts", $"{options} {options.Credential}");
        SendClient client = bench.Keep(new SendClient(options));
        INoteSender orders = client.GetSender<INoteSender>(new SenderOptions { Address = "orders" });
        for (int i = 0; i < 2; i++)
        {
            Task<SendOutcome> sent = orders.TellTaskAsync(new Note("a"));
            await bench.Time.AdvanceUntilAsync(sent, TimeSpan.FromMilliseconds(200));
            SendOutcome outcome = await sent.Within();
            _watch.Look("texts", $"{outcome} {outcome.Error} {outcome.Error?.Description}");
        }

        SendException? failure = await Record.ExceptionAsync(() => client.GetSender<INoteSender>(new SenderOptions { Address = "invoices" }).SendTaskAsync(new Note("a")).Within()) as SendException;
        _watch.Look("texts", failure?.ToString());
        _watch.Look("texts", $"{client} {orders} {client.GetMessageSender(orders)}");
    }

    private ActivityListener Listen()
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = static source => source.Name == TypedSenderTelemetry.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => _watch.Look("spans", $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.SelectMany(happened => happened.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private MeterListener Measure()
    {
        MeterListener listener = new()
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == TypedSenderTelemetry.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Look(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Look(instrument, tags));
        listener.Start();
        return listener;

        void Look(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _watch.Look("measurements", $"{instrument.Name} {string.Join(' ', tags.ToArray())}");
    }

    private sealed class WatchedLog(CanaryWatch watch) : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
            watch.Look(eventId.Id >= 9000 ? "frames" : "records", $"{eventId} {formatter(state, exception)} {values} {exception}");
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>Whoever listens to spans has all senders of the process make some, which other tests count.</summary>
[CollectionDefinition(nameof(AzureCanaryTests), DisableParallelization = true)]
public sealed class AzureCanaryCollection;
