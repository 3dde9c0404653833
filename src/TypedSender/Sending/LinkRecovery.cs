using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// Decides by the retry policy whether and when a lost link is attached again; it is also the timer of the pause before that. Under the lock, but for the call of the policy.
/// </summary>
internal sealed class LinkRecovery(ConnectionContext client, SendLink link) : DeadlineNode
{
    private readonly ReconnectBackoff _backoff = new(client.Settings.TimeProvider);
    private long _attachedSince;
    private int _losses;

    /// <summary>The last failure of the link itself, since it was attached.</summary>
    public SendFailure? LastFailure { get; private set; }

    /// <summary>True once a link has been attached and lost.</summary>
    public bool HasAttached { get; private set; }

    /// <summary>True from when an attached link is lost until one is attached again, or none is wanted.</summary>
    public bool IsRecovering { get; set; }

    /// <summary>True once the peer has settled a delivery on the present link.</summary>
    public bool HasSettled { get; set; }

    /// <summary>The link is attached.</summary>
    public void OnAttached()
    {
        LastFailure = null;
        _attachedSince = client.Settings.TimeProvider.GetTimestamp();
    }

    /// <summary>There is no link any more, or none has come about.</summary>
    /// <param name="wasAttached">Whether both ends were attached.</param>
    /// <param name="failure">Why.</param>
    /// <param name="isAtFault">False when another link or the connection was the cause.</param>
    /// <returns>What the retry policy is asked, if another link is wanted.</returns>
    public AmqpRetryContext OnLost(bool wasAttached, SendFailure failure, bool isAtFault = false)
    {
        TimeSpan uptime = GetUptime(wasAttached);
        _backoff.OnEnded(uptime, HasSettled, isViolation: false);
        AmqpRetryContext context = new(AmqpRetryOperation.Attach, failure.NotSent())
        {
            Address = link.Address,
            Attempt = _backoff.Attempt,
            HasWorked = HasAttached,
            Uptime = uptime,
            IsNotAtFault = !isAtFault,
        };

        // A decision about a loss before this one is stale, also where a redirect is followed in place of asking.
        _losses++;
        HasSettled = false;
        HasAttached |= wasAttached;
        IsRecovering |= wasAttached;
        Cancel();
        return context;
    }

    /// <summary>Whether the peer has settled a delivery on the present link, or it has worked for long.</summary>
    public bool IsOfUse(bool isAttached) => HasSettled || GetUptime(isAttached) >= ReconnectBackoff.StableUptime;

    /// <summary>The state that users see.</summary>
    /// <param name="state">The state of the link.</param>
    public MessageSenderState ToPublic(SendLinkState state) => state switch
    {
        SendLinkState.Idle => MessageSenderState.Idle,
        SendLinkState.Attached or SendLinkState.Bypassed => MessageSenderState.Open,
        _ => IsRecovering ? MessageSenderState.Recovering : MessageSenderState.Opening,
    };

    /// <summary>The phase of a send that waits for the link.</summary>
    /// <param name="loop">The connection that serves the link.</param>
    public SendPhase GetOpeningPhase(ReconnectLoop loop) => (loop.Ready, loop.HasConnected, HasAttached) switch
    {
        (null, false, _) => SendPhase.Connecting,
        (null, true, _) => SendPhase.Reconnecting,
        (_, _, false) => SendPhase.Attaching,
        _ => SendPhase.Reattaching,
    };

    /// <summary>How long the link has worked.</summary>
    /// <param name="isAttached">Whether both ends are attached.</param>
    public TimeSpan GetUptime(bool isAttached) => isAttached ? client.Settings.TimeProvider.GetElapsedTime(_attachedSince) : TimeSpan.Zero;

    /// <summary>Asks the policy on the thread pool, as it is user code.</summary>
    /// <remarks><see cref="SendLink.OnRetryDecided"/> follows unless the link is lost once more, or not wanted any more.</remarks>
    public void Ask(AmqpRetryContext context, SendFailure failure)
    {
        LastFailure = failure;
        client.Completions.Enqueue(new Question(this, context, failure, ++_losses));
    }

    /// <summary>The link is to be attached again after what the policy says.</summary>
    /// <returns>The pause; once it is over, <see cref="SendLink.Reattach"/> is called.</returns>
    public TimeSpan OnRetry(AmqpRetryDecision decision)
    {
        TimeSpan pause = _backoff.OnRetry(decision);
        if (pause > TimeSpan.Zero)
        {
            client.Deadlines.Schedule(this, pause);
        }

        return pause;
    }

    /// <summary>No link is wanted any more.</summary>
    public void OnFailed(SendFailure failure)
    {
        LastFailure = failure;
        Cancel();
    }

    /// <summary>The pause does not end: the link is not attached again.</summary>
    public void Cancel() => client.Deadlines.Cancel(this);

    internal override void OnExpired() => link.Reattach();

    private void OnDecided(AmqpRetryDecision decision, SendFailure failure, int loss)
    {
        lock (client.Lock)
        {
            // The client may have stopped connecting in the meantime; only what happens after that counts. And a sender that was closed begins no pause.
            if (loss == _losses && link.IsWanted)
            {
                link.OnRetryDecided(decision, failure);
            }
        }
    }

    private AmqpRetryDecision AskPolicy(AmqpRetryContext context) => client.AskPolicy(link.RetryPolicy, context);

    private sealed class Question(LinkRecovery recovery, AmqpRetryContext context, SendFailure failure, int loss) : ICompletion
    {
        ICompletion? ICompletion.NextCompletion { get; set; }

        void ICompletion.Complete() => recovery.OnDecided(recovery.AskPolicy(context), failure, loss);
    }
}
