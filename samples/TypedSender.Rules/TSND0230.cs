namespace TypedSender.Rules.TSND0230;

[AmqpContract]
public sealed partial record Alarm(string Text);

#if VIOLATION
[AmqpSender("alarms")]
public partial interface IAlarmSender
{
    ValueTask RaiseAsync(Alarm alarm, [SendTimeout] int seconds, CancellationToken cancellationToken = default);
}
#else
[AmqpSender("alarms")]
public partial interface IAlarmSender
{
    ValueTask RaiseAsync(Alarm alarm, [SendTimeout] TimeSpan time, CancellationToken cancellationToken = default);
}
#endif
