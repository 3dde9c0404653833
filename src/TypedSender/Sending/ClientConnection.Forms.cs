using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender;

/// <summary>Leaves a peer that takes the virtual host's name in another form, before a session has begun. Under the lock.</summary>
internal sealed partial class ClientConnection
{
    /// <summary>Where to connect at once instead: the same peer, and the virtual host's name in another form. Null otherwise. For reading after <see cref="Opened"/>.</summary>
    public BrokerEndpoint? OtherForm { get; private set; }

    /// <summary>What is left of the open time-out.</summary>
    public TimeSpan OpenTimeLeft
    {
        get
        {
            if (_openLimit == Timeout.InfiniteTimeSpan)
            {
                return _openLimit;
            }

            TimeSpan left = _openLimit - _core.Settings.TimeProvider.GetElapsedTime(_start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>True when the peer has to be left: nothing has been sent to it but the open frame, and nothing follows but the close frame.</summary>
    private bool TryLeaveFor(in Open open)
    {
        if (Endpoint.VirtualHost.GetFormFor(open) is not { } form)
        {
            return false;
        }

        OtherForm = Endpoint with { VirtualHost = form };
        _isDead = true;
        _openTimeout.CancelAfter(Timeout.InfiniteTimeSpan);
        _core.LogLater(logger => Log.VirtualHostInOtherForm(logger, Endpoint.ToString()));
        _engine.Close();
        _opened.TrySetResult(ConnectionErrors.VirtualHostFormUnclear(Endpoint.Host, Endpoint.Port));
        return true;
    }

    /// <summary>The transport has stopped: perhaps because the peer takes the name in another form and does not say so.</summary>
    private void NoteHangUp(Exception? failure)
    {
        if (!_isDead && !_isClosedByUs && !_engine.IsOpenReceived && failure is not (AmqpProtocolException or AmqpDecodeException)
            && Endpoint.VirtualHost.GetFormAfterHangUp() is { } form)
        {
            OtherForm = Endpoint with { VirtualHost = form };
        }
    }
}
