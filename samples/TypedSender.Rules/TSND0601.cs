namespace TypedSender.Rules.TSND0601;

#if VIOLATION
[AmqpManagement]
public interface IQueueManagement
{
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
