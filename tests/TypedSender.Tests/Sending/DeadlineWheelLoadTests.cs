namespace TypedSender.Tests.Sending;

public sealed class DeadlineWheelLoadTests
{
    private readonly Lock _gate = new();

    [Fact]
    public void Scheduling_cancelling_and_expiring_allocate_nothing()
    {
        var time = new BareTimeProvider();
        var wheel = new DeadlineWheel(_gate, time);
        CountingNode[] nodes = [.. Enumerable.Range(0, 100).Select(_ => new CountingNode())];
        Run(wheel, time, nodes);

        // What the runtime does once, such as to make a type ready, may come in one of the batches; what the wheel does comes in each.
        long least = long.MaxValue;
        for (int batch = 0; batch < 5; batch++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int round = 0; round < 200; round++)
            {
                Run(wheel, time, nodes);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.All(nodes, node => Assert.InRange(node.Expiries, 0, 1001));
        Assert.Equal(50 * 1001, nodes.Sum(node => node.Expiries));
    }

    [Fact]
    public void Each_node_is_either_cancelled_or_expires_once_while_many_threads_use_the_wheel()
    {
        const int Threads = 4;
        const int PerThread = 20_000;
        using var settled = new CountdownEvent(Threads * PerThread);
        var wheel = new DeadlineWheel(_gate, TimeProvider.System);
        var all = new List<TimedNode>[Threads];
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() => all[number] = Hammer(wheel, new Random(number), PerThread, settled)))];

        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.True(settled.Wait(TimeSpan.FromSeconds(60)), $"{settled.CurrentCount} neither cancelled nor expired");
        Assert.All(all.SelectMany(nodes => nodes), node =>
        {
            Assert.Equal(1, node.Settlements);
            Assert.False(node.WasEarly);
        });
        lock (_gate)
        {
            Assert.Equal(0, wheel.Count);
            wheel.Dispose();
        }
    }

    private List<TimedNode> Hammer(DeadlineWheel wheel, Random random, int count, CountdownEvent settled)
    {
        var nodes = new List<TimedNode>(count);
        for (int number = 0; number < count; number++)
        {
            var node = new TimedNode(settled, TimeSpan.FromMilliseconds(random.Next(120)));
            nodes.Add(node);
            lock (_gate)
            {
                wheel.Schedule(node, node.Timeout);
            }

            TimedNode victim = nodes[random.Next(nodes.Count)];
            lock (_gate)
            {
                if (wheel.Cancel(victim))
                {
                    victim.Settle();
                }
            }
        }

        return nodes;
    }

    /// <summary>Half of the nodes expire, the others are cancelled before.</summary>
    private void Run(DeadlineWheel wheel, BareTimeProvider time, CountingNode[] nodes)
    {
        lock (_gate)
        {
            for (int index = 0; index < nodes.Length; index++)
            {
                wheel.Schedule(nodes[index], TimeSpan.FromSeconds(index % 2 == 0 ? 1 : 60));
            }
        }

        time.Advance(TimeSpan.FromSeconds(2));
        lock (_gate)
        {
            foreach (CountingNode node in nodes)
            {
                wheel.Cancel(node);
            }
        }

        // Long enough for the timer to stop, and to be started again by the next round.
        for (int tick = 0; tick < 60; tick++)
        {
            time.Advance(TimeSpan.FromMilliseconds(DeadlineWheel.TickMilliseconds));
        }
    }

    private sealed class CountingNode : DeadlineNode
    {
        public int Expiries { get; private set; }

        internal override void OnExpired() => Expiries++;
    }

    private sealed class TimedNode(CountdownEvent settled, TimeSpan timeout) : DeadlineNode
    {
        private readonly long _created = TimeProvider.System.GetTimestamp();

        public TimeSpan Timeout { get; } = timeout;

        public int Settlements { get; private set; }

        public bool WasEarly { get; private set; }

        public void Settle()
        {
            Settlements++;
            settled.Signal();
        }

        internal override void OnExpired()
        {
            WasEarly = TimeProvider.System.GetElapsedTime(_created) < Timeout;
            Settle();
        }
    }

    /// <summary>One timer, and no allocation of its own.</summary>
    private sealed class BareTimeProvider : TimeProvider, ITimer
    {
        private TimerCallback? _callback;
        private object? _state;
        private bool _isArmed;
        private long _timestamp;

        public override long TimestampFrequency => 1_000_000_000;

        public override long GetTimestamp() => _timestamp;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_callback, _state, _isArmed) = (callback, state, true);
            return this;
        }

        public void Advance(TimeSpan duration)
        {
            _timestamp += duration.Ticks * 100;
            if (_isArmed)
            {
                _callback!(_state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _isArmed = dueTime != Timeout.InfiniteTimeSpan;
            return true;
        }

        public void Dispose() => _isArmed = false;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
