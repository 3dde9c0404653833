using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// All deadlines of one client on one timer: a hashed timing wheel with ticks of 20 ms, constant work for each insertion and removal and no
/// allocation. A deadline never fires early, and at most two ticks late (and what the system's timer and the granularity of its clock add).
/// </summary>
/// <remarks>
/// Not thread-safe: every member is called under the lock given to the constructor. The timer takes that lock itself and calls
/// <see cref="DeadlineNode.OnExpired"/> under it. The timer runs while deadlines wait, and stops a second after the last is gone.
/// </remarks>
internal sealed class DeadlineWheel : IDisposable
{
    /// <summary>Length of a tick in milliseconds.</summary>
    public const int TickMilliseconds = 20;

    /// <summary>The due tick of what never expires.</summary>
    public const long Never = long.MaxValue;

    // 4,096 ticks are 82 s: usual time-outs fit one round. A longer one stays in its slot and is passed over once a round.
    private const int SlotCount = 4096;
    private const int ExpiredSlot = SlotCount;
    private const int IdleTicksBeforeStop = 50;

    private static readonly TimeSpan TickLength = TimeSpan.FromMilliseconds(TickMilliseconds);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(36_500);

    private readonly Lock _gate;
    private readonly TimeProvider _timeProvider;
    private readonly long _start;
    private readonly long _frequency;
    private readonly long _unitsPerTick;
    private readonly long _granularity;
    private readonly DeadlineNode?[] _heads = new DeadlineNode?[SlotCount + 1];
    private readonly ITimer _timer;
    private bool _isRunning;
    private bool _isDisposed;
    private long _currentTick;
    private int _idleTicks;

