using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The transport of a sender of this library's own: appends a message to its link's output under the lock if every gate is open, and queues it otherwise. The queue belongs to the
/// sender, so that what waits survives the loss of link and connection.
/// </summary>
internal sealed partial class SendQueue : SendTransport
{
    private readonly ClientContext _client;
    private readonly SendLink _link;
    private readonly ResendQueue _resends;
    private readonly DeliveryQueue _waiting = new();
    private readonly DeliveryQueue _returned = new();
    private readonly bool _isRetaining;
    private readonly bool _retriesIndeterminate;

    public SendQueue(ClientContext client, SenderDescription description, SenderSettings settings, LinkSession? session = null)
        : base(client.Domain, description, settings, client.Settings.Endpoints[0])
    {
        _client = client;
        _isRetaining = settings.Retention == MessageRetention.UntilSettled && !IsPresettled;
        _retriesIndeterminate = settings.RetryIndeterminate;
        RetryPolicy = settings.RetryPolicy ?? client.Settings.RetryPolicy;
        _link = new SendLink(client.Connection, this, new AttachParameters(description, settings), session);
        _resends = new ResendQueue(client.Connection, this);
    }

    public override SenderAttachment? Attachment => _link.Attachment;

    public override long? PeerSizeLimit => _link.Current is { IsAttached: true } link ? link.MessageSizeLimit : null;

    protected override MessageSenderState LinkState => _link.State;

    /// <summary>The link of the sender.</summary>
    public SendLink Link => _link;

    /// <summary>Decides about links that are lost, and about messages that are retained.</summary>
    public AmqpRetryPolicy RetryPolicy { get; }

    /// <summary>The messages that wait to be appended. Under the lock.</summary>
    public DeliveryQueue Waiting => _waiting;

    /// <summary>Retained messages that the peer did not accept.</summary>
    public ResendQueue Resends => _resends;

    /// <summary>The values that the observed instruments show. Under the lock.</summary>
    public SenderLoad GetLoad() => new(Telemetry.Tags, Outstanding, _link.Current is { IsAttached: true } link ? link.Credit : 0);

