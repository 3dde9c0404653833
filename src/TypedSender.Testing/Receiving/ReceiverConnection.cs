using System.Threading.Channels;
using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender.Testing.Receiving;

/// <summary>The connection and the one link of a receiver.</summary>
internal sealed class ReceiverConnection : IConnectionOwner, IReceiverLinkHandler
{
    private readonly Lock _gate = new();
    private readonly Channel<ReceivedMessage> _messages = Channel.CreateUnbounded<ReceivedMessage>();
    private readonly TaskCompletionSource<BrokerHost?> _attached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SendClientSettings _settings;
    private readonly BrokerHost _host;
    private readonly AmqpConnection _connection;
    private readonly Attach _attach;
    private readonly uint _window;
    private ReceiverLink? _link;
    private AmqpReceiverException? _failure;
    private uint _undelivered;
    private bool _isClosing;

    public ReceiverConnection(SendClientSettings settings, BrokerHost host, Stream stream, FrameBuffer frames, Attach attach, int window)
    {
        _settings = settings;
        _host = host;
        _attach = attach;
        _window = (uint)window;
        ConnectionSettings connection = new()
        {
            ContainerId = settings.ContainerId,
            Hostname = host.VirtualHost.Hostname,
            MaxFrameSize = (uint)settings.MaxFrameSize,
            IdleTimeout = settings.IdleTimeout,
            FindQuirks = PeerProfiles.GetQuirks,
        };
        _connection = new AmqpConnection(connection, stream, frames, _gate, this, settings.TimeProvider);
    }

    public ChannelReader<ReceivedMessage> Messages => _messages.Reader;

    /// <summary>The reason why no message comes any more.</summary>
    public Exception Failure
    {
        get
        {
            lock (_gate)
            {
                return Lost();
            }
        }
    }

