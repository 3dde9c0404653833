namespace TypedSender.Amqp;

/// <summary>Bytes received are not a valid AMQP 1.0 encoding, exceed the bounds that <see cref="AmqpReader"/> keeps, or do not hold the contract that is read.</summary>
public sealed class AmqpDecodeException : Exception
{
    private readonly string _problem;

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was wrong, without the offset: it is appended.</param>
    /// <param name="offset">The byte, counted from the start of what was being read, where the invalid encoding begins.</param>
    public AmqpDecodeException(string message, long offset)
        : this(message, offset, null)
    {
    }

    internal AmqpDecodeException(string message, long offset, Exception? innerException)
        : base($"{message} (at byte {offset})", innerException)
    {
        _problem = message;
        Offset = offset;
        HelpLink = HelpLinks.ForError(nameof(AmqpDecodeException));
    }

    /// <summary>The byte, counted from zero at the start of what was being read, where the invalid encoding begins.</summary>
    public long Offset { get; }

    /// <summary>
    /// The contract and the member that was being read, such as <c>Order.Total</c>, or the contract alone; null where no contract was being read, as in exceptions of
    /// <see cref="AmqpReader"/>.
    /// </summary>
    public string? Member { get; internal init; }

    /// <summary>The same failure at another byte: where bytes begin that were read apart.</summary>
    /// <param name="offset">The byte, counted from the start of what was being read.</param>
    internal AmqpDecodeException At(long offset) => new(_problem, offset, this) { Member = Member };

    /// <summary>The same failure, which names the member that was being read.</summary>
    /// <param name="member">The contract and the member, or the contract.</param>
    internal AmqpDecodeException In(string member)
    {
        string problem = _problem.Length == 0 ? "invalid" : char.ToLowerInvariant(_problem[0]) + _problem[1..];
        return new AmqpDecodeException($"{member} cannot be read: {problem}", Offset, this) { Member = member };
    }
}
