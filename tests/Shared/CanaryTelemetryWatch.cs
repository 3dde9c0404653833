using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace TypedSender.Shared;

/// <summary>Where no test asks what happens without listeners: the watch of the process looks at every span and measurement too.</summary>
internal static class CanaryTelemetryWatch
{
    [ModuleInitializer]
    internal static void WatchProcess()
    {
        if (CanaryWatch.OfProcess is not { } watch)
        {
            return;
        }

        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = source => source.Name == TypedSenderTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => watch.Look("spans", $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(occurred => occurred.Tags))}"),
        });
        MeterListener meters = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == TypedSenderTelemetry.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Look(watch, instrument, tags));
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Look(watch, instrument, tags));
        meters.Start();
    }

    private static void Look(CanaryWatch watch, Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        => watch.Look("measurements", $"{instrument.Name} {string.Join(' ', tags.ToArray())}");
}
