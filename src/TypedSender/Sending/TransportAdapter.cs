using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The transport of a sender that is made on an <see cref="ISendTransport"/>. It keeps the bytes and the delivery of each message until the ticket is completed, and calls the
/// user's code without the lock.
/// </summary>
internal sealed partial class TransportAdapter : SendTransport
{
    private readonly ISendTransport _transport;
    private readonly ITransportClient? _client;
    private readonly ILinkTransport? _linkTransport;
    private readonly DeliveryQueue _underWay = new();
    private readonly SharedEnd _end = new();
    private MessageSenderState _state;
    private long _peerSizeLimit = long.MaxValue;
    private long _lastNumber;

    /// <param name="transport">Carries the messages.</param>
    /// <param name="description">The attributes of the interface.</param>
    /// <param name="settings">The options.</param>
    /// <param name="domain">Where the sender belongs; its own, unless there is a client.</param>
    /// <param name="client">The client whose senders share the domain; null for none.</param>
    public TransportAdapter(ISendTransport transport, SenderDescription description, SenderSettings settings, SendDomain domain, ITransportClient? client = null)
        : base(domain, description, settings, client?.Endpoint)
    {
        _transport = transport;
        _client = client;
        _linkTransport = transport as ILinkTransport;
        _state = transport.State;
        transport.StateChanged += OnStateChanged;
    }

    public override SenderAttachment? Attachment => null;

    public override long? PeerSizeLimit => Volatile.Read(ref _peerSizeLimit);

    protected override MessageSenderState LinkState => _state;

    public override Delivery? Submit(ref AmqpBuffer? buffer, in SendTerms terms, CancellationToken cancellationToken, out SendOutcome immediate, in SendTrace trace)
    {
        Delivery delivery;
        PassedMessage passed;
        UpdatePeerSizeLimit();
        AdaptiveLock.Enter(Domain.Lock);
        try
        {
            ThrowIfClosed();
            long cost = PendingCost.OfCopy(buffer!.TotalLength, Domain.Settings.MaxPendingBytes);
            if ((SettleModes.Check(terms.Options, Address) ?? Refuse(buffer.TotalLength, cost, cancellationToken)) is { } failure)
            {
                immediate = failure.NotSent();
                return null;
            }

            if (buffer.Streamed is not null)
            {
                delivery = Rent(in terms);
                Gather(delivery, ref buffer, terms.Due, in trace);
                immediate = default;
                return delivery;
            }

            delivery = Take(buffer, in terms, cost, out passed);
            delivery.Track(in trace);
            StartDeadline(delivery, terms.Due);
        }
        finally
        {
            AdaptiveLock.Exit(Domain.Lock);
        }

        immediate = SendOutcome.Unconfirmed;
        Pass(in passed);
        return delivery;
    }

    public override void Pass(in PassedMessage passed)
        => Send(passed.Delivery, passed.Ticket, new EncodedMessage(passed.Bytes, passed.MessageFormat, passed.IsSettled));

    public override void UpdatePeerSizeLimit() => Volatile.Write(ref _peerSizeLimit, _transport.MaxMessageSize ?? long.MaxValue);

    /// <summary>The transport is done with a message. Without the lock.</summary>
    /// <returns>False if the message is not under way any more.</returns>
    public bool Complete(Delivery delivery, long number, SendOutcome outcome)
    {
        AdaptiveLock.Enter(Domain.Lock);
        try
        {
            if (!IsUnderWay(delivery, number))
            {
                return false;
            }

            SettleUnderWay(delivery, InterpretRejection(outcome));
            Domain.FlushCompletions();
            return true;
        }
        finally
        {
            AdaptiveLock.Exit(Domain.Lock);
        }
    }

    protected override void CheckTransaction(AmqpTransaction transaction) => throw TransactionErrors.NotCarried(Address);

    public override void OnCanceled(Delivery delivery)
    {
        lock (Domain.Lock)
        {
            if (!delivery.HasOutcome)
            {
                Domain.Completions.Enqueue(new Withdrawal(this, delivery, phase => SendErrors.Canceled(Address, phase)));
            }
        }
    }

    public override void OnExpired(Delivery delivery)
    {
        AdaptiveLock.AssertHeld(Domain.Lock);
        Domain.Completions.Enqueue(new Withdrawal(this, delivery, phase => SendErrors.TimedOut(Address, phase, delivery.Timeout, TransportOpening.FindObstacle(this, phase))));
    }

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        lock (Domain.Lock)
        {
            ThrowIfClosed();
        }

        await TransportOpening.RunAsync(_transport, this, _client?.OpenTimeout ?? Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        MessageSenderState state = _transport.State;
        OnState(state);
        if (state != MessageSenderState.Open)
        {
            throw SendErrors.TransportNotOpen(Address, state).ToException();
        }
    }