    /// <summary>Opens the connection and attaches the link.</summary>
    /// <returns>Null; or, if nothing has been attached, the same host with the form of the virtual host's name to try at once on another connection. This one is closed then.</returns>
    public async Task<BrokerHost?> OpenAsync(CancellationToken cancellationToken)
    {
        Enter(_connection.Engine.Open);
        _connection.Start();
        try
        {
            BrokerHost? other = await _attached.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (other is not null)
            {
                await using (cancellationToken.UnsafeRegister(static transport => ((AmqpTransport)transport!).Abort(), _connection.Transport).ConfigureAwait(false))
                {
                    await CloseAsync().ConfigureAwait(false);
                }
            }

            return other;
        }
        catch (OperationCanceledException)
        {
            _connection.Transport.Abort();
            await CloseAsync().ConfigureAwait(false);
            throw;
        }
        catch (AmqpReceiverException)
        {
            await CloseAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>One message has been handed to the user: credit may be granted anew.</summary>
    public void NoteTaken() => Enter(() =>
    {
        _undelivered--;
        if (_link is { IsAttached: true, CanGrant: true } link && link.Credit + _undelivered <= _window / 2)
        {
            link.GrantCredit(_window - _undelivered);
        }
    });

    public void Settle(uint deliveryId, DeliveryState state)
    {
        Exception? failure = null;
        Enter(() =>
        {
            if (_failure is not null || _isClosing || _link!.Session.IsEnded)
            {
                failure = Lost();
                return;
            }

            _link.Session.Settle(deliveryId, deliveryId, state);
        });
        if (failure is not null)
        {
            throw failure;
        }
    }

    public void Abort() => _connection.Transport.Abort();

    public async ValueTask CloseAsync()
    {
        Enter(() =>
        {
            if (!_isClosing)
            {
                _isClosing = true;
                _link?.Detach(closed: true);
                _connection.Engine.Close();
            }
        });
        await _connection.Stopped.WaitAsync(_settings.CloseTimeout, _settings.TimeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _connection.Transport.Abort();
        await _connection.Stopped.ConfigureAwait(false);
    }

    public void OnOpened(in Open open)
    {
        // What the peer is has to be known before it is asked for anything: it may look in another virtual host.
        if (_host.GetOtherForm(open) is { } other)
        {
            CloseInFavorOf(other);
            return;
        }

        _link = _connection.Engine.BeginSession(new SessionSettings()).AttachReceiver(_attach, this);
        _connection.StartIdleTimer();
    }

    public void OnClosed(AmqpError? error) => Fail("closed the connection", error);

    public void OnSessionEnded(SessionEngine session, AmqpError? error) => Fail("ended the session", error);

    public void OnAttachRequested(SessionEngine session, in Attach attach)
        => session.RefuseAttach(attach, new AmqpError { Condition = "amqp:not-implemented", Description = "this client takes no links" });

    public void OnAttached(ReceiverLink link, in Attach attach)
    {
        _link!.GrantCredit(_window);
        _attached.TrySetResult(null);
    }

    public void OnDetached(ReceiverLink link, AmqpError? error, bool closed)
    {
        if (link.DetachError is { } own)
        {
            Fail(new AmqpReceiverException(
                $"The receiver at '{_attach.Source!.Address}' detached its link from the broker at {_host} ({own.Condition}: {own.Description}). "
                    + "Correct the broker, or the limits in AmqpReceiverOptions.",
                own.Condition.Value));
            return;
        }

        Fail("detached the link", error);
    }

    public void OnReceived(ReceiverLink link, in IncomingDelivery delivery, ReadOnlySpan<byte> payload)
    {
        _undelivered++;
        _messages.Writer.TryWrite(new ReceivedMessage(this, delivery.DeliveryId, delivery.IsSettled, delivery.DeliveryTag.ToArray(), delivery.MessageFormat, payload.ToArray()));
    }

    public AmqpError? OnIdleTimedOut()
    {
        AdaptiveLock.AssertHeld(_gate);
        Fail(ReceiverConnector.Translate(ConnectionErrors.IdleTimedOut(_host.Endpoint.Host, _host.Endpoint.Port, _settings.IdleTimeout)));
        return null;
    }

    public void OnStopped(Exception? failure)
    {
        lock (_gate)
        {
            AmqpReceiverException lost = ReceiverConnector.Translate(FaultErrors.Ended(_host.Endpoint.Host, _host.Endpoint.Port, failure, _settings.Login.Credential));
            if (!_connection.Engine.IsOpenReceived && _host.GetOtherFormAfterHangUp(failure) is { } other)
            {
                _failure ??= lost;
                CloseInFavorOf(other);
            }

            Fail(lost);
        }
    }

    private void CloseInFavorOf(BrokerHost other)
    {
        _failure ??= ReceiverConnector.Translate(ConnectionErrors.VirtualHostFormUnclear(_host.Endpoint.Host, _host.Endpoint.Port));
        _connection.Engine.Close();
        _attached.TrySetResult(other);
    }

    private Exception Lost() => _failure is { } failure
        ? new AmqpReceiverException(failure.Message, failure.Condition, failure)
        : new ObjectDisposedException(nameof(AmqpReceiver));

    private void Fail(string what, AmqpError? error)
    {
        string reason = error is null ? "and gave no reason" : $"({PeerErrors.Text(error)})";
        string address = ErrorText.Address(_attach.Source!.Address!);
        string message = $"The broker at {_host} {what} of the receiver at {address} {reason}. Check that the address exists and that the user may receive from it.";
        Fail(new AmqpReceiverException(message, error?.Condition.Value));
    }

    private void Fail(AmqpReceiverException failure)
    {
        if (!_isClosing)
        {
            _failure ??= failure;
        }

        _messages.Writer.TryComplete();
        if (_attached.TrySetException(_failure ?? failure))
        {
            // The task may have no awaiter, when the receiver is closed before it was attached.
            _ = _attached.Task.Exception;
        }
    }

    private void Enter(Action action) => _connection.Enter(action, writesNow: true);
}
