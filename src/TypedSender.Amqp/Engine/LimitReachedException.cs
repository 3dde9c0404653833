namespace TypedSender.Amqp.Engine;

/// <summary>No channel or handle is free for a further session or link (AMQP 1.0, 2.7.1 and 2.7.2).</summary>
internal sealed class LimitReachedException(string limitName, uint limit) : Exception($"{limitName} is {limit}, and all numbers are in use")
{
    /// <summary><c>channel-max</c> or <c>handle-max</c>.</summary>
    public string LimitName { get; } = limitName;

    public uint Limit { get; } = limit;
}
