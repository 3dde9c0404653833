using System.Diagnostics;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace TypedSender;

/// <summary>
/// Starts and ends spans that are not current: a send method returns before the outcome is there, and the caller's own activity stays the current one.
/// </summary>
internal static class ActivitySpans
{
    /// <summary>Starts a span under the caller's current activity; null when no listener wants it.</summary>
    public static Activity? Start(string name, ActivityKind kind, Tag[] tags, TimeProvider timeProvider)
    {
        if (!Instruments.Source.HasListeners())
        {
            return null;
        }

        Activity? current = Activity.Current;
        try
        {
            return Instruments.Source.StartActivity(name, kind, default(ActivityContext), tags, startTime: timeProvider.GetUtcNow());
        }
        catch (Exception)
        {
            // A listener that fails must not fail a send.
            return null;
        }
        finally
        {
            Activity.Current = current;
        }
    }

    /// <summary>Ends a span. Never throws.</summary>
    /// <param name="span">What <see cref="Start"/> returned.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="errorType">Null for a success.</param>
    /// <param name="description">What went wrong; null for a success.</param>
    public static void End(Activity? span, TimeSpan elapsed, string? errorType, string? description)
    {
        if (span is null)
        {
            return;
        }

        Activity? current = Activity.Current;
        try
        {
            if (errorType is not null)
            {
                span.SetTag(TelemetryTags.ErrorType, errorType);
                span.SetStatus(ActivityStatusCode.Error, description);
            }

            span.SetEndTime(span.StartTimeUtc + (elapsed > TimeSpan.Zero ? elapsed : TimeSpan.FromTicks(1)));
            span.Stop();
        }
        catch (Exception)
        {
            // As above.
        }
        finally
        {
            Activity.Current = current;
        }
    }
}
