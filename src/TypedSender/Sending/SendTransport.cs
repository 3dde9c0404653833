using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// Carries the encoded messages of one sender and brings back their outcomes: <see cref="SendQueue"/> over a link of this library's own, <see cref="TransportAdapter"/> over an
/// <see cref="ISendTransport"/>. Here is what is the same for both: settings, the count of sends that have not ended, and events.
/// </summary>
internal abstract class SendTransport
{
    /// <summary>Marks a deadline that is computed once it is needed.</summary>
    public const long DueLater = -1;

    private OutstandingSends _outstanding;

    protected SendTransport(SendDomain domain, SenderDescription description, SenderSettings settings, BrokerEndpoint? endpoint)
    {
        Domain = domain;
        Events = new SenderEvents(domain.Events);
        Destination = SenderAddress.Of(description, settings);
        SendTimeout = settings.SendTimeout ?? domain.Settings.SendTimeout;
        MaxInFlight = settings.MaxInFlight;
        SizeLimits = (MessageSizeLimit.OfOptions(settings.MaxMessageSize, domain.Settings.MaxPendingBytes, domain.Settings.OptionsName), MessageSizeLimit.OfStreamed(settings.MaxMessageSize));
        SettleModes = new SettleModes(settings.SendSettleMode ?? description.SendSettleMode ?? SenderSettleMode.Unsettled);
        Broker = settings.Broker ?? domain.Settings.Broker ?? (description.Broker is { } kind ? BrokerProfiles.Find(kind) : null) ?? BrokerProfiles.Generic;
        EncodeSettings = EncodeSettings.Of(
            domain.Settings.TimeProvider,
            domain.Settings.PropagateDiagnosticId ?? Broker.CopiesTraceParent ? BrokerProfiles.TraceParentCopy : null);
        Telemetry = new SenderTelemetry(domain.Settings, Address, Broker, endpoint, domain.Logger, description.AddressTemplate, Destination.IsOfMessages);
        Queue = new MessageQueue(this, settings.Queue);
    }

    public SendDomain Domain { get; }

    public SenderTelemetry Telemetry { get; }

    /// <summary>The messages that nobody awaits.</summary>
    public MessageQueue Queue { get; }

    /// <summary>Where messages go.</summary>
    public SenderAddress Destination { get; }

    /// <summary>The address of the target (AMQP 1.0, 3.5.4), or how texts call one without an address.</summary>
    public string Address => Destination.Text;

    /// <summary>The profile of the broker: options of the sender come before those of the client, and these before what the interface says.</summary>
    public BrokerProfile Broker { get; }

    /// <summary>What messages take from the sender while they are encoded.</summary>
    public EncodeSettings EncodeSettings { get; }

    public TimeSpan SendTimeout { get; }

    /// <summary>The number of messages of a list that are under way at once.</summary>
    public int MaxInFlight { get; }

    /// <summary>Whether messages are sent settled.</summary>
    public SettleModes SettleModes { get; }

    /// <summary>The number of sends that have not ended yet. It may have changed by the time it is read.</summary>
    public int Outstanding => _outstanding.Count;

    /// <summary>The number of sends that have not ended yet, on whatever link. It may have changed by the time it is read.</summary>
    public virtual int PendingCount => Outstanding;

    /// <summary>True from the first call of <see cref="CloseAsync"/> on, or when the client began to close.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The sender that this is the transport of.</summary>
    public MessageSender? Sender { get; set; }

    /// <summary>The events of the sender.</summary>
    public SenderEvents Events { get; }

    /// <summary>The state of the link. It may have changed by the time it is read.</summary>
    public MessageSenderState State => IsClosed ? MessageSenderState.Closed : LinkState;

    /// <summary>The values agreed with the peer; null while there is no link, and for a transport that does not say.</summary>
    public abstract SenderAttachment? Attachment { get; }

    /// <summary>How far the link is, whether the sender is closed or not.</summary>
    protected abstract MessageSenderState LinkState { get; }

    /// <summary>The bounds that this side sets on the size of a message: of one that is encoded when it is sent, and of one whose body is read meanwhile.</summary>
    protected (MessageSizeLimit Encoded, MessageSizeLimit Streamed) SizeLimits { get; }