    public override Delivery? Submit(ref AmqpBuffer? buffer, uint messageFormat, long due, CancellationToken cancellationToken, out SendOutcome immediate, in SendTrace trace)
    {
        Delivery? delivery;
        AmqpTransport? transport;
        WriteRequest write = WriteRequest.None;
        AdaptiveLock.Enter(Domain.Lock);
        try
        {
            ThrowIfClosed();
            if (TryAppendOrKeep(ref buffer, messageFormat, cancellationToken, out delivery) is { } failure)
            {
                immediate = failure.NotSent();
                return null;
            }

            if (delivery is not null)
            {
                delivery.Track(in trace);
                StartDeadline(delivery, due);
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

    /// <summary>The link is attached, so that the peer's limit on the size of messages is known. Under the lock.</summary>
    public void OnAttached()
    {
        for (OutgoingDelivery? next = _waiting.First; next is Delivery delivery;)
        {
            next = delivery.NextWaiting;
            if (CheckSize(delivery.Length) is { } failure)
            {
                WithdrawAndSettle(delivery, failure);
            }
        }
    }

    /// <summary>The outcome that the peer's delivery state stands for.</summary>
    public SendOutcome ReadOutcome(DeliveryState? state) => InterpretRejection(SendOutcome.FromDeliveryState(state));

    /// <summary>The last frame of a delivery that waited has been appended. Under the lock.</summary>
    public void OnAppended(Delivery delivery)
    {
        AdaptiveLock.AssertHeld(Domain.Lock);
        if (delivery.IsPresettled)
        {
            delivery.Phase = DeliveryPhase.Settled;
            delivery.Settle(SendOutcome.Unconfirmed);
        }
    }

    /// <summary>Handles the deliveries that had been appended to a link, session or connection that is lost, oldest first. Under the lock.</summary>
    public override void OnAppendedLost(Delivery delivery, SendFailure failure, long startedOffset)
    {
        AdaptiveLock.AssertHeld(Domain.Lock);
        if (delivery.Phase != DeliveryPhase.Appended)
        {
            return;
        }

        bool hasLeft = delivery.EndOffset <= startedOffset;
        if (delivery.IsHeld && !delivery.HasOutcome && (!hasLeft || _retriesIndeterminate))
        {
            delivery.Resend.MayBeStored |= hasLeft;
            delivery.Rewind();
            _returned.Enqueue(delivery);
            return;
        }

        delivery.Phase = DeliveryPhase.Settled;
        SendFailure lost = SendErrors.Lost(Address, failure, hasLeft);
        delivery.Settle(hasLeft ? lost.Indeterminate() : lost.NotSent());
    }

    /// <summary>Handles the loss of the link: partly sent deliveries are sent from their start on the next link. Under the lock.</summary>
    public void OnLinkLeft()
    {
        if (_waiting.First is { Phase: DeliveryPhase.Partial } begun)
        {
            // Its last frame has not been appended, so the peer has no whole message (AMQP 1.0, 2.6.14).
            begun.Rewind();
        }

        _waiting.Prepend(_returned);
    }

    /// <summary>A retained message waits again, ahead of those that have not been begun. Under the lock.</summary>
    public void Resend(Delivery delivery)
    {
        AdaptiveLock.AssertHeld(Domain.Lock);
        if (CheckSize(delivery.Length) is { } tooLarge)
        {
            delivery.Phase = DeliveryPhase.Settled;
            delivery.Settle(tooLarge.NotSent());
            return;
        }

        delivery.Phase = DeliveryPhase.Waiting;
        _returned.Enqueue(delivery);
        _waiting.Prepend(_returned);
        AppendOrOpen();
        _link.Connection?.RequestWrite();
    }

    /// <summary>Appends the message or keeps it until that is possible. Returns why it is refused, otherwise null.</summary>
    private SendFailure? TryAppendOrKeep(ref AmqpBuffer? buffer, uint messageFormat, CancellationToken cancellationToken, out Delivery? delivery)
    {
        delivery = null;
        if (cancellationToken.IsCancellationRequested)
        {
            return SendErrors.Canceled(Address, SendPhase.NotStarted);
        }

        return CheckSize(buffer!.TotalLength)
            ?? ((_isRetaining || !TryAppend(buffer, messageFormat, out delivery)) ? Keep(ref buffer, messageFormat, out delivery) : null);
    }

    /// <summary>Appends the message if every gate is open. A pre-settled one needs no delivery, as the peer does not settle it.</summary>
    private bool TryAppend(AmqpBuffer buffer, uint messageFormat, out Delivery? delivery)
    {
        delivery = null;
        if (_link.Current is not { IsAttached: true } link || buffer.HasBorrowed)
        {
            return false;
        }

        if (IsPresettled)
        {
            return link.TryAppendSettled(buffer, messageFormat);
        }

        if (!link.CanAppend(buffer.Length))
        {
            return false;
        }

        delivery = RentDelivery(messageFormat);
        link.Append(delivery, buffer);
        return true;
    }

    private Delivery RentDelivery(uint messageFormat)
    {
        Delivery delivery = Rent(messageFormat);
        delivery.IsRetained = _isRetaining;
        return delivery;
    }

    /// <summary>Appends a message that is retained, or queues one that has to wait. Returns why there is no place for it, otherwise null.</summary>
    private SendFailure? Keep(ref AmqpBuffer? buffer, uint messageFormat, out Delivery? delivery)
    {
        delivery = null;
        long limit = Domain.Settings.MaxPendingBytes;
        long cost = PendingCost.Of(buffer!, limit);
        if (Domain.PendingBytes + cost > limit)
        {
            return SendErrors.QueueFull(Address, buffer!.TotalLength, cost, Domain.PendingBytes, limit);
        }

        if (_isRetaining && TryAppend(buffer!, messageFormat, out delivery))
        {
            delivery!.Hold(buffer!.WrittenSpan, cost);
            Domain.PendingBytes += cost;
            return null;
        }

        delivery = RentDelivery(messageFormat);
        delivery.Hold(ref buffer, cost);
        Domain.PendingBytes += cost;
        delivery.Phase = DeliveryPhase.Waiting;
        _waiting.Enqueue(delivery);
        AppendOrOpen();
        return null;
    }

    /// <summary>Handles an addition to the queue: appends it if possible, otherwise requests the link.</summary>
    private void AppendOrOpen()
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
