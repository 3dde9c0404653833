namespace TypedSender.Tests.Telemetry;

/// <summary>Messages with application properties, those of the trace context among them.</summary>
[AmqpSender("traced")]
public partial interface ITracedSender
{
    ValueTask SendAsync(Note note, CancellationToken cancellationToken = default);

    ValueTask SendColouredAsync(Note note, [ApplicationProperty("colour")] string colour, CancellationToken cancellationToken = default);

    ValueTask SendTracedAsync(Note note, [ApplicationProperty("traceparent")] string traceParent, CancellationToken cancellationToken = default);

    ValueTask SendMaybeTracedAsync(Note note, [ApplicationProperty("traceparent")] string? traceParent, CancellationToken cancellationToken = default);

    ValueTask SendStatefulAsync(
        Note note, [ApplicationProperty("tracestate")] string? traceState, [ApplicationProperty("colour")] string? colour, CancellationToken cancellationToken = default);

    [Subject("note.sent")]
    ValueTask SendSubjectAsync(Note note, [ReplyTo] string replyTo, CancellationToken cancellationToken = default);
}
