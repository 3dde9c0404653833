namespace TypedSender.Amqp;

/// <summary>
/// A value cannot be carried by AMQP 1.0 as asked: a lone surrogate, a symbol that is not ASCII, a time without a zone, a value of a foreign type.
/// </summary>
public sealed class AmqpEncodeException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What cannot be encoded and what to do instead.</param>
    public AmqpEncodeException(string message)
        : base(message) => HelpLink = HelpLinks.ForError(nameof(AmqpEncodeException));

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What cannot be encoded and what to do instead.</param>
    /// <param name="innerException">The cause.</param>
    public AmqpEncodeException(string message, Exception innerException)
        : base(message, innerException) => HelpLink = HelpLinks.ForError(nameof(AmqpEncodeException));

    /// <summary>
    /// The contract and the member, or the parameter of a send method, whose value cannot be carried, such as <c>Order.Comment</c>; null where nothing is known of it,
    /// as in exceptions of <see cref="AmqpWriter"/>.
    /// </summary>
    public string? Member { get; internal init; }
}
