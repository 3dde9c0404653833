namespace TypedSender.Amqp.Engine;

/// <summary>Output and idle time-outs of a connection, for its owner.</summary>
internal sealed partial class ConnectionEngine
{
    /// <summary>See <see cref="IdleMonitor.FrameTimeouts"/>.</summary>
    public const int FrameTimeouts = IdleMonitor.FrameTimeouts;

    private readonly EarlyDispositionQueue _earlyDispositions;
    private readonly IdleMonitor _idle;

    /// <summary>See <see cref="IdleMonitor.ShortestTimeout"/>.</summary>
    public static TimeSpan ShortestIdleTimeout => IdleMonitor.ShortestTimeout;

    /// <summary>The bytes that wait to be written.</summary>
    public OutputBuffer Output { get; }

    /// <summary>The largest frame that may be sent, in bytes.</summary>
    public uint RemoteMaxFrameSize => Output.MaxFrameSize;

    /// <summary>The largest payload that fits one transfer frame whatever its header.</summary>
    public int TransferPayloadLimit => Output.TransferPayloadLimit;

    /// <summary>The number of bytes that have been appended since the beginning; a delivery's last byte lies at such an offset.</summary>
    public long StreamOffset => Output.StreamOffset;

    /// <summary>The number of bytes that wait to be written. May be read without the lock, by the writing thread, as a hint.</summary>
    public int OutputLength => Output.Length;

    public bool HasOutput => Output.Length > 0;

    /// <summary>True while less waits to be written than the high-water mark, and no close stands behind it: nothing follows that (AMQP 1.0, 2.4.3).</summary>
    public bool HasRoom => Output.Length < Settings.OutputHighWater && !Output.IsClosed;

    /// <summary>
    /// True while so much waits to be written that it can only be answers to a peer which does not read them: what it sends is not taken in until it does, so that they do
    /// not gather without end.
    /// </summary>
    public bool IsOverfull => Output.Length > Settings.OutputHighWater * 4L;

    /// <summary>True once appended bytes have been dropped: no transfer that has not been taken yet ever leaves.</summary>
    public bool IsOutputDropped => Output.IsDropped;

    /// <summary>The number of deliveries that have been appended as settled, which the peer does not confirm.</summary>
    public long PresettledCount => Output.PresettledCount;

    /// <summary>The idle time-out of the peer, from its open; null for no limit.</summary>
    public TimeSpan? RemoteIdleTimeout => _idle.RemoteTimeout;

    /// <summary>How often <see cref="OnTick"/> has to be called; null when neither side asks for it.</summary>
    public TimeSpan? TickInterval => _idle.TickInterval;

    /// <summary>True when bytes have come lately, but a frame has taken too long.</summary>
    public bool IsStalled => _idle.IsStalled;

    /// <summary>The links that have something to append.</summary>
    internal LinkScheduler Scheduler { get; }

    /// <summary>Takes what has gathered, to be written; the bytes to come go to <paramref name="spare"/>.</summary>
    public AmqpBuffer TakeOutput(AmqpBuffer spare) => Output.Take(spare);

    /// <summary>Appends what waits on the links, in turn: see <see cref="LinkScheduler.Pump"/>.</summary>
    public void Pump(int budget = LinkScheduler.BytesPerPump) => Scheduler.Pump(budget);

    /// <summary>Call while no write is under way: what has been taken is written, or will never be.</summary>
    /// <remarks>Concludes the deliveries whose outcome waits for this.</remarks>
    public void OnWritten() => _earlyDispositions.ConcludeWritten();

    /// <summary>Records that bytes have come, whether they end a frame or not: the peer lives.</summary>
    public void OnBytes() => _idle.OnBytes();

    /// <summary>Appends a heartbeat when one is due; false when the peer counts as gone: see <see cref="IdleMonitor.OnTick"/>.</summary>
    public bool OnTick(TimeSpan now) => _idle.OnTick(now);

    /// <summary>Delays an early outcome of a delivery whose last frame has been appended until that frame has been written.</summary>
    internal void AwaitWritten(OutgoingDelivery delivery) => _earlyDispositions.Enqueue(delivery);

    /// <summary>The error as it certainly fits one frame.</summary>
    internal AmqpError? Fit(AmqpError? error) => EngineError.Fit(error, Output.MaxFrameSize);
}
