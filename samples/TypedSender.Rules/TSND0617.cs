namespace TypedSender.Rules.TSND0617;

#if VIOLATION
[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("QUERY")]
    ValueTask<AmqpMessage> QueryAsync(string type);
}
#else
[AmqpManagement]
public partial interface IQueueManagement
{
    [AmqpManagementOperation("QUERY")]
    ValueTask<AmqpMessage> QueryAsync([ApplicationProperty("entityType")] string type);
}
#endif