    /// <summary>Takes an encoded message. Null when the outcome is known already. A buffer that is kept is taken out of <paramref name="buffer"/>.</summary>
    /// <remarks>Without the lock.</remarks>
    /// <param name="buffer">The message.</param>
    /// <param name="terms">How it is to be sent.</param>
    /// <param name="cancellationToken">Refuses the message if it is cancelled already; later the caller watches it.</param>
    /// <param name="immediate">The outcome, where null is returned.</param>
    /// <param name="trace">The telemetry and the hook's state, for when the send ends.</param>
    /// <exception cref="ObjectDisposedException">The sender has been closed.</exception>
    public abstract Delivery? Submit(ref AmqpBuffer? buffer, in SendTerms terms, CancellationToken cancellationToken, out SendOutcome immediate, in SendTrace trace);

    /// <summary>Takes the message of a queue's entry, whose bytes stay the entry's. Returns why it ends at once, otherwise null. Under the lock.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="passed">What <see cref="Pass"/> is to be given when the lock has been left.</param>
    public virtual SendFailure? AddEntry(QueueEntry entry, out PassedMessage passed)
    {
        AdaptiveLock.AssertHeld(Domain.Lock);
        passed = default;
        if (Refuse(entry) is { } failure)
        {
            return failure;
        }

        SendTerms terms = entry.GetTerms(this);
        Delivery delivery = BeginEntry(entry, in terms, out passed);
        StartDeadline(delivery, terms.Due);
        Domain.FlushCompletions();
        return null;
    }

    /// <summary>Gives a message that <see cref="AddEntry"/> has taken to the user's transport, if there is one. Without the lock.</summary>
    public virtual void Pass(in PassedMessage passed)
    {
    }

    /// <summary>Why the message of a queue's entry would end as soon as it was taken; null if it would be sent. Under the lock.</summary>
    public virtual SendFailure? FindRefusal(QueueEntry entry) => Refuse(entry);

    /// <summary>What the messages of the queue take up of which nothing has left; with an <see cref="ISendTransport"/> there is none. Under the lock.</summary>
    /// <param name="enough">So much is enough: the rest is not looked at.</param>
    public virtual long MeasureDroppable(long enough) => 0;

    /// <summary>Takes back one message of the queue of which nothing has left; false if there is none. Under the lock.</summary>
    /// <param name="isNewest">Whether it is to be the newest, not the oldest.</param>
    /// <param name="failure">The reason.</param>
    public virtual bool TryDropEntry(bool isNewest, SendFailure failure) => false;

    /// <summary>Looks for the peer's limit on the size of messages, where it has to be asked for. Without the lock.</summary>
    public virtual void UpdatePeerSizeLimit()
    {
    }

    /// <summary>Refuses options that messages of this sender cannot be sent with, whatever the state of a transaction. Without the lock.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is not usable.</exception>
    /// <exception cref="ArgumentException">The transaction was begun on another connection.</exception>
    /// <exception cref="InvalidOperationException">There is a transaction, and the sender sends settled.</exception>
    /// <exception cref="NotSupportedException">There is a transaction, and the transport carries none.</exception>
    public void Check(in SendOptions options)
    {
        options.Check();
        if (options.Transaction is { } transaction)
        {
            CheckTransaction(transaction);
            if (options.Settled == true)
            {
                throw TransactionErrors.SendsSettled(Address);
            }
        }
    }

    /// <summary>Refuses options that messages of the queue cannot be sent with. Without the lock.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is not usable; the text names it and says what to give.</exception>
    /// <exception cref="ArgumentException">There is a transaction, which a queue does not wait for.</exception>
    public void CheckQueued(in SendOptions options)
    {
        if (options.Transaction is not null)
        {
            throw TransactionErrors.Queued(Address);
        }

        options.Check();
    }

    /// <summary>The caller's token has been cancelled. Without the lock.</summary>
    public abstract void OnCanceled(Delivery delivery);

    /// <summary>The deadline of a delivery has passed. Under the lock, on the timer's thread.</summary>
    public abstract void OnExpired(Delivery delivery);

