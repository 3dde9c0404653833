namespace TypedSender.Amqp.Engine;

/// <summary>The bytes of a message that come while it is sent: what is ready of them, and how more is asked for. Under the owner's lock.</summary>
internal abstract class OutgoingStream
{
    /// <summary>The number of bytes that can be appended now.</summary>
    public abstract long Ready { get; }

    /// <summary>Whether nothing follows those.</summary>
    public abstract bool IsLast { get; }

    /// <summary>Whether bytes have been asked for that have not come.</summary>
    public abstract bool IsReading { get; }

    /// <summary>The size of the whole message in bytes where that is known, otherwise of what has come of it.</summary>
    public abstract long Length { get; }

    /// <summary>True when the next frame can be appended; otherwise its bytes are asked for, and the owner appends it when they have come.</summary>
    /// <param name="payloadLimit">The most bytes of a frame.</param>
    public abstract bool TryPrepare(int payloadLimit);

    /// <summary>Copies what comes next of what is ready.</summary>
    public abstract void CopyNextTo(Span<byte> destination);

    /// <summary>Nothing more is asked for, and nothing is ready any more.</summary>
    public abstract void Release();
}
