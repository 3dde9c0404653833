namespace TypedSender.Rules.TSND0253;

[AmqpContract]
public sealed partial record Reading(double Value);

#if VIOLATION
[AmqpSender("telemetry/{day}")]
public partial interface ITelemetrySender
{
    ValueTask SendAsync(Reading reading, DateOnly day, CancellationToken cancellationToken = default);
}
#else
[AmqpSender("telemetry/{day}")]
public partial interface ITelemetrySender
{
    ValueTask SendAsync(Reading reading, string day, CancellationToken cancellationToken = default);
}
#endif
