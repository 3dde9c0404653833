using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace TypedSender;

/// <summary>
/// Spans and metrics of one sender. Everything here may run user code (listeners), so it is called without the client's lock, and never throws. Thread-safe.
/// </summary>
internal sealed class SenderTelemetry
{
    private readonly SendSettings _settings;
    private readonly string _address;
    private readonly BrokerProfile _broker;
    private readonly string? _template;
    private readonly bool _isNamedByMessages;
    private readonly bool _propagates;
    private readonly SendHook? _hook;
    private readonly ILogger _logger;
    private TelemetryTags _tags;

    /// <param name="settings">What is traced, and how.</param>
    /// <param name="address">The address of the target.</param>
    /// <param name="broker">The profile of the broker that was named.</param>
    /// <param name="endpoint">The peer until <see cref="OnEndpoint"/>; null where it is not known.</param>
    /// <param name="logger">Where failures of the hook go.</param>
    /// <param name="template">The template of addresses; null where there is none.</param>
    /// <param name="isNamedByMessages">Whether messages say where they go.</param>
    public SenderTelemetry(SendSettings settings, string address, BrokerProfile broker, BrokerEndpoint? endpoint, ILogger logger, string? template = null, bool isNamedByMessages = false)
    {
        _logger = logger;
        _settings = settings;
        _address = address;
        _broker = broker;
        _isNamedByMessages = isNamedByMessages;
        _propagates = settings.PropagateTraceContext;
        _hook = settings.Hook;
        _template = template;
        _tags = MakeTags(new TelemetryPeer(endpoint));
    }

    /// <summary>The tags of this sender at the peer it is, or was last, connected to.</summary>
    public TelemetryTags Tags => Volatile.Read(ref _tags);

    public TimeProvider TimeProvider => _settings.TimeProvider;

    public bool UsesCreateSpans => _settings.UseCreateSpans;

    /// <summary>The sender is now connected to this peer, of which nothing else is known. May be called under the lock.</summary>
    public void OnEndpoint(BrokerEndpoint endpoint) => OnPeer(new TelemetryPeer(endpoint));

    /// <summary>The sender is now connected to this peer. May be called under the lock.</summary>
    public void OnPeer(TelemetryPeer peer)
    {
        if (peer != Tags.Peer)
        {
            Volatile.Write(ref _tags, MakeTags(peer));
        }
    }

    /// <summary>The state of a message for which the hook returned null.</summary>
    public static object NoState { get; } = new();

    /// <summary>The sender, for the hook.</summary>
    public MessageSender? Sender { get; set; }

    /// <summary>One message is about to be sent.</summary>
    /// <exception cref="Exception">The hook refuses the message.</exception>
    public SendTrace Begin()
    {
        object? state = BeginHook();
        return Instruments.AreOn ? BeginMeasured(state) : new SendTrace(GetContext(null)) { HookState = state };
    }

    /// <summary>A message is about to be sent that has no span of its own: it carries the context of whatever is under way.</summary>
    public SendTrace BeginUnmeasured() => _propagates ? new SendTrace(Activity.Current) : default;

    /// <summary>Calls the hook, if there is one, before a message is encoded.</summary>
    /// <returns>Its state for <see cref="EndHook"/>; null without a hook.</returns>
    /// <exception cref="Exception">The hook refuses the message.</exception>
    public object? BeginHook() => _hook is null ? null : _hook.OnSending(Sender!) ?? NoState;

    /// <summary>The calls of the hook around a list; null without a hook.</summary>
    /// <param name="count">How many messages.</param>
    public ListHook? BeginListHook(int count) => _hook is null ? null : new ListHook(this, count);

    /// <summary>The trace context of a message: of <paramref name="span"/>, or, without one, of the current activity.</summary>
    public Activity? GetContext(Activity? span) => _propagates ? span ?? Activity.Current : null;

    /// <summary>A list is about to be sent; null without a listener.</summary>
    /// <param name="count">How many messages.</param>
    public ListTrace? BeginList(int count)
    {
        if (!Instruments.AreOn)
        {
            return null;
        }

        TelemetryTags tags = Tags;
        Activity? span = ActivitySpans.Start(tags.SendName, UsesCreateSpans ? ActivityKind.Client : ActivityKind.Producer, tags.Send, TimeProvider);
        span?.SetTag(TelemetryTags.MessageCount, count);
        return new ListTrace(this, span);
    }

