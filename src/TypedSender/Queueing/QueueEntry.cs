using System.Threading.Tasks.Sources;
using TypedSender.Amqp;
using TypedSender.Amqp.Engine;

namespace TypedSender;

/// <summary>One message of a queue, from the call that enqueues it until its outcome has been told. Pooled by its queue.</summary>
/// <remarks>It awaits its delivery, and its bytes serve the delivery: they are copied once, when the message has been encoded.</remarks>
internal sealed class QueueEntry(MessageQueue queue)
{
    private static readonly Action<object?> Ended = static entry => ((QueueEntry)entry!).OnEnded();

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

    /// <summary>Whether it was taken back to make room for another: it has no place any more.</summary>
    public bool IsDropped { get; set; }

    /// <summary>Neighbours among those that have no outcome; in the pool the next free one.</summary>
    public QueueEntry? Next { get; set; }

    public QueueEntry? Previous { get; set; }

    /// <summary>The telemetry of the send.</summary>
    public ref SendTrace Trace => ref _trace;

    /// <summary>Has the delivery, which has been rented for this message, end this entry. Under the lock.</summary>
    public void Attach(Delivery delivery)
    {
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

    /// <summary>Frees the place of a message that is taken back. Under the lock, before its delivery is withdrawn.</summary>
    public void Drop() => queue.Drop(this);

    /// <summary>The message as it is now. Under the lock.</summary>
    public PendingMessage Look(TimeSpan age)
    {
        if (_delivery is not { } delivery || delivery.Version != _version)
        {
            return new PendingMessage(Number, PendingMessageState.InFlight, age, 1, Message.Length);
        }

        bool hasLeft = delivery.Phase is DeliveryPhase.Appended or DeliveryPhase.WaitingForResend or DeliveryPhase.Settled;
        int attempts = delivery.Resend.Attempts + (hasLeft || (delivery.Resend is { MayBeStored: true, Attempts: 0 }) ? 1 : 0);
        PendingMessageState state = hasLeft && delivery.Phase != DeliveryPhase.WaitingForResend ? PendingMessageState.InFlight
            : attempts > 0 ? PendingMessageState.Retrying
            : PendingMessageState.Waiting;
        return new PendingMessage(Number, state, age, attempts, Message.Length);
    }

    /// <summary>The message with its bytes, for whoever is told that it was not taken.</summary>
    public QueuedMessage ToFailed(SendOutcome outcome) => new(Number, outcome, Message.ToArray(), MessageFormat);

    /// <summary>Forgets the message; keeps the memory.</summary>
    public void Clear()
    {
        Message.Clear();
        _delivery = null;
        _trace = default;
        Options = default;
        Number = 0;
        IsDropped = false;
        Previous = null;
    }

    private static IValueTaskSource<SendOutcome> Source(Delivery delivery) => delivery;

    private void OnEnded() => queue.OnEnded(this, Source(_delivery!).GetResult(_version));
}
