namespace TypedSender;

/// <summary>A message as it travels: its encoded sections (AMQP 1.0, 3.2).</summary>
/// <param name="bytes">The sections, or whatever else the format says.</param>
/// <param name="messageFormat">The message format.</param>
/// <param name="isSettled">Whether it is sent settled.</param>
public readonly struct EncodedMessage(ReadOnlyMemory<byte> bytes, uint messageFormat, bool isSettled)
{
    /// <summary>
    /// The encoded sections. Lies in an array that starts with it or before it, so that
    /// <see cref="System.Runtime.InteropServices.MemoryMarshal.TryGetArray{T}"/> succeeds.
    /// </summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>The message format (AMQP 1.0, 2.7.5): 0 for the one that AMQP defines, 0x80013700 for an envelope (<see cref="AmqpBatchAttribute"/>).</summary>
    public uint MessageFormat { get; } = messageFormat;

    /// <summary>
    /// Whether the message is sent settled (AMQP 1.0, 2.7.5), so that the peer reports no outcome: that of the send is
    /// <see cref="SendOutcome.Unconfirmed"/> once it is on its way.
    /// </summary>
    public bool IsSettled { get; } = isSettled;
}
