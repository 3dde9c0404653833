namespace TypedSender;

/// <summary>
/// Names of this library's traces, metrics and logs. Spans and metrics follow the OpenTelemetry conventions for messaging; they cost nothing while nothing
/// listens. A user of OpenTelemetry writes <c>AddSource(TypedSenderTelemetry.SourceName)</c> and <c>AddMeter(TypedSenderTelemetry.MeterName)</c>.
/// </summary>
/// <remarks>
/// <para>
/// A method that sends one message is one span <c>send {address}</c> of kind Producer, from the call to the outcome, retries included. A method that sends a list
/// is one span <c>send {address}</c> of kind Client for the call, linked to a span <c>create {address}</c> of kind Producer for each message
/// (see <see cref="SendClientOptions.UseCreateSpans"/>). A failed span has the status Error and <c>error.type</c>: the peer's error condition, such as
/// <c>amqp:not-found</c>, otherwise the <see cref="SendReason"/> in lower case, such as <c>timed_out</c>.
/// </para>
/// <para>
/// The context of the span of a message travels as the application properties <c>traceparent</c> and <c>tracestate</c> (see
/// <see cref="SendClientOptions.PropagateTraceContext"/>).
/// </para>
/// </remarks>
public static class TypedSenderTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>: <c>TypedSender</c>.</summary>
    public const string SourceName = "TypedSender";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>: <c>TypedSender</c>.</summary>
    public const string MeterName = "TypedSender";

    /// <summary>The version of the OpenTelemetry conventions that names of spans, metrics and attributes are of: the schema URL of source and meter.</summary>
    public const string SchemaUrl = "https://opentelemetry.io/schemas/1.44.0";

    /// <summary>The category of the log records, of level Trace, that show every frame: <c>TypedSender.FrameTrace</c>.</summary>
    /// <remarks>No message body, application property or credential is in them.</remarks>
    public const string FrameTraceCategory = "TypedSender.FrameTrace";

    /// <summary>Histogram, in seconds: how long one call to a send method took, with the outcome.</summary>
    public const string OperationDuration = "messaging.client.operation.duration";

    /// <summary>Counter of messages whose sending was attempted and has ended, with <c>error.type</c> if it failed.</summary>
    /// <remarks>A message for which the method throws at the call, as it cannot be encoded or the client is closed, is not counted, nor one that was cancelled before anything of it left.</remarks>
    public const string SentMessages = "messaging.client.sent.messages";

    /// <summary>Up-down counter, observed: messages whose send has not ended, those that wait and those that lack the peer's outcome.</summary>
    public const string InFlight = "typedsender.inflight";

    /// <summary>Gauge, observed: how many more deliveries the peer takes on the links to an address (AMQP 1.0, 2.6.7).</summary>
    public const string LinkCredit = "typedsender.link.credit";

    /// <summary>Counter: how often a lost connection was made again.</summary>
    public const string Reconnects = "typedsender.reconnects";

    /// <summary>Counter: messages of which it is not known whether the peer has them (<see cref="SendOutcomeKind.Indeterminate"/>).</summary>
    public const string IndeterminateOutcomes = "typedsender.outcome.indeterminate";
}
