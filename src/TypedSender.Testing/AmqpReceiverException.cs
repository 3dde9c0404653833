using TypedSender.Amqp;

namespace TypedSender.Testing;

/// <summary>An <see cref="AmqpReceiver"/> could not be opened, or lost its link.</summary>
public sealed class AmqpReceiverException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="condition">The error condition that the broker named, or the receiver when it detached the link itself; null when there is none.</param>
    /// <param name="innerException">What caused it.</param>
    public AmqpReceiverException(string message, string? condition = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Condition = condition;
        HelpLink = HelpLinks.ForError(nameof(AmqpReceiverException));
    }

    /// <summary>
    /// The error condition that the broker named, or the receiver when it detached the link itself (AMQP 1.0, 2.8.15 to 2.8.18); null when there is none.
    /// </summary>
    public string? Condition { get; }
}
