namespace TypedSender.Rules.TSND0614;

#if VIOLATION
[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("CREATE", Type = "org.example.queue")]
    ValueTask<AmqpMessage> CreateAsync(string name, AmqpMap attributes, TimeSpan timeout);
}
#else
[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("CREATE", Type = "org.example.queue")]
    ValueTask<AmqpMessage> CreateAsync(string name, [AmqpManagementBody] AmqpMap attributes, [AmqpManagementTimeout] TimeSpan timeout);
}
#endif
