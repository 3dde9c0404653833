namespace TypedSender.Tests.Queueing;

/// <summary>Enqueues messages that name their addresses.</summary>
[AmqpSender("telemetry/{region}")]
public partial interface IQueuedTelemetry
{
    bool TryEnqueue(Note note, string region);
}
