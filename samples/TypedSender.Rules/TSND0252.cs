namespace TypedSender.Rules.TSND0252;

[AmqpContract]
public sealed partial record Reading(double Value);

#if VIOLATION
[AmqpSender("telemetry/{region}")]
public partial interface ITelemetrySender
{
    ValueTask SendAsync(Reading reading, CancellationToken cancellationToken = default);
}
#else
[AmqpSender("telemetry/{region}")]
public partial interface ITelemetrySender
{
    ValueTask SendAsync(Reading reading, string region, CancellationToken cancellationToken = default);
}
#endif
