namespace TypedSender.Amqp.Engine;

/// <summary>Idle time-outs in both directions (AMQP 1.0, 2.4.5). The owner calls <see cref="OnTick"/>; time is whatever it says.</summary>
internal sealed partial class ConnectionEngine
{
    private TimeSpan? _remoteIdleTimeout;
    private TimeSpan _lastSent;
    private TimeSpan _lastReceived;
    private long _sentOffsetAtTick = -1;
    private bool _hasReceivedSinceTick = true;

    /// <summary>How often <see cref="OnTick"/> has to be called; null when neither side asks for it.</summary>
    public TimeSpan? TickInterval
    {
        get
        {
            // A quarter of the peer's time-out: a frame goes out before half of it has passed, however the ticks fall.
            TimeSpan? send = _remoteIdleTimeout / 4;
            TimeSpan? receive = Settings.IdleTimeout / 4;
            TimeSpan? interval = send < receive || receive is null ? send : receive;
            return interval is { } value ? TimeSpan.FromMilliseconds(Math.Max(1, value.TotalMilliseconds)) : null;
        }
    }

    /// <summary>Appends a heartbeat when one is due. False when nothing has come from the peer for the whole time-out: it counts as gone.</summary>
    public bool OnTick(TimeSpan now)
    {
        if (_hasReceivedSinceTick)
        {
            _hasReceivedSinceTick = false;
            _lastReceived = now;
        }

        if (StreamOffset != _sentOffsetAtTick)
        {
            _sentOffsetAtTick = StreamOffset;
            _lastSent = now;
        }
        else if (_remoteIdleTimeout is { } remote && now - _lastSent >= remote / 4 && !HasOutput && !IsCloseSent)
        {
            WriteHeartbeat();
            _sentOffsetAtTick = StreamOffset;
            _lastSent = now;
        }

        return Settings.IdleTimeout is not { } local || now - _lastReceived < local;
    }

    private void NoteReceived() => _hasReceivedSinceTick = true;
}
