namespace TypedSender.Rules.TSND0618;

#if VIOLATION
[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("READ", Type = "org.example.queue")]
    ValueTask<AmqpMessage> ReadAsync(string name, [AmqpManagementTimeout] int seconds);
}
#else
[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("READ", Type = "org.example.queue")]
    ValueTask<AmqpMessage> ReadAsync(string name, [AmqpManagementTimeout] TimeSpan timeout);
}
#endif
