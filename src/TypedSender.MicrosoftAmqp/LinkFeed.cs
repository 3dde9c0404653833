using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>
/// Gives the messages of a transport to one link, in their order and only while the link has credit, so that a message which waits for credit can be withdrawn. While a message waits
/// inside the link, for the session's window or behind messages of other senders, the messages behind it stay with the transport.
/// </summary>
internal abstract class LinkFeed : IThreadPoolWorkItem
{
    // A caller that finds the way clear sends what others have added meanwhile, but not for ever.
    private const int MessagesPerTurn = 64;

    private readonly WaitingMessages _waiting;
    private readonly Action _pump;
    private CreditListeners? _credit;
    private CarriedMessage? _blocking;
    private bool _isPumping;
    private bool _pumpAgain;
    private bool _isStopped;

    protected LinkFeed(LinkTransport transport, SendingAmqpLink link, WaitingMessages waiting)
    {
        Transport = transport;
        Link = link;
        _waiting = waiting;
        _pump = Pump;
    }

    public SendingAmqpLink Link { get; }

    /// <summary>The obstacle of messages that wait.</summary>
    public SendPhase WaitingPhase => _blocking is not null ? SendPhase.WaitingForSessionWindow : Link.LinkCredit == 0 ? SendPhase.WaitingForCredit : SendPhase.Queued;

    protected LinkTransport Transport { get; }

    /// <summary>Guards this and the messages that wait.</summary>
    protected Lock Lock => Transport.Lock;

    /// <summary>Makes a feed that has not begun.</summary>
    /// <param name="transport">The transport whose messages it takes.</param>
    /// <param name="link">An open link.</param>
    /// <param name="waiting">The messages of the transport.</param>
    /// <param name="isExclusive">Whether only this transport sends on the link.</param>
    public static LinkFeed Create(LinkTransport transport, SendingAmqpLink link, WaitingMessages waiting, bool isExclusive) =>
        isExclusive ? new ExclusiveLinkFeed(transport, link, waiting) : new SharedLinkFeed(transport, link, waiting);

    /// <summary>Begins to listen for credit and outcomes.</summary>
    /// <exception cref="InvalidOperationException">The link has listeners already.</exception>
    public virtual void Listen()
    {
        _credit = CreditListeners.Of(Link);
        _credit.Add(_pump);
    }

    /// <summary>Begins to watch for the loss of the link. Calls <see cref="LinkTransport.OnLost"/> at once if it is lost already.</summary>
    public void Watch()
    {
        Link.SafeAddClosed(OnClosed);

        // When a connection is closed, its links and sessions go on waiting for answers that cannot come.
        Link.Session.SafeAddClosed(OnClosed);
        Link.Session.Connection.SafeAddClosed(OnClosed);
        bool isStopped;
        lock (Lock)
        {
            isStopped = _isStopped;
        }

        if (isStopped)
        {
            Unwatch();
        }
    }

    /// <summary>Gives no more messages to the link.</summary>
    /// <returns>False if it has been stopped before.</returns>
    public bool Stop()
    {
        lock (Lock)
        {
            if (_isStopped)
            {
                return false;
            }

            _isStopped = true;
        }

        _credit?.Remove(_pump);
        Unwatch();
        return true;
    }

    /// <summary>Stops, and ends the messages that the link has although it may not be lost: nobody waits for their outcomes any more. Without the lock.</summary>
    public void Abandon(SendFailure failure)
    {
        if (Stop())
        {
            EndUnderWay(failure);
        }
    }

    /// <summary>Gives messages to the link as long as it takes them. Without the lock.</summary>
    public void Pump()
    {
        lock (Lock)
        {
            if (_isPumping)
            {
                _pumpAgain = true;
                return;
            }

            _isPumping = true;
        }

        PumpTurn();
    }

    void IThreadPoolWorkItem.Execute() => PumpTurn();

    /// <summary>The last byte of a message was given to the session. Without the lock, on any thread.</summary>
    public void OnHandedOver(CarriedMessage message)
    {
        if (Volatile.Read(ref _blocking) == message)
        {
            Unblock(message);
            Pump();
        }
    }

    /// <summary>Called with a message that the link has no more, or did not take. Under the lock.</summary>
    /// <returns>False if the send of the message has ended before.</returns>
    public virtual bool OnReturned(CarriedMessage message)
    {
        bool wasUnderWay = message.IsUnderWay;
        message.IsUnderWay = false;
        return wasUnderWay;
    }

    /// <summary>Gives a message to the link.</summary>
    /// <returns>False if the link did not take it, for want of credit or because it is closing.</returns>
    protected abstract bool Give(CarriedMessage message);

    /// <summary>Called with the next message when it is taken out of those that wait. Under the lock.</summary>
    protected virtual void OnTaken(CarriedMessage message) => message.IsUnderWay = true;

    /// <summary>The link is lost: ends the messages that it has. Without the lock.</summary>
    protected virtual void EndUnderWay(SendFailure failure)
    {
    }

    /// <summary>Ends the send of a message that the link had, unless it has ended before. Without the lock.</summary>
    protected void End(CarriedMessage message, SendOutcome outcome)
    {
        lock (Lock)
        {
            if (!OnReturned(message))
            {
                return;
            }
        }

        Transport.Complete(message, outcome);
    }

    /// <summary>The outcome of a message whose link is lost.</summary>
    protected SendOutcome OfLost(CarriedMessage message, SendFailure failure) => message.TryStop()
        ? SendErrors.Lost(Transport.Address, failure, hasLeft: false).NotSent()
        : SendErrors.Lost(Transport.Address, failure, hasLeft: true).Indeterminate();

    private void PumpTurn()
    {
        for (int count = 0; count < MessagesPerTurn; count++)
        {
            if (!TryTakeNext(out CarriedMessage? message))
            {
                return;
            }

            if (!Give(message!))
            {
                Transport.PutBack(this, message!);
            }
            else if (!message!.IsHandedOver)
            {
                Block(message);
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private bool TryTakeNext(out CarriedMessage? message)
    {
        lock (Lock)
        {
            while (true)
            {
                if (!_isStopped && _blocking is null && Link.LinkCredit > 0 && Link.State == AmqpObjectState.Opened && _waiting.TryTake(out message))
                {
                    message.Feed = this;
                    OnTaken(message);
                    return true;
                }

                if (!_pumpAgain)
                {
                    _isPumping = false;
                    message = null;
                    return false;
                }

                _pumpAgain = false;
            }
        }
    }

    /// <summary>Keeps the messages behind one that waits inside the link.</summary>
    private void Block(CarriedMessage message)
    {
        message.OnGiven();
        Volatile.Write(ref _blocking, message);

        // Another thread that hands the message over reads it after it has set the flag.
        Interlocked.MemoryBarrier();
        if (message.IsHandedOver || message.IsStopped)
        {
            Unblock(message);
        }
    }

    private void Unblock(CarriedMessage message) => Interlocked.CompareExchange(ref _blocking, null, message);

    private void Unwatch()
    {
        Link.Closed -= OnClosed;
        Link.Session.Closed -= OnClosed;
        Link.Session.Connection.Closed -= OnClosed;
    }

    private void OnClosed(object? sender, EventArgs args)
    {
        if (!Stop())
        {
            return;
        }

        SendFailure failure = LinkErrors.Lost(Transport.Address, Link);
        EndUnderWay(failure);
        Transport.OnLost(this, failure);
    }
}
