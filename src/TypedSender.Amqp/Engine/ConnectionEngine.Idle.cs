namespace TypedSender.Amqp.Engine;

/// <summary>Idle time-outs in both directions (AMQP 1.0, 2.4.5). The owner calls <see cref="OnTick"/>; time is whatever it says.</summary>
internal sealed partial class ConnectionEngine
{
    /// <summary>How many idle time-outs one frame may take while octets of it come: a slow peer is not taken for a dead one, nor a dead one for slow.</summary>
    public const int FrameTimeouts = 4;

    /// <summary>
    /// The shortest idle time-out of the peer that is kept. One below this would cost more in timers and empty frames than the messages do; the specification leaves it to
    /// each side what it supports (AMQP 1.0, 2.4.5).
    /// </summary>
    public static readonly TimeSpan ShortestIdleTimeout = TimeSpan.FromMilliseconds(100);

    // Half of what detection may be late beyond the time-out: one tick to record the last byte, one to notice that none followed.
    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(500);

    // A time-out of days is not watched twice a second: a thousandth more than it is near enough.
    private const int MostTicks = 1024;

    // What is kept of the peer's idle time-out.
    private TimeSpan? _keptIdleTimeout;
    private TimeSpan _lastSent;
    private TimeSpan _lastOctets;
    private TimeSpan _lastFrame;
    private long _sentOffsetAtTick = -1;
    private bool _hasOctetsSinceTick = true;
    private bool _hasFrameSinceTick = true;

    /// <summary>The idle time-out of the peer, from its open: how long it waits for a byte before it closes the connection (AMQP 1.0, 2.4.5). Null for no limit.</summary>
    public TimeSpan? RemoteIdleTimeout
    {
        get;
        private set
        {
            field = value;
            _keptIdleTimeout = value < ShortestIdleTimeout ? ShortestIdleTimeout : value;
        }
    }

    /// <summary>How often <see cref="OnTick"/> has to be called; null when neither side asks for it.</summary>
    public TimeSpan? TickInterval
    {
        get
        {
            // A quarter of the peer's time-out: a frame goes out before half of it has passed, however the ticks fall.
            TimeSpan? send = _keptIdleTimeout / 4;
            TimeSpan? receive = Settings.IdleTimeout / 4;
            if (receive > LongestTick)
            {
                TimeSpan fraction = Settings.IdleTimeout!.Value / MostTicks;
                receive = fraction > LongestTick ? fraction : LongestTick;
            }

            TimeSpan? interval = send < receive || receive is null ? send : receive;
            return interval is { } value ? TimeSpan.FromMilliseconds(Math.Max(1, value.TotalMilliseconds)) : null;
        }
    }

    /// <summary>True when octets have come lately, but a frame has taken too long.</summary>
    public bool IsStalled { get; private set; }

    /// <summary>Octets have come, whether they end a frame or not: the peer lives.</summary>
    public void OnOctets() => _hasOctetsSinceTick = true;

    /// <summary>
    /// Appends a heartbeat when one is due. False when nothing has come from the peer for the whole time-out, or no whole frame for <see cref="FrameTimeouts"/> of them: it counts as gone.
    /// </summary>
    public bool OnTick(TimeSpan now)
    {
        TakeNote(now);
        if (StreamOffset != _sentOffsetAtTick)
        {
            _sentOffsetAtTick = StreamOffset;
            _lastSent = now;
        }
        else if (_keptIdleTimeout is { } remote && now - _lastSent >= remote / 4 && !HasOutput && !IsCloseSent)
        {
            WriteHeartbeat();
            _sentOffsetAtTick = StreamOffset;
            _lastSent = now;
        }

        if (Settings.IdleTimeout is not { } local)
        {
            return true;
        }

        bool isSilent = now - _lastOctets >= local;
        IsStalled = !isSilent && now - _lastFrame >= local * FrameTimeouts;
        return !isSilent && !IsStalled;
    }

    private void NoteReceived() => _hasFrameSinceTick = true;

    private void TakeNote(TimeSpan now)
    {
        if (_hasOctetsSinceTick || _hasFrameSinceTick)
        {
            _lastOctets = now;
        }

        if (_hasFrameSinceTick)
        {
            _lastFrame = now;
        }

        _hasOctetsSinceTick = _hasFrameSinceTick = false;
    }
}
