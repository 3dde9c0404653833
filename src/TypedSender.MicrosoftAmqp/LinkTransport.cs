using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>Sends the messages of one sender over the link that an <see cref="ILinkSource"/> gives, one link after the other where that one can be opened again. Thread-safe.</summary>
internal sealed class LinkTransport : ILinkTransport
{
    private readonly MessageBuffers _buffers = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly WaitingMessages _waiting = new();
    private readonly ILinkSource _source;
    private Task? _opening;
    private LinkFeed? _feed;
    private SendingAmqpLink? _lastLink;
    private SendFailure? _lastFailure;
    private SendFailure? _lostForGood;
    private volatile MessageSenderState _state;

    /// <param name="source">Opens the link.</param>
    /// <param name="address">The address of the target, for texts.</param>
    public LinkTransport(ILinkSource source, string address)
    {
        _source = source;
        Address = address;
    }

    public event EventHandler? StateChanged;

    public string Address { get; }

    /// <summary>Guards all state of the transport and its link. Nothing of the library is called under it that sends, and no user code.</summary>
    public Lock Lock { get; } = new();

    public MessageSenderState State => _state;

    public SendFailure? LastFailure => Volatile.Read(ref _lastFailure);

    public SendPhase WaitingPhase => Volatile.Read(ref _feed)?.WaitingPhase ?? SendPhase.Queued;

    /// <summary>The limit of the link, where 0 and null both mean none (AMQP 1.0, 2.7.3).</summary>
    public long? MaxMessageSize => Volatile.Read(ref _feed)?.Link.Settings.MaxMessageSize is { } limit and > 0 and <= long.MaxValue ? (long)limit : null;

    private bool IsClosed => _state == MessageSenderState.Closed;

    public byte[] RentBuffer(int length, bool isSettled) => isSettled ? GC.AllocateUninitializedArray<byte>(length) : _buffers.Rent(length);

    public void Send(in EncodedMessage message, SendTicket ticket)
    {
        CarriedMessage carried = new(in message, ticket);
        LinkFeed? feed;
        SendFailure? refusal;
        lock (Lock)
        {
            refusal = GetRefusal();
            feed = _feed;
            if (refusal is null)
            {
                _waiting.Add(carried);
            }
        }

        if (refusal is not null)
        {
            Complete(carried, refusal.NotSent());
        }
        else if (feed is not null)
        {
            feed.Pump();
        }
        else
        {
            BeginOpening();
        }
    }

    public bool TryWithdraw(SendTicket ticket)
    {
        CarriedMessage? message;
        lock (Lock)
        {
            if (!_waiting.TryTake(ticket.Number, out message))
            {
                return false;
            }
        }

        Recycle(message);
        return true;
    }

