using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>Recovers from the loss of the link: waiting messages stay queued, and the link is attached again as the retry policy decides.</summary>
internal sealed partial class SendLink
{
    /// <summary>Handles the loss of the connection; the client opens another. Appended messages have their outcome.</summary>
    public void OnConnectionLost(SendFailure failure)
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        if (_redirection.IsAway)
        {
            OnLost(failure, isAtFault: true);
            return;
        }

        _ = _recovery.OnLost(IsAttached || IsBypassed, failure);
        Leave(SendLinkState.WaitingForConnection, failure);
    }

    /// <summary>Handles the end of the client's attempts to connect.</summary>
    public void OnConnectingFailed(SendFailure failure)
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        if (_redirection.IsAway)
        {
            OnLost(failure, isAtFault: true);
        }
        else if (_state != SendLinkState.Idle)
        {
            // A pending policy call or pause concerns the connection before: it must neither end nor delay the next attempt.
            Fail(failure);
        }
    }

    /// <summary>Handles a link that was refused or detached, or whose session has ended, while the connection stays open. Appended messages have their outcome.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="isAtFault">False when another link was the cause, so that this one may be attached again whatever the condition.</param>
    public void OnLost(SendFailure failure, bool isAtFault)
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        if (!IsAttached && Connection is { IsReady: true } connection && (Attaching.TryDoWithLess(failure) || _queue.NeedsNoLink(connection, failure)))
        {
            Leave(SendLinkState.WaitingForConnection, failure);
            OnConnectionReady(connection);
            return;
        }

        if (_authorization.TryRenew(_recovery.GetUptime(IsAttached), _recovery.HasSettled, ref failure))
        {
            // The token was at fault: with another one the address is attached again, as after the loss of a link that another one has caused.
            isAtFault = false;
        }

        BrokerHost? host = Connection?.Host;
        if (_recovery.IsOfUse(IsAttached))
        {
            _redirection.OnOfUse();
        }

        AmqpRetryContext context = _recovery.OnLost(IsAttached, failure, isAtFault);
        if (!IsWanted)
        {
            Leave(SendLinkState.Idle);
            return;
        }

        Leave(SendLinkState.AskingPolicy, failure);
        if (!isAtFault || !_redirection.TryFollow(host, failure, context))
        {
            _redirection.ReturnHome();
            _recovery.Ask(context, failure);
        }
    }

    /// <summary>The redirect by which the link was lost is followed.</summary>
    public void OnRedirected(RedirectTarget target)
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        if (_state == SendLinkState.AskingPolicy && IsWanted)
        {
            (string name, string place) = (Name, target.Way![^1]);
            _client.LogLater(logger => Log.LinkRedirected(logger, name, Address, place));
            _redirection.GoTo(target);
            Reattach();
        }
    }

    /// <summary>The redirect by which the link was lost is not followed, and fails it as any other refusal does.</summary>
    public void OnNotRedirected(SendFailure failure, AmqpRetryContext context)
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        if (_state == SendLinkState.AskingPolicy && IsWanted)
        {
            _redirection.ReturnHome();
            _recovery.Ask(context with { Outcome = failure.NotSent() }, failure);
        }
    }

    /// <summary>Replaces the link, which is attached, because the peer settles nothing on it: see <see cref="SettlementWatchdog"/>.</summary>
    public void AttachAnew(SendFailure failure)
    {
        AdaptiveLock.AssertHeld(_client.Lock);

        // Under another name, unless it was given, the peer cannot take the new link for the old one, should it not have seen the end of that (AMQP 1.0, 2.6.1).
        Attaching.Rename();
        _queue.Resumption?.OnClosed(failure);
        Connection!.Sessions.AbandonLink(this, Current!, failure);
        _client.FlushCompletions();
    }

    /// <summary>Attaches the link, which has been detached and not closed, once more.</summary>
    public void OnSuspended(SendFailure failure)
    {
        Leave(SendLinkState.WaitingForConnection, failure);
        Reattach();
    }

    /// <summary>The retry policy has decided about the link that is lost.</summary>
    public void OnRetryDecided(AmqpRetryDecision decision, SendFailure failure)
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        if (_state != SendLinkState.AskingPolicy)
        {
            return;
        }

        if (!decision.IsRetry)
        {
            Fail(failure);
            _client.FlushCompletions();
            return;
        }

        TimeSpan pause = _recovery.OnRetry(decision);
        string name = Name;
        _client.LogLater(logger => Log.Reattaching(logger, name, Address, pause));
        if (pause > TimeSpan.Zero)
        {
            MoveTo(SendLinkState.Pausing);
        }
        else
        {
            Reattach();
        }
    }

    /// <summary>The pause is over: the link is attached again, if there is a connection, and otherwise as soon as there is.</summary>
    public void Reattach()
    {
        MoveTo(SendLinkState.WaitingForConnection);
        Loop.Require();
        if (Loop.Ready is { } connection)
        {
            OnConnectionReady(connection);
        }
    }

    /// <summary>The link is not attached again after the pause that is running.</summary>
    public void CancelReattachment() => _recovery.Cancel();

    /// <summary>The link is not attached again: everything that waits for it fails.</summary>
    private void Fail(SendFailure failure)
    {
        _recovery.OnFailed(failure);
        _queue.FailWaiting(failure);
        MoveTo(SendLinkState.Idle, failure);
        FailOpening(failure);
    }

    /// <summary>There is no link any more.</summary>
    private void Leave(SendLinkState state, SendFailure? failure = null)
    {
        _queue.OnLinkLeft(failure);
        Watchdog.Forget();
        _authorization.Leave();
        Current = null;
        Connection = null;
        Attaching.OnLeft();
        _opening.OnLeft();
        MoveTo(state, failure);
    }
}
