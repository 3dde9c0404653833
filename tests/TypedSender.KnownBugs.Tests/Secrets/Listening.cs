using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace TypedSender.KnownBugs.Secrets;

/// <summary>Hears all that the library says: every log record down to Trace, spans, measurements; and is told of exceptions and texts.</summary>
internal sealed class Listening : ILoggerFactory
{
    private readonly List<(string Source, string Text)> _texts = [];
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters;

    public Listening()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TypedSenderTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => Note("span", string.Join(
                ' ', [span.DisplayName, span.StatusDescription, .. span.TagObjects.Select(Text), .. span.Events.SelectMany(item => item.Tags.Select(Text).Prepend(item.Name))])),
        };
        ActivitySource.AddActivityListener(_spans);
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
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note("metric", $"{instrument.Name} {instrument.Description} {string.Join(' ', tags.ToArray().Select(Text))}"));
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note("metric", $"{instrument.Name} {instrument.Description} {string.Join(' ', tags.ToArray().Select(Text))}"));
        _meters.Start();
    }

    public IReadOnlyList<(string Source, string Text)> Texts
    {
        get
        {
            lock (_texts)
            {
                return [.. _texts];
            }
        }
    }

    public void Note(string source, string text)
    {
        lock (_texts)
        {
            _texts.Add((source, text));
        }
    }

    public void Note(Exception? exception)
    {
        if (exception is not null)
        {
            Note("exception", exception.ToString());
        }
    }

    /// <summary>Asks the observed instruments.</summary>
    public void Observe() => _meters.RecordObservableInstruments();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName == TypedSenderTelemetry.FrameTraceCategory ? "frame" : "log");

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }

    private static string Text(KeyValuePair<string, object?> item) => string.Create(CultureInfo.InvariantCulture, $"{item.Key}={item.Value}");

    private sealed class Logger(Listening heard, string source) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(Text)) : "";
            heard.Note(source, $"{formatter(state, exception)} {values} {exception}");
        }
    }
}
