using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The transport of a sender of this library's own: appends a message to its link's output under the lock if every gate is open, and queues it otherwise. The queue belongs to the
/// sender, so that what waits survives the loss of link and connection.
/// </summary>
internal partial class SendQueue : SendTransport
{
    private readonly ClientContext _client;
    private readonly SendLink _link;
    private readonly ResendQueue _resends;
    private readonly DeliveryQueue _waiting = new();
    private readonly RetainedMessages _retained;
    private readonly SharedEnd _end = new();

    public SendQueue(ClientContext client, SenderDescription description, SenderSettings settings, LinkSession? session = null)
        : base(client.Domain, description, settings, client.Settings.Endpoints[0])
    {
        _client = client;
        Resumption = settings.Resume ? new LinkResumption(client.Connection, this, settings.LinkName is not null, settings.RetryIndeterminate) : null;
        _retained = new RetainedMessages(Address, settings, SettleModes, _waiting, Resumption);
        RetryPolicy = settings.RetryPolicy ?? client.Settings.RetryPolicy;
        _link = new SendLink(client.Connection, this, new AttachParameters(description, settings, Address), session);
        _resends = new ResendQueue(client.Connection, this);
    }

    public override SenderAttachment? Attachment => _link.Attachment;

    public override long? PeerSizeLimit => _link.Current is { IsAttached: true } link ? link.MessageSizeLimit : null;

    protected override MessageSenderState LinkState => _link.State;

    /// <summary>The link of the sender.</summary>
    public SendLink Link => _link;

    /// <summary>Decides about links that are lost, and about messages that are retained.</summary>
    public AmqpRetryPolicy RetryPolicy { get; }

    /// <summary>Resumes the link when it has been lost; null where that is not wanted. Under the lock.</summary>
    public LinkResumption? Resumption { get; }

    /// <summary>The messages that wait to be appended. Under the lock.</summary>
    public DeliveryQueue Waiting => _waiting;

    /// <summary>The sender, and the links of its own that it sends on elsewhere: closed together. Under the lock.</summary>
    protected virtual IEnumerable<SendQueue> Parts => [this];

    /// <summary>Retained messages that the peer did not accept.</summary>
    public ResendQueue Resends => _resends;

    /// <summary>The values that the observed instruments show. Under the lock.</summary>
    public SenderLoad GetLoad() => new(Telemetry.Tags, Outstanding, _link.Current is { IsAttached: true } link ? link.Credit : 0);

    public override Delivery? Submit(ref AmqpBuffer? buffer, in SendTerms terms, CancellationToken cancellationToken, out SendOutcome immediate, in SendTrace trace)
    {
        Delivery? delivery;
        AmqpTransport? transport;
        WriteRequest write = WriteRequest.None;
        AdaptiveLock.Enter(Domain.Lock);
        try
        {
            ThrowIfClosed();
            if (TryAppendOrKeep(ref buffer, in terms, cancellationToken, out delivery) is { } failure)
            {
                immediate = failure.NotSent();
                return null;
            }

            if (delivery is not null)
            {
                delivery.Track(in trace);
                StartDeadline(delivery, terms.Due);
            }

            transport = _link.Connection?.Transport;
            if (transport is not null)
            {
                // A lone send goes out at once, on this thread; what is sent beside others gathers for one write (see AmqpTransport).
                write = _link.Current is { InFlight: 1 } ? transport.RequestWrite(preferInline: true) : transport.RequestGatheredWrite();
            }

            Domain.FlushCompletions();
        }
        finally
        {
            AdaptiveLock.Exit(Domain.Lock);
        }

        transport?.Perform(write);
        immediate = SendOutcome.Unconfirmed;
        return delivery;
    }

    public override bool TryDropEntry(bool isNewest, SendFailure failure)
    {
        AdaptiveLock.AssertHeld(Domain.Lock);
        if (FindDroppable(isNewest) is not { } delivery)
        {
            return false;
        }

        delivery.Entry!.Drop();
        ((SendQueue)delivery.Transport).WithdrawAndSettle(delivery, failure);
        Domain.FlushCompletions();
        return true;
    }

