namespace TypedSender.Amqp.Engine;

/// <summary>
/// Watches the idle time-outs in both directions (AMQP 1.0, 2.4.5). The owner calls <see cref="OnTick"/> and passes the time. Not thread-safe: the owner's lock guards it.
/// </summary>
/// <param name="output">Where heartbeats are appended.</param>
/// <param name="localTimeout">After how long without a byte the peer counts as gone; null for never.</param>
internal sealed class IdleMonitor(OutputBuffer output, TimeSpan? localTimeout)
{
    /// <summary>
    /// The number of idle time-outs that one frame may take while bytes of it come: a slow peer is not taken for a dead one, nor a dead one for slow.
    /// </summary>
    public const int FrameTimeouts = 4;

    /// <summary>
    /// The shortest idle time-out of the peer that is kept. One below this would cost more in timers and empty frames than the messages do; the specification leaves it to
    /// each side what it supports (AMQP 1.0, 2.4.5).
    /// </summary>
    public static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);

    // Detection may be two ticks late: one to record the last byte, one to notice that none followed.
    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(500);

    // A time-out of days is not watched twice a second: a thousandth more than it is near enough.
    private const int MostTicks = 1024;

    // What is kept of the peer's idle time-out.
    private TimeSpan? _keptTimeout;
    private TimeSpan _lastSent;
    private TimeSpan _lastBytes;
    private TimeSpan _lastFrame;
    private long _sentOffsetAtTick = -1;
    private bool _hasBytesSinceTick = true;
    private bool _hasFrameSinceTick = true;

    /// <summary>The idle time-out of the peer, from its open: how long it waits for a byte before it closes the connection. Null for no limit.</summary>
    public TimeSpan? RemoteTimeout
    {
        get;
        set
        {
            field = value;
            _keptTimeout = value < ShortestTimeout ? ShortestTimeout : value;
        }
    }

    /// <summary>How often <see cref="OnTick"/> has to be called; null when neither side asks for it.</summary>
    public TimeSpan? TickInterval
    {
        get
        {
            // A quarter of the peer's time-out: a frame goes out before half of it has passed, however the ticks fall.
            TimeSpan? send = _keptTimeout / 4;
            TimeSpan? receive = localTimeout / 4;
            if (receive > LongestTick)
            {
                TimeSpan fraction = localTimeout!.Value / MostTicks;
                receive = fraction > LongestTick ? fraction : LongestTick;
            }

            TimeSpan? interval = send < receive || receive is null ? send : receive;
            return interval is { } value ? TimeSpan.FromMilliseconds(Math.Max(1, value.TotalMilliseconds)) : null;
        }
    }

    /// <summary>True when bytes have come lately, but a frame has taken too long.</summary>
    public bool IsStalled { get; private set; }

    /// <summary>Records that bytes have come, whether they end a frame or not: the peer lives.</summary>
    public void OnBytes() => _hasBytesSinceTick = true;

    /// <summary>Records that a whole frame has come.</summary>
    public void OnFrame() => _hasFrameSinceTick = true;

    /// <summary>
    /// Appends a heartbeat when one is due. False when nothing has come from the peer for the whole time-out, or no whole frame for <see cref="FrameTimeouts"/> of them: it counts as gone.
    /// </summary>
    public bool OnTick(TimeSpan now)
    {
        TakeNote(now);
        if (output.StreamOffset != _sentOffsetAtTick)
        {
            _sentOffsetAtTick = output.StreamOffset;
            _lastSent = now;
        }
        else if (_keptTimeout is { } remote && now - _lastSent >= remote / 4 && output is { Length: 0, IsClosed: false })
        {
            output.WriteHeartbeat();
            _sentOffsetAtTick = output.StreamOffset;
            _lastSent = now;
        }

        if (localTimeout is not { } local)
        {
            return true;
        }

        bool isSilent = now - _lastBytes >= local;
        IsStalled = !isSilent && now - _lastFrame >= local * FrameTimeouts;
        return !isSilent && !IsStalled;
    }

    private void TakeNote(TimeSpan now)
    {
        if (_hasBytesSinceTick || _hasFrameSinceTick)
        {
            _lastBytes = now;
        }

        if (_hasFrameSinceTick)
        {
            _lastFrame = now;
        }

        _hasBytesSinceTick = _hasFrameSinceTick = false;
    }
}
