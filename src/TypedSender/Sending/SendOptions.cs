namespace TypedSender;

/// <summary>What one send does otherwise than its sender. The default changes nothing.</summary>
public readonly record struct SendOptions
{
    /// <summary>
    /// The time that this send may take, from the call to the outcome: above zero and up to 49 days, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for ever. Of a list each
    /// message has it, of envelopes each envelope. Null (the default) takes <see cref="SenderOptions.SendTimeout"/>, or <see cref="SendClientOptions.SendTimeout"/>.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The transaction that the message is sent in (AMQP 1.0, 4.4.1); null, the default, for none.</summary>
    /// <remarks>
    /// The call throws an <see cref="ArgumentException"/> for a transaction of another client, an <see cref="InvalidOperationException"/> if the sender sends settled, and a
    /// <see cref="NotSupportedException"/> if its transport carries no transactions. A transaction that has ended makes the send <see cref="SendOutcomeKind.NotSent"/>.
    /// </remarks>
    public AmqpTransaction? Transaction { get; init; }

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is not usable; the text names it and says what to give.</exception>
    internal void Check()
    {
        if (Timeout is { } timeout)
        {
            OptionCheck.Timeout(timeout, "The time-out of the send");
        }
    }
}
