using System.Diagnostics;
using System.Diagnostics.Metrics;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>The activity source and the instruments: one set for the process. A listener is user code, so nothing is recorded under a client's lock.</summary>
internal static class Instruments
{
    // As the conventions advise for durations of messaging operations.
    private static readonly InstrumentAdvice<double> DurationAdvice = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    private static readonly Meter Meter = new(new MeterOptions(TypedSenderTelemetry.MeterName) { Version = ProductInfo.Version, TelemetrySchemaUrl = TypedSenderTelemetry.SchemaUrl });

    public static readonly ActivitySource Source = new(new ActivitySourceOptions(TypedSenderTelemetry.SourceName) { Version = ProductInfo.Version, TelemetrySchemaUrl = TypedSenderTelemetry.SchemaUrl });

    public static readonly Histogram<double> Duration = Meter.CreateHistogram(
        TypedSenderTelemetry.OperationDuration, "s", "Duration of messaging operation initiated by a producer or consumer client.", null, DurationAdvice);

    public static readonly Counter<long> Sent = Meter.CreateCounter<long>(
        TypedSenderTelemetry.SentMessages, "{message}", "Number of messages producer attempted to send to the broker.");

    public static readonly Counter<long> Reconnects = Meter.CreateCounter<long>(
        TypedSenderTelemetry.Reconnects, "{connection}", "Number of reconnects.");

    public static readonly Counter<long> Indeterminate = Meter.CreateCounter<long>(
        TypedSenderTelemetry.IndeterminateOutcomes, "{message}", "Number of messages with an indeterminate outcome.");

    static Instruments()
    {
        Meter.CreateObservableUpDownCounter(
            TypedSenderTelemetry.InFlight, static () => ObservedClients.Measure(static load => load.InFlight), "{message}", "Number of sends in flight.");
        Meter.CreateObservableGauge(
            TypedSenderTelemetry.LinkCredit, static () => ObservedClients.Measure(static load => load.Credit), "{message}", "Link credit: number of messages that the peer accepts at present.");
    }

    /// <summary>Whether any listener takes spans or measurements of sends. A few loads and well-predicted branches.</summary>
    public static bool AreOn => Source.HasListeners() || Duration.Enabled || Sent.Enabled || Indeterminate.Enabled;

    /// <summary>The observed instruments look at this client from here on, until it is closed.</summary>
    public static void Observe(ClientContext client) => ObservedClients.Add(client);

    /// <summary>A connection that had been lost works again. May be called under the client's lock: it is counted after it.</summary>
    /// <param name="domain">The client's.</param>
    /// <param name="system">The value of <c>messaging.system</c>.</param>
    /// <param name="endpoint">Where the new connection goes to.</param>
    public static void CountReconnect(SendDomain domain, string system, BrokerEndpoint endpoint)
    {
        if (Reconnects.Enabled)
        {
            TagList tags = new() { { TelemetryTags.System, system }, { TelemetryTags.ServerAddress, endpoint.Host }, { TelemetryTags.ServerPort, endpoint.Port } };
            domain.Completions.Enqueue(new Notification(() => Reconnects.Add(1, in tags)));
        }
    }

    /// <summary>Runs what ends in a listener, which is user code: what it throws concerns no sender.</summary>
    private sealed class Notification(Action notify) : ICompletion
    {
        ICompletion? ICompletion.NextCompletion { get; set; }

        void ICompletion.Complete()
        {
            try
            {
                notify();
            }
            catch (Exception)
            {
                // A listener that fails must neither fail a send nor end the process.
            }
        }
    }
}
