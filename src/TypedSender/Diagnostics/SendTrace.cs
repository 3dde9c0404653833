using System.Diagnostics;

namespace TypedSender;

/// <summary>What telemetry knows of one send while it is under way. <c>default</c> when nobody listens and no trace is under way.</summary>
/// <param name="context">The activity whose context the message carries; null for none.</param>
internal readonly struct SendTrace(Activity? context)
{
    /// <summary>The activity whose context the message carries; null for none.</summary>
    public Activity? Context { get; } = context;

    /// <summary>The span of this send, to be ended with it; null when nobody listens to spans.</summary>
    public Activity? Span { get; init; }

    /// <summary>When the send began, in the client's clock; only when <see cref="IsMeasured"/>.</summary>
    public long Started { get; init; }

    /// <summary>Whether the end of this send is to be told.</summary>
    public bool IsMeasured { get; init; }
}
