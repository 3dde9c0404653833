using System.Diagnostics;

namespace TypedSender;

/// <summary>The telemetry of one send while it is under way. <c>default</c> without a listener and without a current activity.</summary>
/// <param name="context">The activity whose context the message carries; null for none.</param>
internal readonly struct SendTrace(Activity? context)
{
    /// <summary>The activity whose context the message carries; null for none.</summary>
    public Activity? Context { get; } = context;

    /// <summary>The span of this send, to be ended with it; null without a listener.</summary>
    public Activity? Span { get; init; }

    /// <summary>The span that has what the message says of itself: of this send, or of the message's creation; null without a listener.</summary>
    public Activity? MessageSpan { get; init; }

    /// <summary>Whether the message says where it goes.</summary>
    public bool IsNamedByMessage { get; init; }

    /// <summary>When the send began, in the client's clock; only when <see cref="IsMeasured"/>.</summary>
    public long Started { get; init; }

    /// <summary>Whether duration and outcome of this send go to listeners.</summary>
    public bool IsMeasured { get; init; }

    /// <summary>The object that <see cref="SendHook.OnSending"/> returned, or <see cref="SenderTelemetry.NoState"/> for null; null without a hook.</summary>
    public object? HookState { get; init; }

    /// <summary>Whether anything is to be called when the outcome is known.</summary>
    public bool IsReported => IsMeasured || HookState is not null;
}
