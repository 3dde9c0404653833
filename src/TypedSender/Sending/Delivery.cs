using System.Threading.Tasks.Sources;
using TypedSender.Amqp;
using TypedSender.Amqp.Engine;

namespace TypedSender;

/// <summary>
/// One send from the call to its outcome. It has two owners: the caller until it has taken the result, and the transport until the peer has settled or the
/// connection is dead. The second of them to release it returns it to the pool, so that a late disposition never completes another send.
/// </summary>
/// <remarks>The first outcome counts: disposition, deadline, cancellation and teardown all set it under the lock.</remarks>
internal sealed class Delivery : OutgoingDelivery, IValueTaskSource<SendOutcome>, IValueTaskSource, ICompletion
{
    private readonly Deadline _deadline;
    private SendCompletionSource _source;
    private SendTransport _transport = null!;
    private CancellationWatch _cancellation;
    private ResendState _resend;
    private SendOutcome _unreported;
    private SendTrace _trace;
    private int _owners;

    public Delivery() => _deadline = new Deadline(this);

#if DEBUG
    /// <summary>Called before each outcome is set, for a test that counts the types on the way.</summary>
    public static Action<Delivery>? OutcomeSetting { get; set; }

    /// <summary>The sender whose message this is.</summary>
    public object? Sender => _transport.Sender;
#endif

    ICompletion? ICompletion.NextCompletion { get; set; }

    /// <summary>The next one in the pool. Belongs to the pool.</summary>
    public Delivery? NextFree { get; set; }

    public short Version => _source.Version;

    /// <summary>The entry of a queue that awaits it; null for a send that is awaited by its caller.</summary>
    public QueueEntry? Entry => _source.Awaiter as QueueEntry;

    /// <summary>True once the caller's outcome is set. Read it under the lock.</summary>
    public bool HasOutcome { get; private set; }

    public DeadlineNode DeadlineNode => _deadline;

    /// <summary>The share of the message in <see cref="SendClientOptions.MaxPendingBytes"/> while its bytes are kept.</summary>
    public long PendingCost { get; set; }

    /// <summary>The record of earlier attempts.</summary>
    public ref ResendState Resend => ref _resend;

    /// <summary>True when the peer may have the message from an earlier attempt, or an earlier attachment of the link.</summary>
    public bool MayBeStored => _resend.MayBeStored || IsResumed;

    /// <summary>What this send does otherwise than its sender.</summary>
    public SendOptions Options { get; private set; }

    /// <summary>The time that this send may take.</summary>
    public TimeSpan Timeout => Options.Timeout ?? _transport.SendTimeout;

    /// <summary>Takes the delivery into use for a send over <paramref name="transport"/>.</summary>
    public void Begin(SendTransport transport, in SendTerms terms)
    {
        _transport = transport;
        Options = terms.Options;
        MessageFormat = terms.MessageFormat;
        _owners = 2;
    }

    /// <summary>The transport of the message. It may change while the message waits, under the lock.</summary>
    public SendTransport Transport => _transport;

    /// <summary>Has another transport send the message, which this one has not begun. Under the lock.</summary>
    public void MoveTo(SendTransport transport)
    {
        _transport = transport;

        // It belongs to the sender that made it.
        _resend.Pause = null;
    }

    /// <summary>Sets what is reported with the outcome. Under the lock.</summary>
    public void Track(in SendTrace trace) => _trace = trace;

    /// <summary>Watches the caller's token. Call it without the lock: a token that is cancelled already calls back at once.</summary>
    public void Watch(CancellationToken cancellationToken)
    {
        _cancellation.Begin(cancellationToken, static delivery => ((Delivery)delivery!).OnCanceled(), this);
    }

    /// <summary>Keeps a copy of a message that has been appended, so that it can be appended again.</summary>
    /// <param name="message">The bytes.</param>
    /// <param name="cost">What they count for in <see cref="SendDomain.PendingBytes"/>.</param>
    public void Hold(ReadOnlySpan<byte> message, long cost)
    {
        Hold(message);
        PendingCost = cost;
    }

    /// <summary>Keeps a message that has to wait: a copy, or, where it borrows memory of the caller's, the buffer itself, ownership of which passes to the delivery.</summary>
    /// <param name="buffer">The message.</param>
    /// <param name="cost">What it counts for in <see cref="SendDomain.PendingBytes"/>.</param>
    public void Hold(ref AmqpBuffer? buffer, long cost)
    {
        PendingCost = cost;
        if (buffer!.HasBorrowed)
        {
            Hold(buffer);
            buffer = null;
        }
        else
        {
            Hold(buffer.WrittenSpan);
        }
    }