    public override EnvelopeLimits? GetEnvelopeLimits(long maxBytes)
    {
        if (_transport.State != MessageSenderState.Open)
        {
            return null;
        }

        UpdatePeerSizeLimit();
        return base.GetEnvelopeLimits(maxBytes);
    }

    public override (SendPhase Phase, SendFailure? Obstacle) GetOpening() => _client?.GetOpening() ?? (TransportOpening.GetPhase(_state), _linkTransport?.LastFailure);

    public override void ThrowIfClosed() => ObjectDisposedException.ThrowIf(IsClosed, typeof(MessageSender));

    /// <summary>Takes a delivery among those under way. Under the lock.</summary>
    private SendTicket Begin(Delivery delivery, DeliveryPhase phase)
    {
        delivery.DeliveryTag = ++_lastNumber;
        delivery.Phase = phase;
        _underWay.Enqueue(delivery);
        return new SendTicket(this, delivery, _lastNumber);
    }

    /// <summary>Gives a message to the transport. Without the lock.</summary>
    public void Send(Delivery delivery, SendTicket ticket, EncodedMessage message)
    {
        try
        {
            _transport.Send(message, ticket);
        }
        catch (Exception exception)
        {
            Complete(delivery, ticket.Number, SendErrors.TransportFailed(Address, exception).NotSent());
        }
    }

    /// <summary>Identifies one use of a pooled delivery. Under the lock.</summary>
    private bool IsUnderWay(Delivery delivery, long number)
    {
        AdaptiveLock.AssertHeld(Domain.Lock);
        return delivery.Queue == _underWay && delivery.DeliveryTag == number;
    }

    /// <summary>Ends a send that is under way. Under the lock.</summary>
    public void SettleUnderWay(Delivery delivery, SendOutcome outcome)
    {
        _underWay.Remove(delivery);
        delivery.Phase = DeliveryPhase.Settled;
        OnPayloadReleased(_linkTransport is null || delivery.IsHeld ? 0 : delivery.PendingCost);
        delivery.Settle(outcome);
    }

    protected override Delivery BeginEntry(QueueEntry entry, in SendTerms terms, out PassedMessage passed)
    {
        Delivery delivery = Take(entry.Message, in terms, cost: 0, out passed);
        entry.Attach(delivery, isHeld: false);
        return delivery;
    }

    /// <summary>Takes a message into use, whose bytes are copied. Under the lock.</summary>
    private Delivery Take(AmqpBuffer buffer, in SendTerms terms, long cost, out PassedMessage passed)
    {
        Delivery delivery = Rent(in terms);
        ReadOnlyMemory<byte> bytes = Hold(delivery, buffer, cost);
        passed = new PassedMessage(delivery, bytes, terms.MessageFormat, SettleModes.IsSettled(terms.Options), Begin(delivery, DeliveryPhase.Appended));
        return delivery;
    }

    /// <summary>Copies a message for as long as the transport has it: into memory of the transport's where it has some, which counts until the ticket is completed. Under the lock.</summary>
    public ReadOnlyMemory<byte> Hold(Delivery delivery, AmqpBuffer buffer, long cost)
    {
        Domain.PendingBytes += cost;
        if (_linkTransport is null)
        {
            return delivery.HoldCopy(buffer, cost);
        }

        delivery.PendingCost = cost;
        int length = (int)buffer.TotalLength;
        byte[] copy = _linkTransport.RentBuffer(length, delivery.IsPresettled);
        buffer.CopyTo(copy);
        return copy.AsMemory(0, length);
    }

    /// <summary>The reason why a message is refused; null when it is not. Under the lock.</summary>
    public SendFailure? Refuse(long size, long cost, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return SendErrors.Canceled(Address, SendPhase.NotStarted);
        }

        long limit = Domain.Settings.MaxPendingBytes;
        return CheckSize(size)
            ?? (size > Array.MaxLength ? SendErrors.MessageTooLarge(Address, size, MessageSizeLimit.OfArray) : null)
            ?? (Domain.PendingBytes + cost > limit ? SendErrors.QueueFull(Address, size, cost, Domain.PendingBytes, limit) : null);
    }

    private void OnStateChanged(object? sender, EventArgs args) => OnState(_transport.State);

    private void OnState(MessageSenderState state)
    {
        lock (Domain.Lock)
        {
            MessageSenderState previous = _state;
            _state = state;
            if (previous != state)
            {
                RaiseStateChanged(previous, state, state == MessageSenderState.Open ? null : _linkTransport?.LastFailure);
            }
        }
    }

    private void LogFailure(string operation, Exception exception) => LogRecord.Write(Domain.Logger, logger => Log.TransportFailed(logger, Address, operation, exception));
}
