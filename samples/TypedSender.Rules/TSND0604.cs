namespace TypedSender.Rules.TSND0604;

#if VIOLATION
[AmqpManagement]
public partial interface IManagement<T>
{
    [AmqpManagementOperation("READ", Type = "org.example.queue")]
    ValueTask<AmqpMessage> ReadAsync(T name);
}
#else
public interface IManagement<T>
{
    [AmqpManagementOperation("READ", Type = "org.example.queue")]
    ValueTask<AmqpMessage> ReadAsync(T name);
}

[AmqpManagement]
public partial interface IQueueManagement : IManagement<string>;
#endif
