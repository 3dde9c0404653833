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
    public AmqpTransaction? Transaction { get; init; }

    /// <summary>Where the message goes, as it says itself, of a sender whose messages name their addresses.</summary>
    internal string? Address { get; init; }

    /// <summary>Checks the values.</summary>
    /// <param name="transport">The transport of the sender.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not usable; the text names it and says what to give.</exception>
    /// <exception cref="ArgumentException">The transaction is one of another client.</exception>
    /// <exception cref="InvalidOperationException">The message is to be sent settled, so that a transaction would not know whether it was taken.</exception>
    /// <exception cref="NotSupportedException">There is a transaction, and the transport carries none.</exception>
    internal void Check(SendTransport transport)
    {
        if (Transaction is { } transaction)
        {
            transport.CheckTransaction(transaction);
            if (Settled == true)
            {
                throw TransactionErrors.SendsSettled(transport.Address);
            }
        }

        if (Timeout is { } timeout)
        {
            OptionCheck.Timeout(timeout, "The time-out of the send");
        }
    }

    /// <summary>Checks the values of a message for the queue of its sender.</summary>
    /// <param name="transport">The transport of the sender.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not usable; the text names it and says what to give.</exception>
    /// <exception cref="ArgumentException">There is a transaction, which a queue does not wait for.</exception>
    internal void CheckQueued(SendTransport transport)
    {
        if (Transaction is not null)
        {
            throw TransactionErrors.Queued(transport.Address);
        }

        Check(transport);
    }
}
