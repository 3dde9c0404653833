namespace TypedSender.Rules.TSND0615;

#if VIOLATION
[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("CREATE", Type = "org.example.queue")]
    ValueTask<AmqpMessage> CreateAsync(string name, [AmqpManagementBody] IEnumerable<string> bindings);
}
#else
[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("CREATE", Type = "org.example.queue")]
    ValueTask<AmqpMessage> CreateAsync(string name, [AmqpManagementBody] List<string> bindings);
}
#endif
