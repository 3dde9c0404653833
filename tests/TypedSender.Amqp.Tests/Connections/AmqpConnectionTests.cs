using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Tests.Engine;
using TypedSender.Amqp.Tests.Transport;
using TypedSender.Amqp.Transport;
using TypedSender.Shared;
using Bounded = TypedSender.Shared.Bounded;

namespace TypedSender.Amqp.Tests.Connections;

/// <summary>How a connection keeps the idle time-outs, stops, and uses the lock that it is given.</summary>
public sealed class AmqpConnectionTests
{
    private readonly ConnectionRig _rig = new();

    [Fact]
    public async Task A_heartbeat_goes_out_before_the_peers_idle_time_out_has_passed()
    {
        await _rig.OpenAsync(idleTimeOut: 4000);
        int before = _rig.Stream.Writes.Count;

        _rig.Time.Advance(TimeSpan.FromSeconds(2));

        await _rig.Stream.WaitForWritesAsync(before + 1);
        Assert.Null(Assert.Single(WireFrame.Split(_rig.Stream.Writes[before])).Performative);
    }

    [Fact]
    public async Task Without_idle_time_outs_there_is_no_timer()
    {
        AmqpConnection connection = _rig.Make(idleTimeout: null);
        _rig.Owner.Connection = connection;

        connection.Enter(connection.Engine.Open, writesNow: true);
        connection.Start();
        _rig.Stream.Feed(TransportRig.Frame(new Open { ContainerId = "there" }));
        await _rig.Owner.Opened.Within();

        Assert.Equal(0, _rig.Time.ActiveTimers);
    }

    [Fact]
    public async Task A_silent_peer_is_told_why_and_dropped()
    {
        _rig.Owner.LastError = EngineError.Make(AmqpErrorConditions.ResourceLimitExceeded, "silent");
        await _rig.OpenAsync();

        _rig.Time.Advance(ConnectionRig.IdleTimeout * 2);

        await _rig.Connection.Stopped.Within();
        Close close = Assert.Single(WireFrame.Split(_rig.Stream.Writes[^1])).As<Close>();
        Assert.Equal("silent", close.Error?.Description);
        Assert.Equal(["opened", "idle", "stopped"], _rig.Owner.Events);
        Assert.Equal("disposed", _rig.Stream.Events[^1]);
        Assert.Equal(0, _rig.Time.ActiveTimers);
    }

    [Fact]
    public async Task A_silent_peer_is_dropped_without_a_word_when_the_owner_has_none()
    {
        await _rig.OpenAsync();
        int before = _rig.Stream.Writes.Count;

        _rig.Time.Advance(ConnectionRig.IdleTimeout * 2);

        await _rig.Connection.Stopped.Within();
        Assert.Equal(before, _rig.Stream.Writes.Count);
        Assert.Equal(["opened", "idle", "stopped"], _rig.Owner.Events);
    }

    [Fact]
    public async Task Nothing_is_watched_once_the_idle_timer_is_stopped()
    {
        await _rig.OpenAsync();
        lock (_rig.Lock)
        {
            _rig.Connection.StopIdleTimer();
        }

        _rig.Time.Advance(ConnectionRig.IdleTimeout * 2);

        Assert.Equal(["opened"], _rig.Owner.Events);
        Assert.Equal(0, _rig.Time.ActiveTimers);
    }

    [Fact]
    public async Task The_owner_is_told_of_the_end_before_anybody_who_waits_for_it()
    {
        await _rig.OpenAsync();
        IOException failure = new("reset");

        _rig.Stream.EndReads(failure);

        await _rig.Connection.Stopped.Within();
        Assert.Same(failure, _rig.Owner.Failure);
        Assert.False(_rig.Owner.WasStoppedWhenTold);
        Assert.Equal(0, _rig.Time.ActiveTimers);
    }

    [Fact]
    public async Task What_is_done_under_the_lock_is_written_after_it()
    {
        await _rig.OpenAsync();
        bool wasHeld = false;
        int before = _rig.Stream.Writes.Count;

        _rig.Connection.Enter(
            () =>
            {
                wasHeld = RecordingOwner.IsHeld(_rig.Lock);
                _rig.Connection.Engine.BeginSession(new SessionSettings());
            },
            writesNow: true);

        Assert.True(wasHeld);
        Assert.False(RecordingOwner.IsHeld(_rig.Lock));
        Assert.IsType<Begin>(Assert.Single(WireFrame.Split(_rig.Stream.Writes[before])).Performative);
        Assert.Equal(Environment.CurrentManagedThreadId, _rig.Stream.WritingThread);
    }
}
