namespace TypedSender.Tests.Management;

/// <summary>A typed client of another node, with inherited methods.</summary>
[AmqpManagement("other")]
public partial interface IOtherManagement : IQueueManagement
{
    [AmqpManagementOperation("PING")]
    ValueTask PingAsync();
}
