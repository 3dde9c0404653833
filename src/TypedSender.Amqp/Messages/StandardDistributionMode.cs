namespace TypedSender.Amqp.Messages;

/// <summary>How a source hands messages to its links (AMQP 1.0, 3.5.7).</summary>
internal static class StandardDistributionMode
{
    /// <summary>A message goes to one link.</summary>
    public const string Move = "move";

    /// <summary>A message goes to every link.</summary>
    public const string Copy = "copy";
}
