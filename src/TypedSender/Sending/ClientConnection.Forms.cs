using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>Leaves a peer that takes the virtual host's name in another form, before a session has begun. Under the lock.</summary>
internal sealed partial class ClientConnection
{
    /// <summary>Where to connect at once instead: the same peer, and the virtual host's name in another form. Null otherwise. For reading after <see cref="Stopped"/>.</summary>
    public BrokerHost? OtherForm { get; private set; }

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
        if (_host.GetOtherForm(open) is not { } other)
        {
            return false;
        }

        OtherForm = other;
        _isDead = true;
        Failure = ConnectionErrors.VirtualHostFormUnclear(Endpoint.Host, Endpoint.Port);
        _core.LogLater(logger => Log.VirtualHostInOtherForm(logger, Endpoint.ToString()));
        _amqp!.Engine.Close();
        BoundLeaving();
        return true;
    }

    /// <summary>The peer's answer to the close frame is waited for as in closing, but for no longer than is left to open the next connection.</summary>
    private void BoundLeaving()
    {
        (TimeSpan limit, TimeSpan left) = (_core.Settings.CloseTimeout, OpenTimeLeft);
        limit = limit == Timeout.InfiniteTimeSpan || (left != Timeout.InfiniteTimeSpan && left < limit) ? left : limit;
        _openTimer?.Dispose();
        _openTimer = EmptyContext.CreateTimer(_core.Settings.TimeProvider, static connection => ((ClientConnection)connection!).Abort(), this, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The transport has stopped: perhaps because the peer takes the name in another form and does not say so.</summary>
    private void NoteHangUp(Exception? failure)
    {
        if (!_isDead && !_isClosedByUs && !HasOpened && _host.GetOtherFormAfterHangUp(failure) is { } other)
        {
            OtherForm = other;
        }
    }
}