    public override long MeasureDroppable(long enough) => QueueEntry.MeasureDroppable(_waiting, enough);

    /// <summary>The oldest or newest message of the queue of which nothing has left; null if there is none. Under the lock.</summary>
    protected virtual Delivery? FindDroppable(bool isNewest) => QueueEntry.FindDroppable(_waiting, isNewest);

    public override Task OpenAsync(CancellationToken cancellationToken)
    {
        Task opened;
        lock (Domain.Lock)
        {
            ThrowIfClosed();
            opened = _link.OpenAsync();
        }

        return opened.WaitAsync(cancellationToken);
    }

    public override (SendPhase Phase, SendFailure? Obstacle) GetOpening() => (_link.GetOpeningPhase(), _link.Obstacle);

    public override bool IsUnusable => IsClosed || _client.IsClosing;

    public override void ThrowIfClosed()
    {
        if (IsUnusable)
        {
            throw _client.Ownership.ToSenderException(_client.Connection, Address, isWholeClosed: _client.IsClosing);
        }
    }

    /// <summary>The link is attached, so that the peer's limit on the size of messages and its wish for their settlement are known. Under the lock.</summary>
    public void OnAttached(SenderAttachment attachment)
    {
        SettleModes.OnAttached(attachment.SendSettleMode);
        for (OutgoingDelivery? next = _waiting.First; next is Delivery delivery;)
        {
            next = delivery.NextWaiting;
            if (FitToLink(delivery) is { } failure)
            {
                WithdrawAndSettle(delivery, failure);
            }
        }
    }

    /// <summary>Whether the sender does without its own link on a connection, because that is refused or not wanted. Under the lock.</summary>
    public virtual bool NeedsNoLink(ClientConnection connection, SendFailure? refusal) => false;

    /// <summary>The sender does without its own link, and what waits has to go elsewhere. Under the lock.</summary>
    public virtual void OnBypassed()
    {
    }

    /// <summary>The outcome that the peer's delivery state stands for.</summary>
    public SendOutcome ReadOutcome(DeliveryState? state) => InterpretRejection(SendOutcome.FromDeliveryState(state ?? _link.Attaching.DefaultOutcome));

    public override void OnAppendedLost(Delivery delivery, SendFailure failure, long startedOffset) => _retained.OnAppendedLost(delivery, failure, startedOffset);

    /// <summary>Handles the loss of the link. Under the lock.</summary>
    public void OnLinkLeft(SendFailure? failure)
    {
        AdaptiveLock.AssertHeld(Domain.Lock);
        SettleModes.OnDetached();
        Resumption?.OnLinkLeft(_link.Current);
        _retained.OnLinkLeft(failure);
    }

    /// <summary>A message waits again, or for this link in place of another: behind the others, or ahead of those that have not been begun. Under the lock.</summary>
    public void Requeue(Delivery delivery, bool isAhead)
    {
        AdaptiveLock.AssertHeld(Domain.Lock);
        delivery.Phase = DeliveryPhase.Waiting;
        _retained.Requeue(delivery, isAhead);
        if (FitToLink(delivery) is { } failure)
        {
            WithdrawAndSettle(delivery, failure);
            return;
        }

        AppendOrOpen();
        _link.Connection?.RequestWrite();
    }

    protected override Delivery BeginEntry(QueueEntry entry, in SendTerms terms, out PassedMessage passed)
    {
        passed = default;
        Delivery delivery = RentDelivery(in terms);
        entry.Attach(delivery, isHeld: true);
        Wait(delivery);
        _link.Connection?.RequestWrite();
        return delivery;
    }

    protected override void CheckTransaction(AmqpTransaction transaction) => transaction.Work.Check(_client.Connection, this);

