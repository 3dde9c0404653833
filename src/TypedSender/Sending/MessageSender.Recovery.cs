using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>What happens to a sender when its link, session or connection is lost: what waits goes on waiting, and the link is attached again.</summary>
public sealed partial class MessageSender
{
    private readonly Reattachment _reattachment;
    private readonly DeliveryQueue _returned = new();
    private ReattachStep _reattaching;
    private SendFailure? _lastFailure;
    private bool _hasAttached;
    private bool _hasBroughtOutcome;
    private long _attachedSince;
    private int _failures;
    private bool _hasRetried;
    private int _losses;

    /// <summary>Where the attaching of a lost link stands, while the connection lives.</summary>
    private enum ReattachStep : byte
    {
        /// <summary>It may be attached when a session is there.</summary>
        None,

        /// <summary>The retry policy is being asked.</summary>
        Deciding,

        /// <summary>The delay that the policy gave is running.</summary>
        Pausing,
    }

    /// <summary>True when the link may have ended a session: it is attached on one of its own. Under the lock.</summary>
    internal bool NeedsOwnSession { get; set; }

    /// <summary>True while the peer's end of the link is attached too. Under the lock.</summary>
    internal bool IsAttached => Attachment is not null;

    private bool WantsLink => _state is MessageSenderState.Opening or MessageSenderState.Recovering && (!_isClosed || _outstanding > 0);

    /// <summary>Why there is no link, as far as something failed.</summary>
    private SendFailure? WhyNotOpen => _core.Keeper.LastFailure ?? _lastFailure;

    /// <summary>True when this sender is on, or waits for a session of, this connection. Under the lock.</summary>
    internal bool Uses(ClientConnection connection) => _connection == connection;

    /// <summary>True when this sender's link is on this session. Under the lock.</summary>
    internal bool Uses(SessionEngine session) => _link?.Session == session;

    /// <summary>True when this is the sender's present link. Under the lock.</summary>
    internal bool Uses(Link link) => _link == link;

    /// <summary>True when the sender waits for a session of this connection to attach its link on. Under the lock.</summary>
    internal bool WaitsFor(ClientConnection connection) => _connection == connection && _link is null && WantsLink && _reattaching == ReattachStep.None;

    /// <summary>The connection is lost; the client makes another. What had been appended has been decided. Under the lock.</summary>
    internal void OnConnectionLost(SendFailure failure)
    {
        Gates.AssertHeld(_core.Gate);
        EndLife();
        LeaveLink();
        if (_state == MessageSenderState.Open)
        {
            SetState(MessageSenderState.Recovering, failure);
        }
    }

    /// <summary>The client has given up connecting. Under the lock.</summary>
    internal void OnConnectionGivenUp(SendFailure failure)
    {
        Gates.AssertHeld(_core.Gate);
        // What is still to be decided or waited for concerns a connection that is gone: it must not end or hold up what comes after it.
        _core.Deadlines.Cancel(_reattachment);
        _reattaching = ReattachStep.None;
        if (_state != MessageSenderState.Idle)
        {
            GiveUpOpening(failure);
        }
    }

    /// <summary>The link was refused or detached, or its session has ended, while the connection lives on. What had been appended has been decided. Under the lock.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="isAtFault">False when another link was the cause, so that this one may be attached again whatever the condition.</param>
    internal void OnLinkLost(SendFailure failure, bool isAtFault)
    {
        Gates.AssertHeld(_core.Gate);
        _lastFailure = failure;
        TimeSpan livedFor = EndLife();
        AmqpRetryContext context = new(AmqpRetryOperation.Attach, failure.NotSent())
        {
            Address = Address,
            Attempt = _failures + 1,
            HasWorked = _hasAttached,
            LivedFor = livedFor,
            IsInnocent = !isAtFault,
        };
        LeaveLink();
        if (_isClosed && _outstanding == 0)
        {
            SetState(MessageSenderState.Idle);
            return;
        }

        if (_state == MessageSenderState.Open)
        {
            SetState(MessageSenderState.Recovering, failure);
        }

        _reattaching = ReattachStep.Deciding;
        _core.Completions.Enqueue(new Decision(this, context, failure, ++_losses));
    }