    /// <summary>The outcome of one message stands.</summary>
    public void End(in SendTrace trace, SendOutcome outcome)
    {
        if (trace.IsMeasured)
        {
            EndMeasured(in trace, outcome);
        }

        if (trace.HookState is { } state)
        {
            EndHook(state, outcome);
        }
    }

    /// <summary>Calls the hook about the outcome of one message.</summary>
    /// <param name="state">The state of its trace.</param>
    /// <param name="outcome">The outcome.</param>
    public void EndHook(object state, SendOutcome outcome)
    {
        try
        {
            _hook!.OnCompleted(Sender!, state == NoState ? null : state, outcome);
        }
        catch (Exception exception)
        {
            LogRecord.Write(_logger, logger => Log.HookFailed(logger, _address, exception));
        }
    }

    /// <summary>Records a message that could not be sent at all; the caller gets an exception.</summary>
    public void Fail(in SendTrace trace, Exception exception)
    {
        if (trace.IsMeasured)
        {
            End(trace.Span, trace.Started, ErrorTypes.Of(exception), ErrorText.FromPeer(exception.Message));
        }
    }

    /// <summary>Ends one operation: its span and its duration.</summary>
    public void End(Activity? span, long started, string? errorType, string? description)
    {
        TimeSpan elapsed = TimeProvider.GetElapsedTime(started);
        if (span is not null)
        {
            Tags.Complete(span, _isNamedByMessages);
        }

        ActivitySpans.End(span, elapsed, errorType, description);
        if (!Instruments.Duration.Enabled)
        {
            return;
        }

        try
        {
            TagList tags = new(Tags.Duration);
            AddError(ref tags, errorType);
            Instruments.Duration.Record(elapsed.TotalSeconds, in tags);
        }
        catch (Exception)
        {
            // A listener that fails must neither fail a send nor end the process.
        }
    }

    /// <summary>Counts messages that have ended alike. One that was cancelled before anything of it left was not sent, and does not count.</summary>
    public void Count(SendOutcome outcome, int messages = 1)
    {
        if (outcome.Reason == SendReason.EncodingFailed || outcome is { Kind: SendOutcomeKind.NotSent, Reason: SendReason.Canceled } || !(Instruments.Sent.Enabled || Instruments.Indeterminate.Enabled))
        {
            return;
        }

        try
        {
            TagList tags = new(Tags.Sent);
            AddError(ref tags, ErrorTypes.Of(outcome));
            Instruments.Sent.Add(messages, in tags);
            if (outcome.Kind == SendOutcomeKind.Indeterminate)
            {
                Instruments.Indeterminate.Add(messages, in tags);
            }
        }
        catch (Exception)
        {
            // As above.
        }
    }

    /// <summary>The outcome in words, for a span; null when there is no span or nothing to explain.</summary>
    public string? Describe(Activity? span, SendOutcome outcome) => span is null || outcome.IsSuccess ? null : OutcomeExceptions.Describe(outcome, _address);

    /// <summary>The trace of one message of a list.</summary>
    /// <param name="context">The activity whose context it carries.</param>
    /// <param name="creation">The span of its creation; null for none.</param>
    public SendTrace OfItem(Activity? context, Activity? creation) => new(context) { MessageSpan = creation, IsNamedByMessage = _isNamedByMessages };

    private TelemetryTags MakeTags(TelemetryPeer peer) => new(_settings, _broker, _address, _template, peer);

    private static void AddError(ref TagList tags, string? errorType)
    {
        if (errorType is not null)
        {
            tags.Add(TelemetryTags.ErrorType, errorType);
        }
    }

    private SendTrace BeginMeasured(object? state)
    {
        TelemetryTags tags = Tags;
        Activity? span = ActivitySpans.Start(tags.SendName, ActivityKind.Producer, tags.Send, TimeProvider);
        return new SendTrace(GetContext(span)) { Span = span, MessageSpan = span, IsNamedByMessage = _isNamedByMessages, Started = TimeProvider.GetTimestamp(), IsMeasured = true, HookState = state };
    }

    private void EndMeasured(in SendTrace trace, SendOutcome outcome)
    {
        End(trace.Span, trace.Started, ErrorTypes.Of(outcome), Describe(trace.Span, outcome));
        Count(outcome);
    }
}