    /// <summary>Has a message that waits be sent as the link is now. Returns why it cannot be, otherwise null.</summary>
    private SendFailure? FitToLink(Delivery delivery)
    {
        SendOptions options = delivery.Options;
        delivery.IsPresettled = SettleModes.IsSettled(options) && !delivery.IsResumed;
        delivery.IsRetained = delivery.IsResumed || (_retained.Retains(options) && !delivery.IsStreamed);
        return SettleModes.Check(options, Address) ?? CheckSize(delivery) ?? options.Transaction?.Work.FindMisplacement(Address, _link.Current);
    }

    /// <summary>Appends the message or keeps it until that is possible. Returns why it is refused, otherwise null.</summary>
    private SendFailure? TryAppendOrKeep(ref AmqpBuffer? buffer, in SendTerms terms, CancellationToken cancellationToken, out Delivery? delivery)
    {
        delivery = null;
        if (cancellationToken.IsCancellationRequested)
        {
            return SendErrors.Canceled(Address, SendPhase.NotStarted);
        }

        return SettleModes.Check(terms.Options, Address)
            ?? CheckSize(buffer!.TotalLength)
            ?? terms.Options.Transaction?.Work.FindObstacle(Address, _link.Current is { IsAttached: true } link ? link : null)
            ?? ((_retained.Retains(terms.Options) || !TryAppend(buffer, in terms, out delivery)) ? Keep(ref buffer, in terms, out delivery) : null);
    }

    /// <summary>Appends the message if every gate is open. A pre-settled one needs no delivery, as the peer does not settle it.</summary>
    private bool TryAppend(AmqpBuffer buffer, in SendTerms terms, out Delivery? delivery)
    {
        delivery = null;
        if (_link.Current is not { IsAttached: true } link || buffer.HasBorrowed || terms.Options.Transaction is not null)
        {
            return false;
        }

        if (SettleModes.IsSettled(terms.Options))
        {
            return link.TryAppendSettled(buffer, terms.MessageFormat);
        }

        if (!link.CanAppend(buffer.Length))
        {
            return false;
        }

        delivery = RentDelivery(in terms);
        link.Append(delivery, buffer);
        return true;
    }

    private Delivery RentDelivery(in SendTerms terms)
    {
        Delivery delivery = Rent(in terms);
        delivery.IsRetained = _retained.Retains(terms.Options);
        if (terms.Options.Transaction is { Work: var transaction })
        {
            delivery.Fields = transaction;
            transaction.OnSendBegun();
        }

        return delivery;
    }

    /// <summary>Appends a message that is retained, or queues one that has to wait. Returns why there is no place for it, otherwise null.</summary>
    private SendFailure? Keep(ref AmqpBuffer? buffer, in SendTerms terms, out Delivery? delivery)
    {
        delivery = null;
        long limit = Domain.Settings.MaxPendingBytes;
        long cost = PendingCost.Of(buffer!, limit);
        if (Domain.PendingBytes + cost > limit)
        {
            return SendErrors.QueueFull(Address, buffer!.TotalLength, cost, Domain.PendingBytes, limit);
        }

        if (_retained.Retains(terms.Options) && TryAppend(buffer!, in terms, out delivery))
        {
            delivery!.Hold(buffer!.WrittenSpan, cost);
            Domain.PendingBytes += cost;
            return null;
        }

        delivery = RentDelivery(in terms);
        Keep(delivery, ref buffer, cost, StreamFeed.Instance);
        Wait(delivery);
        return null;
    }

    private void Wait(Delivery delivery)
    {
        delivery.Phase = DeliveryPhase.Waiting;
        _waiting.Enqueue(delivery);
        AppendOrOpen();
    }

    /// <summary>Handles an addition to the queue: appends it if possible, otherwise requests the link.</summary>
    public void AppendOrOpen()
    {
        if (_link.Current is { } link)
        {
            link.OnEnqueued();
            link.Session.Connection.Pump();
        }
        else
        {
            _link.EnsureOpening();
        }
    }
}