    /// <summary>The link is of no use any more, as the peer settles nothing on it: see <see cref="UnansweredLink"/>. Under the lock.</summary>
    internal void AttachAnew()
    {
        Gates.AssertHeld(_core.Gate);
        if (_link is not { IsAttached: true } link)
        {
            return;
        }

        SendFailure failure = SendErrors.LinkUnanswered(Address, link.InFlight, GetUnsettledTime());
        _core.LogLater(logger => Log.LinkUnanswered(logger, link.Name, failure.Message));

        // Under another name the peer cannot take the new link for the old one, should it not have seen the end of that (AMQP 1.0, 2.6.1).
        _linkName = MakeLinkName();
        _connection!.GiveUpLink(this, link, failure);
        _core.FlushDecided();
    }

    /// <summary>The retry policy has decided about a lost link. Without the lock.</summary>
    private void OnReattachDecided(AmqpRetryDecision decision, SendFailure failure, int loss)
    {
        lock (_core.Gate)
        {
            if (_reattaching != ReattachStep.Deciding || loss != _losses)
            {
                // The client has given up connecting meanwhile, and whatever comes after that counts.
                return;
            }

            _reattaching = ReattachStep.None;
            if (!decision.IsRetry)
            {
                GiveUpOpening(failure);
                _core.FlushDecided();
                return;
            }

            _failures += decision.CountsAsAttempt ? 1 : 0;
            TimeSpan pause = decision.GetPause(_hasRetried);
            _hasRetried = true;
            _core.LogLater(logger => Log.Reattaching(logger, _linkName, Address, pause));
            if (pause > TimeSpan.Zero)
            {
                _reattaching = ReattachStep.Pausing;
                _core.Deadlines.Schedule(_reattachment, pause);
                return;
            }

            Reattach();
        }
    }

    private void Reattach()
    {
        _reattaching = ReattachStep.None;
        if (_core.Keeper.Ready is { } connection)
        {
            OnConnectionReady(connection);
        }
    }

    private void GiveUpOpening(SendFailure failure)
    {
        _lastFailure = failure;
        FailWaiting(failure);
        SetState(MessageSenderState.Idle, failure);
        FailOpening(failure);
    }

    /// <summary>How long the link had worked. One that was of use begins a new row of failures.</summary>
    private TimeSpan EndLife()
    {
        TimeSpan livedFor = IsAttached ? _core.Settings.TimeProvider.GetElapsedTime(_attachedSince) : TimeSpan.Zero;
        if (_hasBroughtOutcome || livedFor >= ReconnectBackoff.LongLife)
        {
            _failures = 0;
            _hasRetried = false;
        }

        return livedFor;
    }

    /// <summary>There is no link any more: what was under way on it begins anew with the next.</summary>
    private void LeaveLink()
    {
        if (_queue.First is { Phase: DeliveryPhase.Partial } begun)
        {
            // Its last frame has not been appended, so the peer has no whole message (AMQP 1.0, 2.6.14).
            begun.Rewind();
        }

        _queue.Prepend(_returned);
        _core.Deadlines.Cancel(_reattachment);
        _reattaching = ReattachStep.None;
        _hasAttached |= IsAttached;
        _hasBroughtOutcome = false;
        _unanswered.Forget();
        _link = null;
        _connection = null;
        Attachment = null;
        _detached?.TrySetResult();
    }

    /// <summary>What had been appended of a link, session or connection that is lost. Oldest first; under the lock.</summary>
    internal void OnAppendedLost(Delivery delivery, SendFailure failure, long startedOffset)
    {
        Gates.AssertHeld(_core.Gate);
        if (delivery.Phase != DeliveryPhase.Appended)
        {
            return;
        }

        bool hasLeft = delivery.EndOffset <= startedOffset;
        if (delivery.IsHeld && !delivery.IsDecided && (!hasLeft || _settings.RetryIndeterminate))
        {
            delivery.MayBeStored |= hasLeft;
            delivery.Rewind();
            _returned.Enqueue(delivery);
            return;
        }

        delivery.Phase = DeliveryPhase.Settled;
        SendFailure told = SendErrors.Lost(Address, failure, hasLeft);
        Settle(delivery, hasLeft ? told.Indeterminate() : told.NotSent());
    }

    /// <summary>Asks the policy about a lost link on the thread pool: it is user code.</summary>
    private sealed class Decision(MessageSender sender, AmqpRetryContext context, SendFailure failure, int loss) : ICompletion
    {
        ICompletion? ICompletion.NextCompletion { get; set; }

        void ICompletion.Complete() => sender.OnReattachDecided(sender._core.AskPolicy(context), failure, loss);
    }

    /// <summary>The end of the pause before a link is attached again.</summary>
    private sealed class Reattachment(MessageSender sender) : DeadlineNode
    {
        internal override void OnExpired() => sender.Reattach();
    }
}
