using TypedSender.Amqp.Messages;

namespace TypedSender.Testing;

/// <summary>A message that a <see cref="RecordingTransport"/> was given, as it would travel. Thread-safe.</summary>
public sealed class RecordedMessage
{
    private readonly RecordingTransport _transport;
    private readonly SendTicket _ticket;
    private AmqpMessage? _sections;

    internal RecordedMessage(RecordingTransport transport, in EncodedMessage message, SendTicket ticket)
    {
        _transport = transport;
        _ticket = ticket;
        Bytes = message.Bytes.ToArray();
        MessageFormat = message.MessageFormat;
        IsSettled = message.IsSettled;
    }

    /// <summary>The bytes of all sections (AMQP 1.0, 3.2); a copy.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>
    /// The format of the message (AMQP 1.0, 2.8.11); 0 for the one that AMQP defines, 0x80013700 for an envelope (<see cref="AmqpBatchAttribute"/>).
    /// </summary>
    public uint MessageFormat { get; }

    /// <summary>Whether the message was sent settled (AMQP 1.0, 2.7.5).</summary>
    public bool IsSettled { get; }

    /// <summary>Whether the sender took the message back, as its send was cancelled, timed out or closed while <see cref="RecordingTransport"/> held it.</summary>
    public bool IsWithdrawn { get; internal set; }

    /// <summary>The sections of the message, decoded at the first look.</summary>
    /// <exception cref="Amqp.AmqpDecodeException">The bytes are no AMQP message; <see cref="Bytes"/> still shows them.</exception>
    public AmqpMessage Message => _sections ??= AmqpMessage.Decode(Bytes.Span);

    internal SendTicket Ticket => _ticket;

    /// <summary>Reads the message as a contract: its sections and its body. One message of an envelope is read by <see cref="AmqpContracts.Decode{T}(AmqpMessage)"/>, from <see cref="Unpack"/>.</summary>
    /// <typeparam name="T"><inheritdoc cref="AmqpContracts.Decode{T}(ReadOnlySpan{byte})" path="/typeparam[@name='T']/node()"/></typeparam>
    /// <returns>A contract of its own, which shares no memory with <see cref="Bytes"/>.</returns>
    /// <exception cref="Amqp.AmqpDecodeException">The message does not hold the contract; the text names the member, what was expected, what was found and where.</exception>
    /// <exception cref="NotSupportedException">The contract has no decoder.</exception>
    public T Read<T>()
        where T : IAmqpContract<T>
        => AmqpContracts.Decode<T>(Bytes.Span);

    /// <summary>The messages of an envelope, in their order; of any other message, the message itself.</summary>
    /// <returns>The sections of each message.</returns>
    /// <exception cref="Amqp.AmqpDecodeException">The bytes are no AMQP message, or those of an envelope hold something else; <see cref="Bytes"/> still shows them.</exception>
    public IReadOnlyList<AmqpMessage> Unpack() => Envelope.Unpack(Message, MessageFormat);

    /// <summary>Ends the send of a message whose outcome is held or delayed.</summary>
    /// <param name="outcome">What becomes of it.</param>
    /// <returns>False if it has an outcome already, or was withdrawn.</returns>
    public bool Complete(SendOutcome outcome) => _transport.Complete(this, outcome);
}
