namespace TypedSender;

/// <summary>How a node hands its messages to the links that read from it (AMQP 1.0, 3.5.7).</summary>
public enum AmqpDistributionMode : byte
{
    /// <summary>A message that one link has taken is not available to the others.</summary>
    Move = 0,

    /// <summary>A message stays available to the other links.</summary>
    Copy = 1,
}
