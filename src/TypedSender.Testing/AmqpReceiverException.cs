namespace TypedSender.Testing;

/// <summary>An <see cref="AmqpReceiver"/> could not be opened, or lost its link.</summary>
public sealed class AmqpReceiverException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="condition">The error condition that the broker named; null when it named none.</param>
    /// <param name="innerException">What caused it.</param>
    public AmqpReceiverException(string message, string? condition = null, Exception? innerException = null)
        : base(message, innerException) => Condition = condition;

    /// <summary>The error condition that the broker named (AMQP 1.0, 2.8.15 to 2.8.18); null when it named none.</summary>
    public string? Condition { get; }
}