    public Task OpenAsync(CancellationToken cancellationToken)
    {
        lock (Lock)
        {
            if (GetRefusal() is { } refusal)
            {
                return Task.FromException(refusal.ToException());
            }
        }

        return BeginOpening().WaitAsync(cancellationToken);
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        Task? opening;
        LinkFeed? feed;
        List<CarriedMessage> waiting;
        lock (Lock)
        {
            _state = MessageSenderState.Closed;
            opening = _opening;
            feed = _feed;
            waiting = _waiting.TakeAll();
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        EndWaiting(waiting, SendErrors.Closed(Address, hasLeft: false));
        if (opening is not null)
        {
            await opening.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        RaiseStateChanged();
        try
        {
            await _source.CloseAsync(_lastLink, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            feed?.Abandon(SendErrors.Closed(Address, hasLeft: true));
            _closing.Dispose();
        }
    }

    /// <summary>The link of a feed was lost. Without the lock.</summary>
    public void OnLost(LinkFeed feed, SendFailure failure)
    {
        bool canReopen = _source.CanReopen;
        List<CarriedMessage> waiting = [];
        lock (Lock)
        {
            if (_feed != feed || IsClosed)
            {
                return;
            }

            _feed = null;
            _lastFailure = failure;
            _lostForGood = canReopen ? null : SendErrors.Lost(Address, failure, hasLeft: false);
            _state = canReopen ? MessageSenderState.Recovering : MessageSenderState.Idle;
            if (!canReopen)
            {
                waiting = _waiting.TakeAll();
            }
        }

        RaiseStateChanged();
        EndWaiting(waiting, SendErrors.Lost(Address, failure, hasLeft: false));
        if (canReopen)
        {
            BeginOpening();
        }
    }

    /// <summary>A link did not take a message: it waits in front of the others. Without the lock.</summary>
    public void PutBack(LinkFeed feed, CarriedMessage message)
    {
        SendFailure? refusal;
        bool hasLink;
        lock (Lock)
        {
            if (!feed.OnReturned(message))
            {
                return;
            }

            refusal = GetRefusal();
            hasLink = _feed is not null;
            if (refusal is null)
            {
                _waiting.PutBack(message);
            }
        }

        if (refusal is not null)
        {
            Complete(message, refusal.NotSent());
        }
        else if (!hasLink)
        {
            BeginOpening();
        }
    }

    /// <summary>Ends the send of a message, and takes its memory back where the library reads it no more. Without the lock.</summary>
    public void Complete(CarriedMessage message, SendOutcome outcome)
    {
        // Frames may still wait to be written when the message is settled on sending, its link is lost, or the peer has settled it without having had it all.
        if (message.Feed is null || outcome.Kind == SendOutcomeKind.Accepted || (message.IsSingleFrame && LinkOutcomes.IsOfPeer(outcome)))
        {
            Recycle(message);
        }

        message.Ticket.Complete(outcome);
    }

    /// <summary>The reason why no message is taken any more. Under the lock.</summary>
    private SendFailure? GetRefusal() => IsClosed ? SendErrors.Closed(Address, hasLeft: false) : _lostForGood;

    /// <summary>Opens the link, unless that is done or under way. Without the lock.</summary>
    /// <returns>Ends when the link is open; faulted with a <see cref="SendException"/>.</returns>
    private Task BeginOpening()
    {
        TaskCompletionSource begun;
        lock (Lock)
        {
            if (_feed is not null || IsClosed)
            {
                return Task.CompletedTask;
            }

            if (_opening is not null)
            {
                return _opening;
            }

            begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _opening = begun.Task;
            if (_state != MessageSenderState.Recovering)
            {
                _state = MessageSenderState.Opening;
            }
        }

        RaiseStateChanged();
        _ = OpenLinkAsync(begun);
        return begun.Task;
    }

    private async Task OpenLinkAsync(TaskCompletionSource begun)
    {
        try
        {
            SendingAmqpLink link = await _source.OpenAsync(_closing.Token).ConfigureAwait(false);
            Volatile.Write(ref _lastLink, link);
            LinkFeed feed = LinkFeed.Create(this, link, _waiting, _source.IsExclusive);
            feed.Listen();
            if (TryUse(feed))
            {
                RaiseStateChanged();
                begun.TrySetResult();
                feed.Watch();
                feed.Pump();
            }
            else
            {
                feed.Stop();
                begun.TrySetResult();
            }
        }
        catch (Exception exception)
        {
            OnOpenFailed(begun, exception);
        }
    }

    /// <summary>Makes a link the one that is sent over, unless the transport has been closed.</summary>
    private bool TryUse(LinkFeed feed)
    {
        lock (Lock)
        {
            _opening = null;
            if (IsClosed)
            {
                return false;
            }

            _feed = feed;
            _state = MessageSenderState.Open;
            _lastFailure = null;
            return true;
        }
    }

    private void OnOpenFailed(TaskCompletionSource begun, Exception exception)
    {
        SendFailure failure = (exception as SendException)?.Outcome.Failure ?? LinkErrors.OpenFailed(Address, exception);
        List<CarriedMessage> waiting;
        lock (Lock)
        {
            _opening = null;
            _feed = null;
            waiting = _waiting.TakeAll();
            if (IsClosed)
            {
                failure = SendErrors.ClosedWhileOpening($"The link to {ErrorText.Address(Address)}");
            }
            else
            {
                _state = MessageSenderState.Idle;
            }

            _lastFailure = failure;
        }

        RaiseStateChanged();
        EndWaiting(waiting, failure);
        begun.TrySetException(failure.ToException());
        _ = begun.Task.Exception;
    }

    private void EndWaiting(List<CarriedMessage> messages, SendFailure failure)
    {
        foreach (CarriedMessage message in messages)
        {
            Complete(message, failure.NotSent());
        }
    }

    /// <summary>The memory of a message is read no more.</summary>
    private void Recycle(CarriedMessage message)
    {
        if (message.Buffer is { } buffer && !message.IsPresettled)
        {
            _buffers.Return(buffer);
        }
    }

    private void RaiseStateChanged() => StateChanged?.Invoke(this, EventArgs.Empty);
}
