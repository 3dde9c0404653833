namespace TypedSender.Amqp;

/// <summary>Bytes received are not a valid AMQP 1.0 encoding, or exceed the bounds that <see cref="AmqpReader"/> keeps.</summary>
public sealed class AmqpDecodeException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was wrong, without the offset: it is appended.</param>
    /// <param name="offset">The byte, counted from the start of what was being read, where the invalid encoding begins.</param>
    public AmqpDecodeException(string message, long offset)
        : base($"{message} (at byte {offset})")
    {
        Offset = offset;
        HelpLink = HelpLinks.ForError(nameof(AmqpDecodeException));
    }

    /// <summary>The byte, counted from zero at the start of what was being read, where the invalid encoding begins.</summary>
    public long Offset { get; }
}
