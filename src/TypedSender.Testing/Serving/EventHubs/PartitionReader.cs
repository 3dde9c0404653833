using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving.EventHubs;

/// <summary>A link on which a client reads a partition. All but <see cref="OnAppendedToPartition"/> and <see cref="Detach"/> is called under the connection's lock.</summary>
internal sealed class PartitionReader(ServerConnection connection, HubLinks links, BrokerPartition partition, ReaderSettings settings) : ISenderLinkHandler
{
    // What lies on the link is copied.
    private const int MaxOnLink = 32;

    private long _next = settings.FirstSequenceNumber;

    public string ConsumerGroup => settings.ConsumerGroup;

    /// <summary>The owner level (epoch); null for a reader beside others.</summary>
    public long? OwnerLevel => settings.OwnerLevel;

    /// <summary>The link as users see it; set by <see cref="Start"/>.</summary>
    public BrokerLink Link { get; private set; } = null!;

    /// <summary>The link as the engine knows it; set by <see cref="Start"/>.</summary>
    public SenderLink Sender { get; private set; } = null!;

    /// <summary>The partition has got events: have them fetched soon, elsewhere.</summary>
    public void OnAppendedToPartition() => links.Schedule();

    /// <summary>The link is accepted. Events are fetched when it has credit.</summary>
    public void Start(SenderLink sender, BrokerLink link)
    {
        Sender = sender;
        Link = link;
    }

    /// <summary>Brings as many events onto the link as it has credit for.</summary>
    public void Fetch()
    {
        while (Sender.IsAttached && Sender.Queue.Count < Math.Min(Sender.Credit, MaxOnLink) && partition.Log.FindFrom(_next) is { } found)
        {
            EventDelivery delivery = new(found.SequenceNumber) { IsPresettled = settings.SendsSettled, Phase = DeliveryPhase.Waiting };
            delivery.Hold(EventEncoding.Encode(found, settings.ShowsLastEvent ? partition.Log.Ends : null, partition.GetNow()));
            _next = found.SequenceNumber + 1;
            Sender.Queue.Enqueue(delivery);
            Sender.OnEnqueued();
        }
    }

    /// <summary>Detaches the link from this side. Without the lock.</summary>
    public void Detach(AmqpError error) => connection.Enter(() =>
    {
        Sender.Detach(closed: true, error);
        links.Close(this);
    });

    /// <summary>The link is gone.</summary>
    public void Close()
    {
        while (Sender.Queue.First is { } waiting)
        {
            Sender.Queue.Remove(waiting);
            waiting.ReleasePayload();
        }

        partition.Readers.Remove(this);
    }

    void ISenderLinkHandler.OnDetached(SenderLink link, AmqpError? error, bool closed) => links.Close(this);

    /// <summary>The reader has changed its credit: what exceeds it is read again when there is more.</summary>
    void ISenderLinkHandler.OnCreditChanged(SenderLink link)
    {
        long place = 0;
        for (OutgoingDelivery? waiting = Sender.Queue.First; waiting is not null;)
        {
            OutgoingDelivery? next = waiting.NextWaiting;
            if (waiting.Phase == DeliveryPhase.Waiting && place++ >= Sender.Credit)
            {
                _next = Math.Min(_next, ((EventDelivery)waiting).SequenceNumber);
                Sender.Withdraw(waiting);
            }

            waiting = next;
        }

        Fetch();
    }

    // Before the engine looks whether the link is empty: a drain is answered only when there is nothing to read.
    void ISenderLinkHandler.OnAppended(OutgoingDelivery delivery) => Fetch();

    /// <summary>Does nothing: whatever a reader says of an event, it stays where it is.</summary>
    void ISenderLinkHandler.OnSettled(OutgoingDelivery delivery, DeliveryState? state)
    {
    }

    private sealed class EventDelivery(long sequenceNumber) : OutgoingDelivery
    {
        public long SequenceNumber { get; } = sequenceNumber;
    }
}

/// <summary>The wishes of a reader, as its attach told them.</summary>
/// <param name="ConsumerGroup">The name of the consumer group as the hub spells it.</param>
/// <param name="FirstSequenceNumber">The number of the event to begin with.</param>
/// <param name="OwnerLevel">The owner level (epoch); null for a reader beside others.</param>
/// <param name="SendsSettled">Whether events are sent settled.</param>
/// <param name="ShowsLastEvent">Whether each event comes with what is known of the last one in the partition (runtime metric).</param>
internal sealed record ReaderSettings(string ConsumerGroup, long FirstSequenceNumber, long? OwnerLevel, bool SendsSettled, bool ShowsLastEvent);
