namespace TypedSender.Rules.TSND0602;

#if VIOLATION
public class Queues
{
    [AmqpManagement]
    public partial interface IManagement
    {
        [AmqpManagementOperation("READ")]
        ValueTask<AmqpMessage> ReadAsync(string name);
    }
}
#else
public partial class Queues
{
    [AmqpManagement]
    public partial interface IManagement
    {
        [AmqpManagementOperation("READ")]
        ValueTask<AmqpMessage> ReadAsync(string name);
    }
}
#endif
