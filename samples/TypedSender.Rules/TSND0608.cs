namespace TypedSender.Rules.TSND0608;

#if VIOLATION
[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("", Type = "org.example.queue")]
    ValueTask<AmqpMessage> ReadAsync(string name);
}
#else
[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("READ", Type = "org.example.queue")]
    ValueTask<AmqpMessage> ReadAsync(string name);
}
#endif
