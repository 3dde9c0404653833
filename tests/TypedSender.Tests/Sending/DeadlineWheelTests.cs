
namespace TypedSender.Tests.Sending;

public sealed class DeadlineWheelTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(DeadlineWheel.TickMilliseconds);

    private readonly Lock _gate = new();
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(60_000)]
    [InlineData(81_920)]
    [InlineData(81_921)]
    [InlineData(3_600_000)]
    [InlineData(864_000_000)]
    public void A_deadline_fires_at_most_two_ticks_late_and_never_early(int milliseconds)
    {
        DeadlineWheel wheel = MakeWheel();
        _time.Advance(TimeSpan.FromMilliseconds(7));
        var timeout = TimeSpan.FromMilliseconds(milliseconds);
        var node = new Node(_time);
        Schedule(wheel, node, timeout);
        TimeSpan due = Now + timeout;

        _time.Leap(timeout - TimeSpan.FromTicks(1));
        Assert.Null(node.ExpiredAt);

        _time.Advance((2 * Tick) + TimeSpan.FromTicks(1));
        Assert.InRange(node.ExpiredAt!.Value, due, due + (2 * Tick));
    }

    [Fact]
    public void A_deadline_due_now_fires_at_the_next_tick()
    {
        DeadlineWheel wheel = MakeWheel();
        var zero = new Node(_time);
        var negative = new Node(_time);
        Schedule(wheel, zero, TimeSpan.Zero);
        Schedule(wheel, negative, TimeSpan.FromSeconds(-5));

        Assert.Null(zero.ExpiredAt);
        _time.Advance(Tick);

        Assert.NotNull(zero.ExpiredAt);
        Assert.NotNull(negative.ExpiredAt);
    }

    [Fact]
    public void An_infinite_timeout_is_not_inserted_and_starts_no_timer()
    {
        DeadlineWheel wheel = MakeWheel();
        var node = new Node(_time);

        Schedule(wheel, node, Timeout.InfiniteTimeSpan);

        Assert.Equal(DeadlineWheel.Never, wheel.GetDueTick(Timeout.InfiniteTimeSpan));
        Assert.Equal(0, wheel.Count);
        Assert.False(node.IsScheduled);
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public void The_longest_timeout_does_not_overflow()
    {
        DeadlineWheel wheel = MakeWheel();
        var node = new Node(_time);

        Schedule(wheel, node, TimeSpan.MaxValue);
        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.True(node.IsScheduled);
        Assert.Null(node.ExpiredAt);
    }

    [Fact]
    public void A_cancelled_deadline_does_not_fire()
    {
        DeadlineWheel wheel = MakeWheel();
        var node = new Node(_time);
        Schedule(wheel, node, Tick);

        lock (_gate)
        {
            Assert.True(wheel.Cancel(node));
            Assert.False(wheel.Cancel(node));
        }

        _time.Advance(10 * Tick);
        Assert.Null(node.ExpiredAt);
    }

    [Fact]
    public void A_node_may_cancel_another_that_expires_in_the_same_tick()
    {
        DeadlineWheel wheel = MakeWheel();
        var nodes = new Node[3];
        for (int index = 0; index < nodes.Length; index++)
        {
            int self = index;
            nodes[index] = new Node(_time, () =>
            {
                for (int other = 0; other < nodes.Length; other++)
                {
                    Assert.Equal(other != self, wheel.Cancel(nodes[other]));
                }
            });
            Schedule(wheel, nodes[index], Tick);
        }

        _time.Advance(5 * Tick);

        Assert.Equal(1, nodes.Count(node => node.ExpiredAt is not null));
        Assert.Equal(0, wheel.Count);
    }

    [Fact]
    public void A_node_may_schedule_itself_again_when_it_expires()
    {
        DeadlineWheel wheel = MakeWheel();
        int times = 0;
        Node? node = null;
        node = new Node(_time, () =>
        {
            if (++times < 3)
            {
                wheel.Schedule(node!, TimeSpan.FromSeconds(1));
            }
        });
        Schedule(wheel, node, TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(3, times);
    }

    [Fact]
    public void A_scheduled_node_cannot_be_scheduled_again()
    {
        DeadlineWheel wheel = MakeWheel();
        var node = new Node(_time);
        Schedule(wheel, node, Tick);

        Assert.Throws<InvalidOperationException>(() => Schedule(wheel, node, Tick));
    }

    [Fact]
    public void The_timer_stops_a_second_after_the_last_deadline_and_starts_again_with_the_next()
    {
        DeadlineWheel wheel = MakeWheel();
        Schedule(wheel, new Node(_time), Tick);
        Assert.Equal(1, _time.ActiveTimers);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, _time.ActiveTimers);

        _time.Leap(TimeSpan.FromDays(3));
        var node = new Node(_time);
        Schedule(wheel, node, TimeSpan.FromSeconds(5));
        TimeSpan due = Now + TimeSpan.FromSeconds(5);
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.InRange(node.ExpiredAt!.Value, due, due + (2 * Tick));
    }

    [Fact]
    public void A_suspended_process_finds_everything_that_became_due_at_the_first_tick()
    {
        DeadlineWheel wheel = MakeWheel();
        Node[] nodes = [.. Enumerable.Range(0, 500).Select(_ => new Node(_time))];
        for (int index = 0; index < nodes.Length; index++)
        {
            Schedule(wheel, nodes[index], TimeSpan.FromSeconds(index));
        }

        _time.Leap(TimeSpan.FromSeconds(300));

        Assert.Equal(301, nodes.Count(node => node.ExpiredAt is not null));
        Assert.Equal(199, wheel.Count);
    }

    [Fact]
    public void After_disposal_nothing_fires_and_nothing_is_scheduled()
    {
        DeadlineWheel wheel = MakeWheel();
        var early = new Node(_time);
        var late = new Node(_time);
        Schedule(wheel, early, Tick);

        lock (_gate)
        {
            wheel.Dispose();
        }

        Schedule(wheel, late, Tick);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(early.ExpiredAt);
        Assert.Null(late.ExpiredAt);
        Assert.False(early.IsScheduled);
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public void Expiry_is_called_under_the_lock()
    {
        DeadlineWheel wheel = MakeWheel();
        bool isUnderLock = false;
        Schedule(wheel, new Node(_time, () => isUnderLock = _gate.IsHeldByCurrentThread), Tick);

        _time.Advance(5 * Tick);

        Assert.True(isUnderLock);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20_261)]
    [InlineData(77_003)]
    public void It_agrees_with_a_sorted_list_over_random_operations(int seed)
    {
        var random = new Random(seed);
        DeadlineWheel wheel = MakeWheel();
        var waiting = new Dictionary<Node, TimeSpan>();
        for (int step = 0; step < 20_000; step++)
        {
            int choice = random.Next(10);
            if (choice < 5)
            {
                var timeout = TimeSpan.FromTicks(random.NextInt64(random.Next(3) == 0 ? TimeSpan.FromMinutes(10).Ticks : TimeSpan.FromSeconds(3).Ticks));
                var node = new Node(_time);
                Schedule(wheel, node, timeout);
                waiting.Add(node, Now + timeout);
            }
            else if (choice < 7 && waiting.Count > 0)
            {
                Node node = waiting.Keys.ElementAt(random.Next(Math.Min(waiting.Count, 50)));
                waiting.Remove(node);
                lock (_gate)
                {
                    Assert.True(wheel.Cancel(node));
                }
            }
            else if (choice == 7)
            {
                _time.Advance(TimeSpan.FromTicks(random.NextInt64(TimeSpan.FromMilliseconds(200).Ticks)));
                Check(waiting);
            }
            else if (step % 1000 == 8)
            {
                _time.Advance(TimeSpan.FromSeconds(random.Next(120)));
                Check(waiting);
            }

            Assert.Equal(waiting.Count, wheel.Count);
        }
    }

    private void Check(Dictionary<Node, TimeSpan> waiting)
    {
        foreach ((Node node, TimeSpan due) in waiting.ToArray())
        {
            if (node.ExpiredAt is { } expiredAt)
            {
                Assert.InRange(expiredAt, due, due + (2 * Tick));
                waiting.Remove(node);
            }
            else
            {
                Assert.True(due + (2 * Tick) >= Now, $"due {due}, now {Now}");
            }
        }
    }

    private TimeSpan Now => new(_time.GetTimestamp());

    private DeadlineWheel MakeWheel() => new(_gate, _time);

    private void Schedule(DeadlineWheel wheel, Node node, TimeSpan timeout)
    {
        lock (_gate)
        {
            wheel.Schedule(node, timeout);
        }
    }

    private sealed class Node(ManualTimeProvider time, Action? onExpired = null) : DeadlineNode
    {
        public TimeSpan? ExpiredAt { get; private set; }

        internal override void OnExpired()
        {
            Assert.False(IsScheduled);
            ExpiredAt = new TimeSpan(time.GetTimestamp());
            onExpired?.Invoke();
        }
    }
}
