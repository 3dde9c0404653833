using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>How a sender opens: the connection, then the link.</summary>
public sealed partial class MessageSender
{
    private readonly OpenWaiters _waiters = new();
    private readonly OpeningDeadline _openingDeadline;

    /// <summary>Makes the connection, if there is none, and attaches the link. Returns at once when it is attached.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the attempt.</param>
    /// <exception cref="SendException">The connection or the link could not be opened, or not within <see cref="SendClientOptions.OpenTimeout"/>; the text says why and what to do.</exception>
    /// <exception cref="ObjectDisposedException">The sender or its client has been closed.</exception>
    public Task OpenAsync(CancellationToken cancellationToken = default)
    {
        Task opened;
        lock (_core.Gate)
        {
            ThrowIfClosed();
            if (_state == MessageSenderState.Open)
            {
                return Task.CompletedTask;
            }

            // Before the attempt begins: it may fail at once.
            if (!_waiters.Any)
            {
                _core.Deadlines.Schedule(_openingDeadline, _core.Settings.OpenTimeout);
            }

            opened = _waiters.WaitAsync();
            EnsureOpening();
        }

        return opened.WaitAsync(cancellationToken);
    }

    /// <summary>Begins to open unless that is under way. Under the lock.</summary>
    private void EnsureOpening()
    {
        Gates.AssertHeld(_core.Gate);
        if (_state != MessageSenderState.Idle)
        {
            return;
        }

        SetState(MessageSenderState.Opening);
        _core.Keeper.Require();
        if (_core.Keeper.Ready is { } connection)
        {
            OnConnectionReady(connection);
        }
    }

    /// <summary>A session of a connection works: attach if someone waits for that. Under the lock.</summary>
    internal void OnConnectionReady(ClientConnection connection)
    {
        Gates.AssertHeld(_core.Gate);
        if (WantsLink && _link is null && _reattaching == ReattachStep.None)
        {
            _connection = connection;
            connection.Attach(this);
        }
    }

    /// <summary>Attaches the link on a session; false when the session has no handle left. Under the lock.</summary>
    internal bool TryAttach(SessionEngine session)
    {
        Gates.AssertHeld(_core.Gate);
        try
        {
            _link = session.AttachSender(MakeAttach(), _queue, _settings.MaxInFlight, new SendLink(_core, _connection!, this));
        }
        catch (LimitReachedException)
        {
            return false;
        }
        catch (AmqpEncodeException exception)
        {
            OnLinkLost(SendErrors.AttachNotEncodable(Address, exception), isAtFault: true);
            return true;
        }

        string linkName = _linkName;
        _core.LogLater(logger => Log.Attaching(logger, linkName, Address));
        _connection!.RequestWrite();
        return true;
    }

    private Attach MakeAttach() => new()
    {
        Name = _linkName,
        Handle = 0,
        Role = Role.Sender,
        SndSettleMode = _settings.SendSettleMode ?? _description.SendSettleMode ?? SenderSettleMode.Unsettled,
        RcvSettleMode = _settings.ReceiveSettleMode ?? _description.ReceiveSettleMode ?? ReceiverSettleMode.First,
        Source = new Source(),
        Target = new Target { Address = Address },
        MaxMessageSize = (ulong?)_settings.MaxMessageSize,
        DesiredCapabilities = LinkArguments.MergeCapabilities(
            _description.DesiredCapabilities, _description.RequiredCapabilities, _settings.DesiredCapabilities, _settings.RequiredCapabilities),
        Properties = LinkArguments.MergeProperties(_description.LinkProperties, _settings.LinkProperties),
    };

    /// <summary>The peer has attached its end. Under the lock.</summary>
    internal void OnAttached(in Attach attach)
    {
        Gates.AssertHeld(_core.Gate);
        SenderLink link = _link!;
        SenderAttachment attachment = new(attach, Address);
        string[] missing = [.. _description.RequiredCapabilities.Concat(_settings.RequiredCapabilities).Distinct(StringComparer.Ordinal).Except(attachment.OfferedCapabilities, StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            link.Detach(closed: true);
            OnLinkLost(SendErrors.CapabilityMissing(Address, missing, attachment.OfferedCapabilities), isAtFault: true);
            return;
        }

        Attachment = attachment;
        _lastFailure = null;
        _telemetry.OnEndpoint(_connection!.Endpoint);
        _attachedSince = _core.Settings.TimeProvider.GetTimestamp();
        SetState(MessageSenderState.Open);
        ulong maxMessageSize = link.RemoteMaxMessageSize ?? 0;
        _core.LogLater(logger => Log.Attached(logger, link.Name, Address, maxMessageSize));
        RefuseOversized();
        _core.Deadlines.Cancel(_openingDeadline);
        _waiters.Succeed();
    }

    /// <summary>Tells those who wait for the link alone. Under the lock.</summary>
    private void FailOpening(SendFailure failure)
    {
        Gates.AssertHeld(_core.Gate);
        _core.Deadlines.Cancel(_openingDeadline);
        _waiters.Fail(failure);
    }

    /// <summary>Bounds <see cref="OpenAsync"/>. Messages that wait for the link have deadlines of their own.</summary>
    private sealed class OpeningDeadline(MessageSender sender) : DeadlineNode
    {
        internal override void OnExpired() => sender.FailOpening(sender._core.Pool.Explain(
            SendErrors.OpenTimedOut(sender.Address, sender._core.Settings.OpenTimeout, sender._core.Keeper.Ready is null, sender.WhyNotOpen)));
    }
}
