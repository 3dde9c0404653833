namespace TypedSender.Rules.TSND0616;

#if VIOLATION
[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("CREATE", Type = "org.example.queue")]
    ValueTask<AmqpMessage> CreateAsync(string name, [AmqpManagementBody] AmqpMap attributes, [AmqpManagementBody] string comment);
}
#else
[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("CREATE", Type = "org.example.queue")]
    ValueTask<AmqpMessage> CreateAsync(string name, [AmqpManagementBody] AmqpMap attributes);
}
#endif