    /// <summary>Keeps a copy of a message, what it borrows included.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cost">What it counts for in <see cref="SendDomain.PendingBytes"/>.</param>
    /// <returns>The copy; valid while it is held.</returns>
    public ReadOnlyMemory<byte> HoldCopy(AmqpBuffer message, long cost)
    {
        PendingCost = cost;
        return HoldCopy(message);
    }

    /// <summary>Sets the outcome and releases the delivery on behalf of the protocol: the peer has settled it, or it will never leave. Under the lock.</summary>
    /// <returns>False when the caller had an outcome already.</returns>
    public bool Settle(SendOutcome outcome)
    {
        ReleasePayload();
        bool isSet = TrySetOutcome(outcome);
        Release();
        return isSet;
    }

    /// <summary>Sets the outcome that the caller sees, unless it is set already. Under the lock.</summary>
    public bool TrySetOutcome(SendOutcome outcome)
    {
        if (HasOutcome)
        {
            return false;
        }

        HasOutcome = true;
#if DEBUG
        OutcomeSetting?.Invoke(this);
#endif
        _transport.OnOutcomeSet(this);
        (Fields as TransactionWork)?.OnSendEnded(outcome);
        if (outcome.IsSuccess && !_trace.IsReported)
        {
            // There is nothing to report: the awaiter finds the outcome here, or, if it waits already, is continued on the pool.
            if (_source.Set(outcome))
            {
                _transport.Domain.AddCompletion(this);
            }

            return true;
        }

        _unreported = MayBeStored && !outcome.IsSuccess ? SendErrors.EarlierAttemptMayBeStored(_transport.Address, outcome).Indeterminate() : outcome;
        _transport.Domain.AddCompletion(this);
        return true;
    }

    /// <summary>Handles the loss of the link, session or connection that this delivery had been appended to. Under the lock.</summary>
    public void OnLinkLost(SendFailure failure, long startedOffset) => _transport.OnAppendedLost(this, failure, startedOffset);

    /// <summary>Releases one of the two ownerships; the second release returns the delivery to the pool.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _owners) == 0)
        {
            Recycle();
        }
    }

    void ICompletion.Complete()
    {
        if (_unreported != default)
        {
            if (!_unreported.IsSuccess)
            {
                _transport.LogNotAccepted(_unreported);
            }

            _transport.Telemetry.End(in _trace, _unreported);
            if (!_source.Set(_unreported))
            {
                return;
            }
        }

        _source.Continue();
    }

    SendOutcome IValueTaskSource<SendOutcome>.GetResult(short token) => TakeResult(token, out _, out _);

    void IValueTaskSource.GetResult(short token)
    {
        SendOutcome outcome = TakeResult(token, out string address, out CancellationToken cancellationToken);
        if (!outcome.IsSuccess)
        {
            throw OutcomeExceptions.For(outcome, address, cancellationToken);
        }
    }

    ValueTaskSourceStatus IValueTaskSource<SendOutcome>.GetStatus(short token) => _source.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<SendOutcome>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _source.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _source.OnCompleted(continuation, state, token, flags);

    protected override void OnPayloadReleased() => _transport.OnPayloadReleased(PendingCost);

    protected override void OnBufferReleased(AmqpBuffer buffer) => EncodeBuffers.Recycle(buffer);

    private SendOutcome TakeResult(short token, out string address, out CancellationToken cancellationToken)
    {
        SendOutcome outcome = _source.GetResult(token);
        address = _transport.Address;
        cancellationToken = _cancellation.Token;
        _cancellation.End();
        Release();
        return outcome;
    }

    private void OnCanceled() => _transport.OnCanceled(this);

    private void Recycle()
    {
        DeliveryPool pool = _transport.Domain.Deliveries;
        if (_cancellation.HasCalledBack)
        {
            // The token's callback may still hold this object: it finds the outcome set, as it is never used again. It may ask the transport, and must not keep a connection alive.
            (Link, Fields, Options) = (null, null, default);
            pool.Discard();
            return;
        }

        _source.Reset();
        _transport = null!;
        Options = default;
        _cancellation = default;
        _unreported = default;
        _trace = default;
        HasOutcome = false;
        IsPresettled = false;
        IsRetained = false;
        IsResumed = false;
        _resend = default;
        Fields = null;
        MessageFormat = 0;
        Link = null;
        Phase = DeliveryPhase.Idle;
        pool.Return(this);
    }

    private sealed class Deadline(Delivery delivery) : DeadlineNode
    {
        internal override void OnExpired() => delivery._transport.OnExpired(delivery);
    }
}
