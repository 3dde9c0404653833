using System.Threading.Tasks.Sources;
using TypedSender.Amqp;
using TypedSender.Amqp.Engine;

namespace TypedSender;

/// <summary>
/// One send from the call to the verdict. It has two owners: the caller until it has taken the result, and the protocol until the peer has settled or the
/// connection is dead. The second of them to release it returns it to the pool, so that a late disposition never completes another send.
/// </summary>
/// <remarks>The first outcome counts: disposition, deadline, cancellation and teardown all set it under the client's lock.</remarks>
internal sealed class Delivery : OutgoingDelivery, IValueTaskSource<SendOutcome>, IValueTaskSource, ICompletion
{
    private readonly DeliveryPool _pool;
    private readonly Deadline _deadline;
    private OutcomeSource _source;
    private MessageSender _sender = null!;
    private CancellationToken _cancellationToken;
    private CancellationTokenRegistration _registration;
    private SendOutcome _untold;
    private SendTrace _trace;
    private int _owners;
    private bool _isReusable = true;
    private Resending? _resendNode;

    public Delivery(DeliveryPool pool)
    {
        _pool = pool;
        _deadline = new Deadline(this);
    }

    ICompletion? ICompletion.NextCompletion { get; set; }

    /// <summary>The next one in the pool. Belongs to the pool.</summary>
    public Delivery? NextFree { get; set; }

    public short Version => _source.Version;

    /// <summary>True once the caller's outcome stands. Read it under the client's lock.</summary>
    public bool IsDecided { get; private set; }

    public DeadlineNode DeadlineNode => _deadline;

    /// <summary>The pause before a retained message is sent again. Made when it is first needed.</summary>
    public DeadlineNode ResendNode => _resendNode ??= new Resending(this);

    /// <summary>What the message takes up of <see cref="SendClientOptions.MaxPendingBytes"/> while its bytes are kept.</summary>
    public long PendingCost { get; set; }

    /// <summary>How often the retry policy has sent it again, as far as it counts.</summary>
    public int Resends { get; set; }

    /// <summary>True when the retry policy has sent it again, whether that counts or not.</summary>
    public bool HasRetried { get; set; }

    /// <summary>True when an earlier attempt may have left: whatever becomes of this one, the peer may have the message.</summary>
    public bool MayBeStored { get; set; }

    /// <summary>Takes the delivery into use for a call on <paramref name="sender"/>.</summary>
    public void Begin(MessageSender sender)
    {
        _sender = sender;
        _owners = 2;
    }

    /// <summary>What is to be told when the outcome stands. Under the client's lock.</summary>
    public void Track(in SendTrace trace) => _trace = trace;

    /// <summary>Watches the caller's token. Call it without the lock: a token that is cancelled already calls back at once.</summary>
    public void Watch(CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _registration = cancellationToken.UnsafeRegister(static delivery => ((Delivery)delivery!).OnCanceled(), this);
    }

    /// <summary>Sets the outcome that the caller sees, unless it stands already. Call it under the client's lock.</summary>
    public bool TryDecide(SendOutcome outcome)
    {
        if (IsDecided)
        {
            return false;
        }

        IsDecided = true;
        if (Phase == DeliveryPhase.Appended)
        {
            // It stays tracked until the peer settles it, but is not sent again: the caller's memory is released.
            ReleasePayload();
        }

        _sender.OnDecided(this);
        if (outcome.IsSuccess && !_trace.IsMeasured)
        {
            // Nobody but the awaiter has to be told: it finds the outcome here, or, if it waits already, has its turn on the pool.
            if (_source.Set(outcome))
            {
                _sender.AddDecided(this);
            }

            return true;
        }

        _untold = MayBeStored && !outcome.IsSuccess ? _sender.Doubt(outcome) : outcome;
        _sender.AddDecided(this);
        return true;
    }

    /// <summary>Link, session or connection are lost, with what had been appended to them. Under the client's lock.</summary>
    public void OnLinkLost(SendFailure failure, long startedOffset) => _sender.OnAppendedLost(this, failure, startedOffset);

    /// <summary>One of the two owners lets go.</summary>
    public void LetGo()
    {
        if (Interlocked.Decrement(ref _owners) == 0)
        {
            Recycle();
        }
    }

    void ICompletion.Complete()
    {
        if (_untold != default)
        {
            if (!_untold.IsSuccess)
            {
                _sender.LogNotAccepted(_untold);
            }

            _sender.Telemetry.End(in _trace, _untold);
            if (!_source.Set(_untold))
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

    protected override void OnPayloadReleased() => _sender.OnPayloadReleased(PendingCost);

    protected override void OnBufferReleased(AmqpBuffer buffer) => EncodeBuffers.Recycle(buffer);

    private SendOutcome TakeResult(short token, out string address, out CancellationToken cancellationToken)
    {
        SendOutcome outcome = _source.GetResult(token);
        address = _sender.Address;
        cancellationToken = _cancellationToken;
        if (cancellationToken.CanBeCanceled && !_registration.Unregister())
        {
            // The token's callback runs or has run, and may still hold this object: it finds it decided, as it is never used again.
            _isReusable = false;
        }

        LetGo();
        return outcome;
    }

    private void OnCanceled() => _sender.OnCanceled(this);

    private void Recycle()
    {
        if (!_isReusable)
        {
            // What is left of the token's callback asks the sender, and must not keep a connection.
            Link = null;
            _pool.Discard();
            return;
        }

        _source.Reset();
        _sender = null!;
        _cancellationToken = default;
        _registration = default;
        _untold = default;
        _trace = default;
        IsDecided = false;
        IsPresettled = false;
        IsRetained = false;
        MayBeStored = false;
        HasRetried = false;
        Resends = 0;
        MessageFormat = 0;
        Link = null;
        Phase = DeliveryPhase.Idle;
        _pool.Return(this);
    }

    private sealed class Deadline(Delivery delivery) : DeadlineNode
    {
        internal override void OnExpired() => delivery._sender.OnExpired(delivery);
    }

    private sealed class Resending(Delivery delivery) : DeadlineNode
    {
        internal override void OnExpired() => delivery._sender.Resend(delivery);
    }
}
