using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TypedSender.Tests.Telemetry;

/// <summary>
/// Listens to spans and metrics of one address. Listeners are of the whole process, and other tests run beside: an address of its own keeps them apart, and only spans
/// of that address are sampled, so that no other test's messages change.
/// </summary>
internal sealed class TelemetryProbe : IDisposable
{
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters;
    private readonly List<Activity> _ended = [];
    private readonly List<Measurement> _measurements = [];

    public TelemetryProbe(bool listensToSpans = true, bool listensToMetrics = true)
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TypedSenderTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                IsOurs(options.Tags) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                lock (_ended)
                {
                    if (IsOurs(activity.TagObjects))
                    {
                        _ended.Add(activity);
                    }
                }
            },
        };
        _meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == TypedSenderTelemetry.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        if (listensToSpans)
        {
            ActivitySource.AddActivityListener(_activities);
        }

        if (listensToMetrics)
        {
            _meters.Start();
        }
    }

    public string Address { get; } = $"notes-{Guid.NewGuid():N}";

    /// <summary>Lets measurements in that concern a broker and no address.</summary>
    public int? Port { get; set; }

    public SenderOptions Options => new() { Address = Address };

    /// <summary>The spans that have ended, in that order.</summary>
    public IReadOnlyList<Activity> Spans
    {
        get
        {
            lock (_ended)
            {
                return [.. _ended];
            }
        }
    }

    /// <summary>Is told the name of each instrument that measures.</summary>
    public Action<string>? Measured { get; set; }

    public IReadOnlyList<Measurement> Measurements
    {
        get
        {
            lock (_ended)
            {
                return [.. _measurements];
            }
        }
    }

    /// <summary>What was measured by one instrument: <c>value error-type</c>.</summary>
    public IEnumerable<string> MeasuredBy(string instrument)
        => Measurements.Where(measurement => measurement.Instrument == instrument).Select(measurement => FormattableString.Invariant($"{measurement.Value} {measurement.Tags.GetValueOrDefault("error.type")}").Trim());

    /// <summary>Asks the observed instruments.</summary>
    public void Observe() => _meters.RecordObservableInstruments();

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Dictionary<string, object?> noted = new(tags.ToArray());
        lock (_ended)
        {
            if (IsOurs(noted) || (Port is not null && !noted.ContainsKey("messaging.destination.name") && (int?)noted.GetValueOrDefault("server.port") == Port))
            {
                _measurements.Add(new Measurement(instrument.Name, value, noted));
                Measured?.Invoke(instrument.Name);
            }
        }
    }

    private bool IsOurs(IEnumerable<KeyValuePair<string, object?>>? tags)
        => tags?.Any(tag => tag.Key == "messaging.destination.name" && (string?)tag.Value == Address) == true;

    public sealed record Measurement(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags);
}
