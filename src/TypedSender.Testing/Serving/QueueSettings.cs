namespace TypedSender.Testing.Serving;

/// <summary>The rules of a queue that its store applies. Read when they are needed, by any thread.</summary>
internal sealed class QueueSettings
{
    private long _lockTicks = TimeSpan.FromMinutes(1).Ticks;
    private volatile int _maxDeliveryCount = 10;

    public TimeSpan LockDuration
    {
        get => new(Interlocked.Read(ref _lockTicks));
        set => Interlocked.Exchange(ref _lockTicks, value.Ticks);
    }

    public int MaxDeliveryCount
    {
        get => _maxDeliveryCount;
        set => _maxDeliveryCount = value;
    }

    public bool DeadLetterExpired { get; set; }
}