    /// <param name="gate">The lock under which all calls are made.</param>
    /// <param name="timeProvider">Clock and timer.</param>
    public DeadlineWheel(Lock gate, TimeProvider timeProvider)
    {
        _gate = gate;
        if (timeProvider == TimeProvider.System)
        {
            // Every send reads this clock, and the exact one costs four times as much. What the coarse one may lag behind is added to each deadline.
            timeProvider = CoarseClock.Instance;
            _granularity = CoarseClock.Granularity;
        }

        _timeProvider = timeProvider;
        _start = timeProvider.GetTimestamp();
        _frequency = timeProvider.TimestampFrequency;
        _unitsPerTick = Math.Max(1, _frequency * TickMilliseconds / 1000);

        // Here and not with the first deadline, which comes under the lock: leaving the caller's context calls handlers of AsyncLocal values, which are user code.
        _timer = EmptyExecutionContext.CreateTimer(timeProvider, static wheel => ((DeadlineWheel)wheel!).OnTick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Called with each tick, on the timer's thread and without the lock.</summary>
    public Action? OnTicked { get; init; }

    /// <summary>The number of deadlines that wait.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// The tick at which <paramref name="timeout"/> from now has certainly passed; <see cref="Never"/> for <see cref="Timeout.InfiniteTimeSpan"/>. May be
    /// called without the lock.
    /// </summary>
    /// <param name="timeout">From now; zero or less is due at the next tick.</param>
    public long GetDueTick(TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
        {
            return Never;
        }

        if (timeout > LongestTimeout)
        {
            timeout = LongestTimeout;
        }

        long ticks = Math.Max(0, timeout.Ticks);
        long units = (ticks / TimeSpan.TicksPerSecond * _frequency)
            + (((ticks % TimeSpan.TicksPerSecond * _frequency) + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
        return (_timeProvider.GetTimestamp() - _start + units + _granularity + _unitsPerTick - 1) / _unitsPerTick;
    }

    /// <summary>How long ago a time-out began that ends with this tick, to within two ticks. May be called without the lock.</summary>
    /// <param name="dueTick">What <see cref="GetDueTick"/> returned; not <see cref="Never"/>.</param>
    /// <param name="timeout">The time-out.</param>
    public TimeSpan GetElapsedTime(long dueTick, TimeSpan timeout)
    {
        TimeSpan untilDue = _timeProvider.GetElapsedTime(_timeProvider.GetTimestamp() - _start, dueTick * _unitsPerTick);
        TimeSpan elapsed = timeout - untilDue;
        return elapsed > TimeSpan.Zero ? elapsed : TimeSpan.Zero;
    }

    /// <summary>Schedules <paramref name="node"/> for <paramref name="timeout"/> from now; for <see cref="Timeout.InfiniteTimeSpan"/> it does nothing.</summary>
    public void Schedule(DeadlineNode node, TimeSpan timeout) => Schedule(node, GetDueTick(timeout));

    /// <summary>
    /// Schedules <paramref name="node"/>, which must not be scheduled, for a tick that <see cref="GetDueTick"/> returned; for <see cref="Never"/> it does
    /// nothing.
    /// </summary>
    public void Schedule(DeadlineNode node, long dueTick)
    {
        AdaptiveLock.AssertHeld(_gate);
        if (node.IsScheduled)
        {
            throw new InvalidOperationException("The node is already scheduled; cancel it first.");
        }

        if (dueTick == Never || _isDisposed)
        {
            return;
        }

        if (!_isRunning)
        {
            Start();
        }

        node.DueTick = Math.Max(dueTick, _currentTick + 1);
        Link(node, (int)(node.DueTick & (SlotCount - 1)));
        Count++;
    }

    /// <summary>Takes <paramref name="node"/> out. Returns false if it was not scheduled: it has expired, or was never inserted.</summary>
    public bool Cancel(DeadlineNode node)
    {
        AdaptiveLock.AssertHeld(_gate);
        if (!node.IsScheduled)
        {
            return false;
        }

        Unlink(node);
        Count--;
        return true;
    }

    /// <summary>Stops the timer and forgets all nodes without calling them.</summary>
    public void Dispose()
    {
        AdaptiveLock.AssertHeld(_gate);
        _isDisposed = true;
        _isRunning = false;
        _timer.Dispose();
        for (int slot = 0; slot < _heads.Length; slot++)
        {
            while (_heads[slot] is { } node)
            {
                Unlink(node);
            }
        }

        Count = 0;
    }

    private void Start()
    {
        // With nothing in the wheel there is nothing to pass over: the hand is set to now.
        _currentTick = (_timeProvider.GetTimestamp() - _start) / _unitsPerTick;
        _idleTicks = 0;
        _isRunning = true;
        _timer.Change(TickLength, TickLength);
    }

    private void OnTick()
    {
        lock (_gate)
        {
            if (!_isRunning)
            {
                return;
            }

            Collect((_timeProvider.GetTimestamp() - _start) / _unitsPerTick);
            while (_heads[ExpiredSlot] is { } node)
            {
                Unlink(node);
                Count--;
                node.OnExpired();
            }

            StopWhenIdle();
        }

        OnTicked?.Invoke();
    }

    /// <summary>Moves what is due by <paramref name="nowTick"/> to the list of the expired.</summary>
    private void Collect(long nowTick)
    {
        // After a pause longer than a round every slot is visited once.
        for (long tick = Math.Max(_currentTick + 1, nowTick - SlotCount + 1); tick <= nowTick; tick++)
        {
            DeadlineNode? node = _heads[tick & (SlotCount - 1)];
            while (node is not null)
            {
                DeadlineNode? next = node.Next;
                if (node.DueTick <= nowTick)
                {
                    Unlink(node);
                    Link(node, ExpiredSlot);
                }

                node = next;
            }
        }

        _currentTick = Math.Max(_currentTick, nowTick);
    }

    private void StopWhenIdle()
    {
        if (_isDisposed)
        {
            return;
        }

        _idleTicks = Count == 0 ? _idleTicks + 1 : 0;
        if (_idleTicks >= IdleTicksBeforeStop)
        {
            _isRunning = false;
            _timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void Link(DeadlineNode node, int slot)
    {
        DeadlineNode? head = _heads[slot];
        node.Slot = slot;
        node.Previous = null;
        node.Next = head;
        if (head is not null)
        {
            head.Previous = node;
        }

        _heads[slot] = node;
    }

    private void Unlink(DeadlineNode node)
    {
        if (node.Previous is null)
        {
            _heads[node.Slot] = node.Next;
        }
        else
        {
            node.Previous.Next = node.Next;
        }

        if (node.Next is not null)
        {
            node.Next.Previous = node.Previous;
        }

        node.Previous = null;
        node.Next = null;
        node.Slot = DeadlineNode.Unscheduled;
    }
}
