namespace TypedSender;

/// <summary>
/// A message that was enqueued and not taken, with its bytes, so that it can go to another sender, of another client too: <see cref="MessageSender.TryEnqueue(QueuedMessage)"/>. Immutable.
/// </summary>
public sealed class QueuedMessage
{
    internal QueuedMessage(long number, SendOutcome outcome, ReadOnlyMemory<byte> encoded, uint messageFormat)
    {
        Number = number;
        Outcome = outcome;
        Encoded = encoded;
        MessageFormat = messageFormat;
    }

    /// <summary>Its number in the queue of its sender, from 1 on: what <c>TryEnqueue</c> or <c>EnqueueAsync</c> returned.</summary>
    public long Number { get; }

    /// <summary>What became of it. Only with <see cref="SendOutcomeKind.NotSent"/> the peer certainly does not have it.</summary>
    public SendOutcome Outcome { get; }

    /// <summary>All sections of the message (AMQP 1.0, 3.2), as they were encoded when it was enqueued.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>The message format (AMQP 1.0, 2.7.5).</summary>
    public uint MessageFormat { get; }

    /// <summary>Number, size and outcome, for logs; nothing of the message.</summary>
    public override string ToString() => $"Message {Number} ({ErrorText.Bytes(Encoded.Length)}): {Outcome}";
}
