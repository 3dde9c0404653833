namespace TypedSender.Amqp.Engine;

/// <summary>No channel or handle is free for a further session or link (AMQP 1.0, 2.7.1 and 2.7.2).</summary>
/// <param name="limitName"><see cref="ChannelMax"/> or <see cref="HandleMax"/>.</param>
/// <param name="limit">The highest number that both sides allow.</param>
/// <param name="isOwn">Whether it is this side that allows no more.</param>
internal sealed class LimitReachedException(string limitName, uint limit, bool isOwn) : Exception($"{limitName} is {limit}, and all numbers are in use")
{
    public const string ChannelMax = "channel-max";

    public const string HandleMax = "handle-max";

    /// <summary><see cref="ChannelMax"/> or <see cref="HandleMax"/>.</summary>
    public string LimitName { get; } = limitName;

    public uint Limit { get; } = limit;

    /// <summary>Whether it is this side that allows no more, and the peer would.</summary>
    public bool IsOwn { get; } = isOwn;
}
