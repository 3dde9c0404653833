using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The transport of a sender that is made on an <see cref="ISendTransport"/>. It keeps the bytes and the delivery of each message until the ticket is completed, and calls the
/// user's code without the lock.
/// </summary>
internal sealed class TransportAdapter : SendTransport
{
    private readonly ISendTransport _transport;
    private readonly ITransportClient? _client;
    private readonly ILinkTransport? _linkTransport;
    private readonly DeliveryQueue _underWay = new();
    private readonly TaskCompletionSource<SendCloseReport> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private MessageSenderState _state;
    private long _peerSizeLimit = long.MaxValue;
    private long _lastNumber;
    private bool _isClosing;

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
        ReadOnlyMemory<byte> bytes;
        SendTicket ticket;
        UpdateSizeLimit();
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

            delivery = Rent(in terms);
            bytes = _linkTransport is null ? delivery.HoldCopy(buffer, cost) : CopyForTransport(delivery, buffer, cost);
            Domain.PendingBytes += cost;
            ticket = new SendTicket(this, delivery, ++_lastNumber);
            delivery.DeliveryTag = _lastNumber;
            delivery.Phase = DeliveryPhase.Appended;
            _underWay.Enqueue(delivery);
            delivery.Track(in trace);
            StartDeadline(delivery, terms.Due);
        }
        finally
        {
            AdaptiveLock.Exit(Domain.Lock);
        }

        immediate = SendOutcome.Unconfirmed;
        try
        {
            _transport.Send(new EncodedMessage(bytes, terms.MessageFormat, SettleModes.IsSettled(terms.Options)), ticket);
        }
        catch (Exception exception)
        {
            Complete(delivery, ticket.Number, SendErrors.TransportFailed(Address, exception).NotSent());
        }

        return delivery;
    }

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

        UpdateSizeLimit();
        return base.GetEnvelopeLimits(maxBytes);
    }

    public override (SendPhase Phase, SendFailure? Obstacle) GetOpening() => _client?.GetOpening() ?? (TransportOpening.GetPhase(_state), _linkTransport?.LastFailure);

    public override void ThrowIfClosed() => ObjectDisposedException.ThrowIf(IsClosed, typeof(MessageSender));

    public override Task<SendCloseReport> CloseAsync(CancellationToken cancellationToken)
    {
        bool begins;
        lock (Domain.Lock)
        {
            begins = !_isClosing;
            _isClosing = true;
        }

        if (begins)
        {
            _ = CloseOnceAsync(cancellationToken);
        }

        return _closed.Task;
    }

    private async Task CloseOnceAsync(CancellationToken cancellationToken)
    {
        Task drained = BeginClose();
        await QuietWait.ForAsync(drained, Domain.Settings.DrainTimeout, Domain.Settings.TimeProvider, cancellationToken).ConfigureAwait(false);
        SendCloseReport report = FailOutstanding();
        try
        {
            await _transport.CloseAsync(cancellationToken).ConfigureAwait(false);
            _transport.StateChanged -= OnStateChanged;
        }
        catch (Exception exception)
        {
            LogFailure(nameof(ISendTransport.CloseAsync), exception);
        }

        if (_client is null)
        {
            lock (Domain.Lock)
            {
                Domain.Dispose();
            }
        }

        _closed.TrySetResult(report);
    }

    /// <summary>Ends all sends that are outstanding. Without the lock.</summary>
    private SendCloseReport FailOutstanding()
    {
        int notSent = 0;
        int indeterminate = 0;
        foreach ((Delivery delivery, long number) in GetOutstanding())
        {
            bool? isWithdrawn = Withdraw(delivery, number, phase => SendErrors.Closed(Address, hasLeft: phase == SendPhase.WaitingForOutcome));
            notSent += isWithdrawn == true ? 1 : 0;
            indeterminate += isWithdrawn == false ? 1 : 0;
        }

        return new SendCloseReport(notSent, indeterminate, 0);
    }

    private List<(Delivery Delivery, long Number)> GetOutstanding()
    {
        List<(Delivery, long)> outstanding = [];
        lock (Domain.Lock)
        {
            for (OutgoingDelivery? next = _underWay.First; next is Delivery delivery; next = next.NextWaiting)
            {
                if (!delivery.HasOutcome)
                {
                    outstanding.Add((delivery, delivery.DeliveryTag));
                }
            }
        }

        return outstanding;
    }

    /// <summary>Ends a send before the transport has completed it. Without the lock.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="number">Its number when the reason to end it came up.</param>
    /// <param name="explain">Makes the failure of what the message was doing.</param>
    /// <returns>Whether the message was taken back; null if its send has ended otherwise.</returns>
    private bool? Withdraw(Delivery delivery, long number, Func<SendPhase, SendFailure> explain)
    {
        bool isWithdrawn = TryWithdraw(new SendTicket(this, delivery, number));
        lock (Domain.Lock)
        {
            if (!IsUnderWay(delivery, number) || delivery.HasOutcome)
            {
                return null;
            }

            if (isWithdrawn)
            {
                SettleUnderWay(delivery, explain(_state == MessageSenderState.Open ? _linkTransport?.WaitingPhase ?? SendPhase.Queued : GetOpening().Phase).NotSent());
            }
            else
            {
                // The bytes stay the transport's until it completes the ticket.
                delivery.TrySetOutcome(explain(SendPhase.WaitingForOutcome).Indeterminate());
            }

            Domain.FlushCompletions();
            return isWithdrawn;
        }
    }

    private bool TryWithdraw(SendTicket ticket)
    {
        try
        {
            return _transport.TryWithdraw(ticket);
        }
        catch (Exception exception)
        {
            LogFailure(nameof(ISendTransport.TryWithdraw), exception);
            return false;
        }
    }

    /// <summary>Identifies one use of a pooled delivery. Under the lock.</summary>
    private bool IsUnderWay(Delivery delivery, long number)
    {
        AdaptiveLock.AssertHeld(Domain.Lock);
        return delivery.Queue == _underWay && delivery.DeliveryTag == number;
    }

    private void SettleUnderWay(Delivery delivery, SendOutcome outcome)
    {
        _underWay.Remove(delivery);
        delivery.Phase = DeliveryPhase.Settled;
        OnPayloadReleased(_linkTransport is null ? 0 : delivery.PendingCost);
        delivery.Settle(outcome);
    }

    /// <summary>Copies a message into memory of the transport's, which counts until the ticket is completed. Under the lock.</summary>
    private ReadOnlyMemory<byte> CopyForTransport(Delivery delivery, AmqpBuffer buffer, long cost)
    {
        delivery.PendingCost = cost;
        int length = (int)buffer.TotalLength;
        byte[] copy = _linkTransport!.RentBuffer(length, delivery.IsPresettled);
        buffer.CopyTo(copy);
        return copy.AsMemory(0, length);
    }

    private SendFailure? Refuse(long size, long cost, CancellationToken cancellationToken)
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

    private void UpdateSizeLimit() => Volatile.Write(ref _peerSizeLimit, _transport.MaxMessageSize ?? long.MaxValue);

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

    /// <summary>Asks the transport on the thread pool to take a message back: it is user code.</summary>
    private sealed class Withdrawal(TransportAdapter adapter, Delivery delivery, Func<SendPhase, SendFailure> explain) : ICompletion
    {
        private readonly long _number = delivery.DeliveryTag;

        ICompletion? ICompletion.NextCompletion { get; set; }

        void ICompletion.Complete() => adapter.Withdraw(delivery, _number, explain);
    }
}
