using TypedSender.Amqp;
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

    /// <summary>Stands for the address of a node that the peer makes, in texts and telemetry.</summary>
    public const string DynamicAddress = "(dynamic)";

    /// <summary>Stands for the addresses of messages that name them themselves, in texts and telemetry.</summary>
    public const string AnonymousAddress = "(anonymous)";

    private TaskCompletionSource? _drained;
    private int _outstanding;

    protected SendTransport(SendDomain domain, SenderDescription description, SenderSettings settings, BrokerEndpoint? endpoint)
    {
        Domain = domain;
        Events = new SenderEvents(domain.Events);
        Address = TerminusFields.FindTarget(description, settings) switch
        {
            { DynamicNode: not null } => DynamicAddress,
            { IsAnonymous: true } => description.AddressTemplate ?? AnonymousAddress,
            _ => settings.Address ?? description.Address,
        };
        SendTimeout = settings.SendTimeout ?? domain.Settings.SendTimeout;
        MaxInFlight = settings.MaxInFlight;
        SizeLimit = MessageSizeLimit.OfOptions(settings.MaxMessageSize, domain.Settings.MaxPendingBytes, domain.Settings.OptionsName);
        SettleModes = new SettleModes(settings.SendSettleMode ?? description.SendSettleMode ?? SenderSettleMode.Unsettled);
        Broker = settings.Broker ?? domain.Settings.Broker ?? (description.Broker is { } kind ? BrokerProfiles.Find(kind) : null) ?? BrokerProfiles.Generic;
        EncodeSettings = EncodeSettings.Of(
            domain.Settings.TimeProvider,
            domain.Settings.PropagateDiagnosticId ?? Broker.CopiesTraceParent ? BrokerProfiles.TraceParentCopy : null);
        Telemetry = new SenderTelemetry(domain.Settings, Address, domain.Settings.MessagingSystem ?? Broker.MessagingSystem, endpoint, domain.Logger, description.AddressTemplate);
    }

    public SendDomain Domain { get; }

    public SenderTelemetry Telemetry { get; }

    /// <summary>The address of the target (AMQP 1.0, 3.5.4), or what stands for it: <see cref="DynamicAddress"/>, <see cref="AnonymousAddress"/>.</summary>
    public string Address { get; }

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
    public int Outstanding => Volatile.Read(ref _outstanding);

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

    /// <summary>The bound that this side sets on the size of a message.</summary>
    protected MessageSizeLimit SizeLimit { get; }

    /// <summary>Takes an encoded message. Null when the outcome is known already. A buffer that is kept is taken out of <paramref name="buffer"/>.</summary>
    /// <remarks>Without the lock.</remarks>
    /// <param name="buffer">The message.</param>
    /// <param name="terms">How it is to be sent.</param>
    /// <param name="cancellationToken">Refuses the message if it is cancelled already; later the caller watches it.</param>
    /// <param name="immediate">The outcome, where null is returned.</param>
    /// <param name="trace">The telemetry and the hook's state, for when the send ends.</param>
    /// <exception cref="ObjectDisposedException">The sender has been closed.</exception>
    public abstract Delivery? Submit(ref AmqpBuffer? buffer, in SendTerms terms, CancellationToken cancellationToken, out SendOutcome immediate, in SendTrace trace);

    /// <summary>The caller's token has been cancelled. Without the lock.</summary>
    public abstract void OnCanceled(Delivery delivery);

    /// <summary>The deadline of a delivery has passed. Under the lock, on the timer's thread.</summary>
    public abstract void OnExpired(Delivery delivery);

    /// <summary>Handles the loss of the link, session or connection that a delivery had been appended to. Under the lock.</summary>
    /// <remarks>Only the built-in transport appends any.</remarks>
    public virtual void OnAppendedLost(Delivery delivery, SendFailure failure, long startedOffset) => throw new NotSupportedException();

    /// <inheritdoc cref="MessageSender.OpenAsync"/>
    public abstract Task OpenAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="MessageSender.CloseAsync"/>
    public abstract Task<SendCloseReport> CloseAsync(CancellationToken cancellationToken);

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
            return PeerSizeLimit is { } limit ? EnvelopeLimits.Of(maxBytes, Broker.Envelopes, SizeLimit, limit, EnvelopeLimits.Told(Attachment, Broker.Envelopes)) : null;
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
        CountEnded();
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

            if (_outstanding == 0)
            {
                return Task.CompletedTask;
            }

            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }

    /// <summary>The outcome of a message as the broker means it.</summary>
    /// <param name="outcome">What the peer said.</param>
    protected SendOutcome InterpretRejection(SendOutcome outcome) => outcome.Kind == SendOutcomeKind.Rejected ? BrokerOutcomes.OfRejected(outcome, Broker, Address) : outcome;

    /// <summary>Takes a delivery over that <paramref name="other"/> has not begun. Under the lock.</summary>
    public void TakeOver(Delivery delivery, SendTransport other)
    {
        delivery.MoveTo(this);
        _outstanding++;
        other.CountEnded();
    }

    private void CountEnded()
    {
        if (--_outstanding == 0)
        {
            _drained?.TrySetResult();
        }
    }

    /// <summary>Takes a delivery into use. Under the lock.</summary>
    protected Delivery Rent(in SendTerms terms)
    {
        Delivery delivery = Domain.Deliveries.Rent();
        delivery.Begin(this, in terms);
        delivery.IsPresettled = SettleModes.IsSettled(terms.Options);
        _outstanding++;
        return delivery;
    }

    /// <summary>The reason why a message is refused before anything is done with it; null when it is not. Under the lock.</summary>
    protected SendFailure? CheckSize(long size)
    {
        long remote = PeerSizeLimit ?? long.MaxValue;
        return size <= SizeLimit.Bytes && size <= remote
            ? null
            : SendErrors.MessageTooLarge(Address, size, MessageSizeLimit.Smaller(SizeLimit, MessageSizeLimit.OfPeer(remote)));
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
