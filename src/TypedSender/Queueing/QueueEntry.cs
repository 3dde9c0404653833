using System.Threading.Tasks.Sources;
using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.GeneratedCode;

namespace TypedSender;

/// <summary>One message of a queue, from the call that enqueues it until its outcome has been told. Pooled by its queue.</summary>
/// <remarks>It awaits its delivery, and its bytes serve the delivery: they are copied once, when the message has been encoded.</remarks>
internal sealed class QueueEntry(MessageQueue queue)
{
    private static readonly Action<object?> Ended = static entry => ((QueueEntry)entry!).OnEnded();

    private readonly MessageQueue _queue = queue;
    private Delivery? _delivery;
    private short _version;
    private SendTrace _trace;

    /// <summary>The encoded message.</summary>
    public AmqpBuffer Message { get; } = new(capacity: 0) { IsKept = true };

    public uint MessageFormat { get; set; }

    /// <summary>What the send does otherwise than its sender.</summary>
    public SendOptions Options { get; set; }

    /// <summary>The number of the message in its queue; 0 before it has been taken.</summary>
    public long Number { get; set; }

    /// <summary>What it counts for in <see cref="SendQueueOptions.MaxBytes"/>.</summary>
    public long Cost { get; set; }

    /// <summary>When it was taken, in the client's clock.</summary>
    public long TakenAt { get; set; }

    /// <summary>Whether it counts towards the bounds of the queue: from when it is taken until its outcome is known, before handlers are called.</summary>
    public bool HasPlace { get; set; }

    /// <summary>Whether it was taken back to make room for another.</summary>
    public bool IsDropped { get; private set; }

    /// <summary>Neighbours among those that have no outcome; in the pool the next free one.</summary>
    public QueueEntry? Next { get; set; }

    public QueueEntry? Previous { get; set; }

    /// <summary>The telemetry of the send.</summary>
    public ref SendTrace Trace => ref _trace;

    /// <summary>Begins the telemetry of the send, and encodes its message. Without the lock.</summary>
    public void Encode<TMessage>(SendTransport transport, in TMessage message, uint messageFormat, in SendOptions options)
        where TMessage : struct, IAmqpMessageSource
    {
        AmqpBuffer buffer = EncodeBuffers.Rent();
        buffer.TakesStreams = false;
        try
        {
            _trace = transport.Telemetry.Begin();
            MessageEncoder.Encode(buffer, in message, transport.EncodeSettings, in _trace);
            buffer.CopyAllTo(Message);
            MessageFormat = messageFormat;
            Options = options;
        }
        catch (Exception exception)
        {
            Exception named = exception is AmqpEncodeException { Member: null } unnamed ? AmqpMemberNaming.Explain(in message, unnamed) : exception;
            transport.Telemetry.Fail(in _trace, named);
            if (named != exception)
            {
                throw named;
            }

            throw;
        }
        finally
        {
            buffer.TakesStreams = true;
            EncodeBuffers.Recycle(buffer);
        }
    }

    /// <summary>The oldest or newest delivery of an entry of which nothing has left; null if there is none. Under the lock.</summary>
    /// <param name="waiting">What waits to leave.</param>
    /// <param name="isNewest">Whether it is to be the newest.</param>
    public static Delivery? FindDroppable(DeliveryQueue waiting, bool isNewest)
    {
        OutgoingDelivery? next = isNewest ? waiting.Last : waiting.First;
        while (next is Delivery delivery && !IsDroppable(delivery))
        {
            next = isNewest ? delivery.PreviousWaiting : delivery.NextWaiting;
        }

        return (Delivery?)next;
    }

    /// <summary>What the entries take up of which nothing has left. Under the lock.</summary>
    /// <param name="waiting">What waits to leave.</param>
    /// <param name="enough">So much is enough: the rest is not looked at.</param>
    public static long MeasureDroppable(DeliveryQueue waiting, long enough)
    {
        long measured = 0;
        for (OutgoingDelivery? next = waiting.First; next is Delivery delivery && measured < enough; next = delivery.NextWaiting)
        {
            measured += IsDroppable(delivery) ? delivery.Entry!.Cost : 0;
        }

        return measured;
    }

    /// <summary>It is dropped to make room for another. Under the lock.</summary>
    public void Drop()
    {
        IsDropped = true;
        _queue.FreePlace(this);
    }

    /// <summary>Has the delivery, which has been rented for this message, end this entry. Under the lock.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="isHeld">Whether it sends the bytes of this entry, and not a copy.</param>
    public void Attach(Delivery delivery, bool isHeld)
    {
        if (isHeld)
        {
            delivery.PendingCost = 0;
            delivery.Hold(Message);
        }

        _delivery = delivery;
        _version = delivery.Version;
        delivery.Track(in _trace);
        Source(delivery).OnCompleted(Ended, this, _version, ValueTaskSourceOnCompletedFlags.None);
    }

    /// <summary>The terms of a send that begins now.</summary>
    public SendTerms GetTerms(SendTransport transport)
    {
        SendOptions options = Options;
        return new SendTerms(MessageFormat, transport.GetDueTick(in options), options);
    }

    /// <summary>The message as it is now. Under the lock.</summary>
    public PendingMessage Look(TimeSpan age)
    {
        if (_delivery is not { } delivery)
        {
            return new PendingMessage(Number, PendingMessageState.Waiting, age, 0, Message.Length);
        }

        if (delivery.Version != _version)
        {
            return new PendingMessage(Number, PendingMessageState.InFlight, age, 1, Message.Length);
        }

        bool isInFlight = delivery.Phase is DeliveryPhase.Appended or DeliveryPhase.Suspended or DeliveryPhase.Settled;
        int sent = delivery.Resend.Sent;
        PendingMessageState state = isInFlight ? PendingMessageState.InFlight : sent > 0 ? PendingMessageState.Retrying : PendingMessageState.Waiting;
        return new PendingMessage(Number, state, age, isInFlight ? sent + 1 : sent, Message.Length);
    }

    /// <summary>The message with its bytes, for the report of a message that was not taken.</summary>
    public QueuedMessage ToFailed(SendOutcome outcome) => new(Number, outcome, Message.ToArray(), MessageFormat);

    /// <summary>Forgets the message; keeps the memory.</summary>
    public void Clear()
    {
        Message.Clear();
        _delivery = null;
        _trace = default;
        Options = default;
        Number = 0;
        HasPlace = IsDropped = false;
        Previous = null;
    }

    private static bool IsDroppable(Delivery delivery) => delivery is { Phase: DeliveryPhase.Waiting, MayBeStored: false, Entry: not null };

    private static IValueTaskSource<SendOutcome> Source(Delivery delivery) => delivery;

    private void OnEnded() => _queue.OnEnded(this, Source(_delivery!).GetResult(_version));
}