    /// <summary>Handles the loss of the link, session or connection that a delivery had been appended to. Under the lock.</summary>
    /// <remarks>Only the built-in transport appends any.</remarks>
    public virtual void OnAppendedLost(Delivery delivery, SendFailure failure, long startedOffset) => throw new NotSupportedException();

    /// <inheritdoc cref="MessageSender.OpenAsync"/>
    public abstract Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Closes the sender, as <see cref="MessageSender.CloseAsync"/> says.</summary>
    /// <param name="closed">Whether the terminus is to end with the link (AMQP 1.0, 2.6.6), where the transport has a choice.</param>
    /// <param name="cancellationToken">Ends the waiting early.</param>
    public abstract Task<SendCloseReport> CloseAsync(bool closed, CancellationToken cancellationToken);

    /// <summary>The largest message that the peer takes, in bytes; null while that is not known. Under the lock.</summary>
    public abstract long? PeerSizeLimit { get; }

    /// <summary>The phase of a send that waits for the link, and the last failure of that, if there was one. Under the lock.</summary>
    public abstract (SendPhase Phase, SendFailure? Obstacle) GetOpening();

    /// <summary>True when the sender, or what it belongs to, has been closed.</summary>
    public virtual bool IsUnusable => IsClosed;

    /// <exception cref="ObjectDisposedException">The sender, or what it belongs to, has been closed.</exception>
    public abstract void ThrowIfClosed();

    /// <summary>
    /// The tick at which a send that begins now is due, or <see cref="DueLater"/>: a pre-settled message rarely waits, and then the clock need not be
    /// read at all.
    /// </summary>
    public long GetDueTick(in SendOptions options) => SettleModes.IsPresettled ? DueLater : Domain.Deadlines.GetDueTick(options.Timeout ?? SendTimeout);

    /// <summary>Returns the size limits of messages and envelopes; null until the peer has sent its limit. Without the lock.</summary>
    /// <param name="maxBytes">The limit of the method; 0 for none.</param>
    public virtual EnvelopeLimits? GetEnvelopeLimits(long maxBytes)
    {
        lock (Domain.Lock)
        {
            return PeerSizeLimit is { } limit ? EnvelopeLimits.Of(maxBytes, Broker.Envelopes, SizeLimits.Encoded, limit, EnvelopeLimits.Told(Attachment, Broker.Envelopes)) : null;
        }
    }

    /// <summary>Handles the release of a message's bytes. Under the lock.</summary>
    /// <param name="cost">What they counted for in <see cref="SendDomain.PendingBytes"/>.</param>
    public void OnPayloadReleased(long cost) => Domain.PendingBytes -= cost;

    /// <summary>The outcome of a delivery has been set. Under the lock.</summary>
    public void OnOutcomeSet(Delivery delivery)
    {
        AdaptiveLock.AssertHeld(Domain.Lock);
        Domain.Deadlines.Cancel(delivery.DeadlineNode);
        _outstanding.Remove();
    }

    /// <summary>Writes the log record of an outcome that is no success. Without the lock.</summary>
    public void LogNotAccepted(SendOutcome outcome) => LogRecord.Write(Domain.Logger, logger => Log.NotAccepted(logger, Address, outcome));

    /// <summary>Refuses further sends from here on; the task ends when none is outstanding.</summary>
    public Task BeginClose()
    {
        lock (Domain.Lock)
        {
            if (!IsClosed)
            {
                RaiseStateChanged(State, MessageSenderState.Closed, failure: null);
                IsClosed = true;
            }

            Queue.BeginClose();
            return _outstanding.WhenNone();
        }
    }

    /// <summary>The report of closing with that of the queue, once all of its messages have their outcomes. Without the lock.</summary>
    public async Task<SendCloseReport> AddQueueAsync(SendCloseReport report)
        => await Queue.EndAsync().ConfigureAwait(false) is { } queue ? report with { Queues = [.. report.Queues, queue] } : report;

    /// <summary>Begins the send of a queue's entry, which is attached to its delivery. Under the lock.</summary>
    protected abstract Delivery BeginEntry(QueueEntry entry, in SendTerms terms, out PassedMessage passed);

    /// <summary>Refuses a transaction that messages of this sender cannot be sent in.</summary>
    protected abstract void CheckTransaction(AmqpTransaction transaction);

