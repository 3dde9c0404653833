using TypedSender.Amqp.Messages;
using TypedSender.Testing.Receiving;

namespace TypedSender.Testing;

/// <summary>A message that an <see cref="AmqpReceiver"/> received: its bytes and its sections. Settled once; thread-safe.</summary>
public sealed class ReceivedMessage
{
    private readonly ReceiverConnection _connection;
    private readonly uint _deliveryId;
    private AmqpMessage? _sections;
    private int _isSettled;

    internal ReceivedMessage(ReceiverConnection connection, uint deliveryId, bool isSettled, ReadOnlyMemory<byte> deliveryTag, uint messageFormat, ReadOnlyMemory<byte> bytes)
    {
        _connection = connection;
        _deliveryId = deliveryId;
        _isSettled = isSettled ? 1 : 0;
        DeliveryTag = deliveryTag;
        MessageFormat = messageFormat;
        Bytes = bytes;
    }

    /// <summary>The bytes of all sections, as they came in the transfers (AMQP 1.0, 3.2).</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The sections of the message, decoded at the first look.</summary>
    /// <exception cref="Amqp.AmqpDecodeException">The bytes are no AMQP message; <see cref="Bytes"/> still shows them.</exception>
    public AmqpMessage Message => _sections ??= AmqpMessage.Decode(Bytes.Span);

    /// <summary>The delivery-tag (AMQP 1.0, 2.8.7).</summary>
    public ReadOnlyMemory<byte> DeliveryTag { get; }

    /// <summary>The format of the message (AMQP 1.0, 2.8.11); 0 for the one that AMQP defines.</summary>
    public uint MessageFormat { get; }

    /// <summary>Whether the message is settled: by the broker when it sent it, or by one of the methods here.</summary>
    public bool IsSettled => Volatile.Read(ref _isSettled) == 1;

    /// <summary>Reads the message as a contract: its sections and its body. One message of an envelope is read by <see cref="AmqpContracts.Decode{T}(AmqpMessage)"/>, from <see cref="Unpack"/>.</summary>
    /// <typeparam name="T"><inheritdoc cref="AmqpContracts.Decode{T}(ReadOnlySpan{byte})" path="/typeparam[@name='T']/node()"/></typeparam>
    /// <returns>A contract of its own, which shares no memory with <see cref="Bytes"/>.</returns>
    /// <exception cref="Amqp.AmqpDecodeException">The message does not hold the contract; the text names the member, what was expected, what was found and where.</exception>
    /// <exception cref="NotSupportedException">The contract has no decoder.</exception>
    public T Read<T>()
        where T : IAmqpContract<T>
        => AmqpContracts.Decode<T>(Bytes.Span);

    /// <summary>
    /// The messages of an envelope (format 0x80013700, see <see cref="AmqpBatchAttribute"/>), in their order; of any other message, the message itself.
    /// </summary>
    /// <returns>The sections of each message.</returns>
    /// <exception cref="Amqp.AmqpDecodeException">The bytes are no AMQP message, or those of an envelope hold something else; <see cref="Bytes"/> still shows them.</exception>
    public IReadOnlyList<AmqpMessage> Unpack() => Envelope.Unpack(Message, MessageFormat);

    /// <summary>Tells the broker that the message was taken: accepted (AMQP 1.0, 3.4.2).</summary>
    /// <returns>A task that completes when the settlement is on its way; the broker does not confirm it.</returns>
    /// <exception cref="InvalidOperationException">The message is settled already.</exception>
    /// <exception cref="AmqpReceiverException">The connection is gone.</exception>
    public ValueTask AcceptAsync() => Settle(Accepted.Instance);

    /// <summary>Tells the broker that the message is refused: rejected (AMQP 1.0, 3.4.3).</summary>
    /// <param name="condition">Why, such as <c>amqp:invalid-field</c>; null to name nothing.</param>
    /// <param name="description">Why, for people.</param>
    /// <returns>A task that completes when the settlement is on its way; the broker does not confirm it.</returns>
    /// <exception cref="InvalidOperationException">The message is settled already.</exception>
    /// <exception cref="AmqpReceiverException">The connection is gone.</exception>
    public ValueTask RejectAsync(string? condition = null, string? description = null) => Settle(new Rejected
    {
        Error = condition is null ? null : new AmqpError { Condition = condition, Description = description },
    });

    /// <summary>Gives the message back untouched: released (AMQP 1.0, 3.4.4).</summary>
    /// <returns>A task that completes when the settlement is on its way; the broker does not confirm it.</returns>
    /// <exception cref="InvalidOperationException">The message is settled already.</exception>
    /// <exception cref="AmqpReceiverException">The connection is gone.</exception>
    public ValueTask ReleaseAsync() => Settle(Released.Instance);

    /// <summary>Gives the message back changed: modified (AMQP 1.0, 3.4.5).</summary>
    /// <param name="deliveryFailed">Whether the attempt counts as a failed one.</param>
    /// <param name="undeliverableHere">Whether the message must not come to this receiver again.</param>
    /// <returns>A task that completes when the settlement is on its way; the broker does not confirm it.</returns>
    /// <exception cref="InvalidOperationException">The message is settled already.</exception>
    /// <exception cref="AmqpReceiverException">The connection is gone.</exception>
    public ValueTask ModifyAsync(bool deliveryFailed = true, bool undeliverableHere = false)
        => Settle(new Modified { DeliveryFailed = deliveryFailed, UndeliverableHere = undeliverableHere });

    /// <summary>Describes the message without its contents.</summary>
    /// <returns>Its size.</returns>
    public override string ToString() => $"message of {Bytes.Length} bytes";

    private ValueTask Settle(DeliveryState state)
    {
        if (Interlocked.Exchange(ref _isSettled, 1) == 1)
        {
            throw new InvalidOperationException("The message is settled already: the broker sent it settled, or it was accepted, rejected, released or modified before.");
        }

        _connection.Settle(_deliveryId, state);
        return ValueTask.CompletedTask;
    }
}
