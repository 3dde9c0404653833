namespace TypedSender.Rules.TSND0605;

#if VIOLATION
[AmqpManagement]
public partial interface IQueueManagement
{
    string Queue { get; }

    [AmqpManagementOperation("READ", Type = "org.example.queue")]
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
