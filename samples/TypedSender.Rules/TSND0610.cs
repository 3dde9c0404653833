namespace TypedSender.Rules.TSND0610;

#if VIOLATION
[AmqpManagement]
public partial interface IQueueManagement
{
    ValueTask<AmqpMessage> ReadAsync(string name);
}
#else
[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("READ", Type = "org.example.queue")]
    ValueTask<AmqpMessage> ReadAsync(string name);

    async ValueTask<bool> ExistsAsync(string name) => (await ReadAsync(name)).Value is not null;
}
#endif
