using System.Diagnostics;

namespace TypedSender;

/// <summary>Telemetry of a list while it is being sent: one operation of many messages. Not thread-safe: it belongs to one call.</summary>
/// <param name="telemetry">The sender's.</param>
/// <param name="span">The span of the call; null without a listener.</param>
internal sealed class ListTrace(SenderTelemetry telemetry, Activity? span)
{
    private readonly long _started = telemetry.TimeProvider.GetTimestamp();
    private Activity? _creation;
    private long _creationStarted;
    private int _index = -1;
    private bool _isCreating;

    /// <summary>A message of the list is about to be encoded; again, if there was no room for it before.</summary>
    public SendTrace BeginItem(int index)
    {
        if (index != _index)
        {
            _index = index;
            _creation = telemetry.UsesCreateSpans && span is not null ? StartCreation() : null;
        }

        return telemetry.OfItem(telemetry.GetContext(_creation ?? span), _creation);
    }

    /// <summary>The message has been encoded, or could not be.</summary>
    /// <param name="exception">Why it could not; null if it was.</param>
    public void EndItem(Exception? exception)
    {
        if (_isCreating)
        {
            _isCreating = false;
            span!.AddLink(new ActivityLink(_creation!.Context, MessageTags.OfLink(_creation)));
            string? errorType = exception is null ? null : ErrorTypes.Of(exception);
            ActivitySpans.End(_creation, telemetry.TimeProvider.GetElapsedTime(_creationStarted), errorType, exception is null ? null : ErrorText.FromPeer(exception.Message));
        }
    }

    /// <summary>All outcomes stand. The first that is no success is the operation's.</summary>
    public void End(ReadOnlySpan<SendOutcome> outcomes)
    {
        SendOutcome told = SendOutcome.Accepted;
        int successes = 0;
        foreach (SendOutcome outcome in outcomes)
        {
            if (outcome.IsSuccess)
            {
                successes++;
                continue;
            }

            told = told.IsSuccess ? outcome : told;
            telemetry.Count(outcome);
        }

        if (successes > 0)
        {
            telemetry.Count(SendOutcome.Accepted, successes);
        }

        telemetry.End(span, _started, ErrorTypes.Of(told), telemetry.Describe(span, told));
    }

    private Activity? StartCreation()
    {
        _creationStarted = telemetry.TimeProvider.GetTimestamp();
        TelemetryTags tags = telemetry.Tags;
        Activity? creation = ActivitySpans.Start(tags.CreateName, ActivityKind.Producer, tags.Create, telemetry.TimeProvider);
        _isCreating = creation is not null;
        return creation;
    }
}
