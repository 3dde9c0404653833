using TypedSender.Amqp.Messages;
using TypedSender.Testing.Serving;
using TypedSender.Testing.Serving.Profiles;

namespace TypedSender.Testing;

/// <summary>A message as it came to a queue of an <see cref="InProcessBroker"/>: its bytes, untouched, and its sections. Thread-safe.</summary>
public sealed class BrokerMessage
{
    private AmqpMessage? _sections;

    internal BrokerMessage(ReadOnlyMemory<byte> bytes, uint messageFormat)
    {
        Bytes = bytes;
        MessageFormat = messageFormat;
    }

    /// <summary>The number of the message at its queue, from 1, in order of arrival; 0 while it has none: with an <see cref="InProcessBrokerOptions.Profile"/>, only what the queue keeps has one.</summary>
    public long SequenceNumber { get; internal set; }

    /// <summary>The bytes of all sections, as they came in the transfers (AMQP 1.0, 3.2).</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The sections of the message, decoded at the first look.</summary>
    /// <exception cref="Amqp.AmqpDecodeException">The bytes are no AMQP message, or its format is not 0; <see cref="Bytes"/> still shows them.</exception>
    public AmqpMessage Message => _sections ??= AmqpMessage.Decode(Bytes.Span);

    /// <summary>The format of the message (AMQP 1.0, 2.8.11); 0 for the one that AMQP defines.</summary>
    public uint MessageFormat { get; }

    /// <summary>The delivery-tag that the sender gave it (AMQP 1.0, 2.8.7).</summary>
    public ReadOnlyMemory<byte> DeliveryTag { get; internal init; }

    /// <summary>Whether the sender sent it settled, so that no disposition is sent.</summary>
    public bool IsPresettled { get; internal init; }

    /// <summary>The link that brought it; null when it was put into the queue by <see cref="BrokerQueue.Enqueue"/>.</summary>
    public BrokerLink? Link => Producer?.Link;

    /// <summary>How the queue settled it towards its sender; null while it has not.</summary>
    public Settlement? Settlement { get; internal set; }

    /// <summary>
    /// Whether the broker's end of the delivery is settled: with its outcome, or, on a link in receiver-settle-mode second, when the sender has settled (AMQP 1.0, 2.6.12 and 2.8.3). A message that
    /// came settled, or from no link, always is.
    /// </summary>
    public bool IsSettled => IsPresettled || Delivery is not { IsSettled: false };

    /// <summary>How many deliveries to receivers have failed (AMQP 1.0, 3.2.1, delivery-count).</summary>
    public uint FailedDeliveries { get; internal set; }

    /// <summary>The reason why a receiver rejected it; null when none did, or none said.</summary>
    public AmqpError? Rejection { get; internal set; }

    /// <summary>The link that brought it; null when it came on none.</summary>
    internal LinkProducer? Producer => Delivery?.Producer;

    /// <summary>The queue that it came to; null where it names none, or came from no link.</summary>
    internal BrokerQueue? Queue { get; init; }

    /// <summary>The time at which it became one of its queue's, where a profile keeps it.</summary>
    internal DateTimeOffset EnqueuedTime { get; set; }

    /// <summary>State in a queue with locks.</summary>
    internal LockedState Locked => field ??= new LockedState();

    /// <summary>The delivery that brought it; null when it came on no link.</summary>
    internal ArrivedDelivery? Delivery { get; init; }

    internal uint DeliveryId => Delivery!.Id;

    /// <summary>The transaction that it came in; null for none.</summary>
    internal TransactionId? TransactionId { get; init; }

    /// <summary>The receivers that said that it must not come to them again. The queue's lock guards it.</summary>
    internal HashSet<QueueConsumer>? UndeliverableTo { get; set; }

    /// <summary>Settles a message that the queue received in silence (<see cref="Testing.Settlement.Silence"/>).</summary>
    /// <param name="settlement">How to settle it. With <see cref="Testing.Settlement.Accept"/> the message becomes one of the queue's.</param>
    /// <returns>False when it was settled already, its link is gone, or it came in a transaction.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="settlement"/> is null.</exception>
    public bool Settle(Settlement settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        return Producer is not null && Producer.SettleLate(this, settlement);
    }

    /// <summary>Waits until <see cref="IsSettled"/> is true.</summary>
    /// <param name="cancellationToken">Ends the waiting; there is no other bound.</param>
    /// <returns>A task that completes when the delivery is settled.</returns>
    /// <exception cref="InvalidOperationException">The link or its connection ended before, so the delivery is never settled.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task WaitForSettlementAsync(CancellationToken cancellationToken = default) => IsSettled ? Task.CompletedTask : Delivery!.WaitAsync().WaitAsync(cancellationToken);

    /// <summary>
    /// The messages of an envelope (format 0x80013700, see <see cref="AmqpBatchAttribute"/>), in their order; of any other message, the message itself.
    /// </summary>
    /// <returns>The sections of each message.</returns>
    /// <exception cref="Amqp.AmqpDecodeException">The bytes are no AMQP message, or those of an envelope hold something else; <see cref="Bytes"/> still shows them.</exception>
    public IReadOnlyList<AmqpMessage> Unpack() => Envelope.Unpack(Message, MessageFormat);

    /// <summary>Describes the message without its contents.</summary>
    /// <returns>Number and size.</returns>
    public override string ToString() => $"message {SequenceNumber}, {Bytes.Length} bytes";
}
