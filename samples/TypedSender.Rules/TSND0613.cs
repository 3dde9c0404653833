namespace TypedSender.Rules.TSND0613;

#if VIOLATION
[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("CREATE", Type = "org.example.queue")]
    ValueTask<AmqpMessage> CreateAsync(string name, out string address);
}
#else
[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("CREATE", Type = "org.example.queue")]
    ValueTask<AmqpMessage> CreateAsync(string name);
}
#endif
