namespace TypedSender.Tests.Management;

/// <summary>A management interface whose methods return contracts.</summary>
[AmqpManagement]
public partial interface IQueueStates
{
    [AmqpManagementOperation("READ")]
    ValueTask<QueueState> ReadAsync(string name, CancellationToken cancellationToken = default);

    [AmqpManagementOperation("READ")]
    Task<QueueState?> ReadAsTaskAsync(string name);
}
