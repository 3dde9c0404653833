namespace TypedSender.Rules.TSND0250;

[AmqpContract]
public sealed partial record Reading(double Value);

#if VIOLATION
[AmqpSender("readings")]
public partial interface IReadingSender
{
    [Settled]
    ValueTask SendAsync(Reading reading, CancellationToken cancellationToken = default);
}
#else
[AmqpSender("readings", SendSettleMode = SenderSettleMode.Mixed)]
public partial interface IReadingSender
{
    [Settled]
    ValueTask SendAsync(Reading reading, CancellationToken cancellationToken = default);
}
#endif
