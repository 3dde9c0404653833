namespace TypedSender.Rules.TSND0254;

[AmqpContract]
public sealed partial record Reading(double Value);

#if VIOLATION
[AmqpSender("telemetry/{region}")]
public partial interface ITelemetrySender
{
    [AmqpBatch]
    ValueTask SendAsync(IReadOnlyList<Reading> readings, string region, CancellationToken cancellationToken = default);
}
#else
[AmqpSender("telemetry/{region}")]
public partial interface ITelemetrySender
{
    ValueTask SendAsync(IReadOnlyList<Reading> readings, string region, CancellationToken cancellationToken = default);
}
#endif