    /// <summary>The outcome of a message as the broker means it.</summary>
    /// <param name="outcome">What the peer said.</param>
    protected SendOutcome InterpretRejection(SendOutcome outcome) => outcome.Kind == SendOutcomeKind.Rejected ? BrokerOutcomes.OfRejected(outcome, Broker, Address) : outcome;

    /// <summary>Takes a delivery over that <paramref name="other"/> has not begun. Under the lock.</summary>
    public void TakeOver(Delivery delivery, SendTransport other)
    {
        delivery.MoveTo(this);
        _outstanding.Add();
        other._outstanding.Remove();
    }

    /// <summary>Takes a delivery into use. Under the lock.</summary>
    protected Delivery Rent(in SendTerms terms)
    {
        Delivery delivery = Domain.Deliveries.Rent();
        delivery.Begin(this, in terms);
        delivery.IsPresettled = SettleModes.IsSettled(terms.Options);
        _outstanding.Add();
        return delivery;
    }

    /// <summary>Has a delivery keep a message that waits, or that is read while it is sent. Under the lock.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="buffer">The message; taken out if it is kept itself.</param>
    /// <param name="cost">What it counts for in <see cref="SendDomain.PendingBytes"/>.</param>
    /// <param name="owner">Is told when more of a stream is there.</param>
    protected void Keep(Delivery delivery, ref AmqpBuffer? buffer, long cost, IStreamOwner owner)
    {
        if (buffer!.Streamed is null)
        {
            delivery.Hold(ref buffer, cost);
        }
        else
        {
            // Its start is gone once it has been sent.
            delivery.IsRetained = false;
            delivery.PendingCost = cost;
            delivery.Hold(new StreamedMessage(Domain, owner, delivery, buffer));
            buffer = null;
        }

        Domain.PendingBytes += cost;
        delivery.Phase = DeliveryPhase.Waiting;
    }

    /// <summary>The reason why a message of that size is refused before anything is done with it; null when it is not. Under the lock.</summary>
    protected SendFailure? CheckSize(long size) => CheckSize(size, SizeLimits.Encoded);

    /// <summary>The reason why a message is refused before anything is done with it; null when it is not. Under the lock.</summary>
    protected SendFailure? CheckSize(AmqpBuffer message)
        => message.Streamed is { } body ? CheckSize(message.TotalLength + (body.Length ?? 0), SizeLimits.Streamed) : CheckSize(message.TotalLength, SizeLimits.Encoded);

    /// <summary>The reason why a message is refused or taken back that is kept in a delivery; null when it is not. Under the lock.</summary>
    public SendFailure? CheckSize(Delivery delivery) => CheckSize(delivery.Length, delivery.IsStreamed ? SizeLimits.Streamed : SizeLimits.Encoded);

    private SendFailure? Refuse(QueueEntry entry) => SettleModes.Check(entry.Options, Address) ?? CheckSize(entry.Message.Length);

    private SendFailure? CheckSize(long size, in MessageSizeLimit own)
    {
        long remote = PeerSizeLimit ?? long.MaxValue;
        return size <= own.Bytes && size <= remote ? null : SendErrors.MessageTooLarge(Address, size, MessageSizeLimit.Smaller(own, MessageSizeLimit.OfPeer(remote)));
    }

    /// <summary>Schedules the deadline of a send, unless it has ended. Under the lock.</summary>
    protected void StartDeadline(Delivery delivery, long due)
    {
        if (!delivery.HasOutcome)
        {
            Domain.Deadlines.Schedule(delivery.DeadlineNode, due == DueLater ? Domain.Deadlines.GetDueTick(delivery.Timeout) : due);
        }
    }

    /// <summary>Raises the event, unless the sender is closed: Closed was the last change then. Under the lock.</summary>
    public void RaiseStateChanged(MessageSenderState previous, MessageSenderState current, SendFailure? failure)
    {
        if (!IsClosed)
        {
            Events.RaiseStateChanged(Sender, previous, current, failure);
        }
    }

    /// <summary>Raises the event, unless the sender is closed: Closed was the last change then. Under the lock.</summary>
    public void RaiseAttached(SenderAttachment attachment)
    {
        if (!IsClosed)
        {
            Events.RaiseAttached(Sender, attachment);
        }
    }
}
