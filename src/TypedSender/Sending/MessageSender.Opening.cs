using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender;

/// <summary>How a sender opens: the connection, then the link.</summary>
public sealed partial class MessageSender
{
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
            if (_opening is null)
            {
                _opening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _core.Deadlines.Schedule(_openingDeadline, _core.Settings.OpenTimeout);
            }

            opened = _opening.Task;
            EnsureOpening();
        }

        return opened.WaitAsync(cancellationToken);
    }

    /// <summary>Begins to open unless that is under way. Under the lock.</summary>
    private void EnsureOpening()
    {
        if (_state != MessageSenderState.Idle)
        {
            return;
        }

        _state = MessageSenderState.Opening;
        _connection = _core.EnsureConnection();
        OnConnectionReady(_connection);
    }

    /// <summary>A connection works: attach if someone waits for that. Under the lock.</summary>
    internal void OnConnectionReady(ClientConnection connection)
    {
        if (connection == _connection && connection.IsReady && _link is null)
        {
            Attach(connection);
        }
    }

    /// <summary>True when this sender is on, or waits for, this connection. Under the lock.</summary>
    internal bool Uses(ClientConnection connection) => _connection == connection;

    /// <summary>True when this is the sender's present link. Under the lock.</summary>
    internal bool Uses(Link link) => _link == link;

    private void Attach(ClientConnection connection)
    {
        try
        {
            _link = connection.Session.AttachSender(MakeAttach(), _queue, _settings.MaxInFlight);
        }
        catch (LimitReachedException exception)
        {
            OnLinkLost(SendErrors.LimitReached(Address, exception.LimitName, exception.Limit), startedOffset: 0);
            return;
        }
        catch (AmqpEncodeException exception)
        {
            OnLinkLost(SendErrors.AttachNotEncodable(Address, exception), startedOffset: 0);
            return;
        }

        _link.Owner = this;
        _core.LogLater(logger => Log.Attaching(logger, _linkName, Address));
        connection.RequestWrite();
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
        DesiredCapabilities = LinkArguments.MergeCapabilities(_description.DesiredCapabilities.Concat(_description.RequiredCapabilities), _settings.DesiredCapabilities),
        Properties = LinkArguments.MergeProperties(_description.LinkProperties, _settings.LinkProperties),
    };

    /// <summary>The peer has attached its end. Under the lock.</summary>
    internal void OnAttached()
    {
        _state = MessageSenderState.Open;
        ulong maxMessageSize = _link!.RemoteMaxMessageSize ?? 0;
        _core.LogLater(logger => Log.Attached(logger, _linkName, Address, maxMessageSize));
        RefuseOversized();
        if (TakeOpening() is { } opening)
        {
            opening.TrySetResult();
        }
    }

    /// <summary>Tells those who wait for the link alone. Under the lock.</summary>
    private void FailOpening(SendFailure failure)
    {
        if (TakeOpening() is { } opening)
        {
            opening.TrySetException(failure.ToException());

            // Whoever waited may have been cancelled: nobody else is to be told that nobody looked.
            _ = opening.Task.Exception;
        }
    }

    private TaskCompletionSource? TakeOpening()
    {
        TaskCompletionSource? opening = _opening;
        _opening = null;
        _core.Deadlines.Cancel(_openingDeadline);
        return opening;
    }

    /// <summary>Bounds <see cref="OpenAsync"/>. Messages that wait for the link have deadlines of their own.</summary>
    private sealed class OpeningDeadline(MessageSender sender) : DeadlineNode
    {
        internal override void OnExpired() => sender.FailOpening(SendErrors.AttachTimedOut(sender.Address, sender._core.Settings.OpenTimeout));
    }
}
