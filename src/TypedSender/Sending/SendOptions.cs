namespace TypedSender;

/// <summary>What one send does otherwise than its sender. The default changes nothing.</summary>
public readonly record struct SendOptions
{
    /// <summary>
    /// The time that this send may take, from the call to the outcome: above zero and up to 49 days, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for ever. Of a list each
    /// message has it, of envelopes each envelope. Null (the default) takes <see cref="SenderOptions.SendTimeout"/>, or <see cref="SendClientOptions.SendTimeout"/>.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// Whether the message is sent settled (AMQP 1.0, 2.8.2): its outcome is then Unconfirmed, as the peer reports none. A choice needs a sender of <see cref="SenderSettleMode.Mixed"/>, or the same
    /// mode as its sender; otherwise, and where the peer agreed to one of both only, the send ends as NotSent (<see cref="SendReason.SettleModeMismatch"/>). Null (the default) takes the mode of
    /// the sender; that of <see cref="SenderSettleMode.Mixed"/> is unsettled, unless the peer wishes all messages settled.
    /// </summary>
    public bool? Settled { get; init; }

    /// <summary>The transaction that the message is sent in (AMQP 1.0, 4.4.1); null, the default, for none.</summary>
    /// <remarks>
    /// The call throws an <see cref="ArgumentException"/> for a transaction that was begun on another connection, an <see cref="InvalidOperationException"/> if the sender sends settled, and a
    /// <see cref="NotSupportedException"/> if its transport carries no transactions. A transaction that has ended makes the send <see cref="SendOutcomeKind.NotSent"/>.
    /// </remarks>
    public AmqpTransaction? Transaction { get; init; }

    /// <summary>Where the message goes, as it says itself, of a sender whose messages name their addresses.</summary>
    internal string? Address { get; init; }

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
