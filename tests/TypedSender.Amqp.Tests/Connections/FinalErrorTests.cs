using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Tests.Engine;
using TypedSender.Shared;

namespace TypedSender.Amqp.Tests.Connections;

/// <summary>The close that says why a silent peer is dropped, when a write is under way as the idle time-out passes (AMQP 1.0, 2.4.5).</summary>
public sealed class FinalErrorTests
{
    private readonly ConnectionRig _rig = new();

    [Fact]
    public async Task A_silent_peer_is_told_why_when_the_write_before_is_only_just_ending()
    {
        await ExpireDuringAWriteAsync();
        int before = _rig.Stream.Writes.Count;
        Assert.DoesNotContain("disposed", _rig.Stream.Events);

        _rig.Stream.Release();
        await _rig.Stream.WaitForWritesAsync(before + 1);
        Close close = Assert.Single(WireFrame.Split(_rig.Stream.Writes[before])).As<Close>();
        Assert.Equal("silent", close.Error?.Description);
        Assert.DoesNotContain("disposed", _rig.Stream.Events);

        _rig.Stream.Release();
        await _rig.Connection.Stopped.Within();
        Assert.Equal(["opened", "idle", "stopped"], _rig.Owner.Events);
        await _rig.Time.WaitForNoTimersAsync();
    }

    [Fact]
    public async Task A_silent_peer_that_does_not_read_either_is_dropped_two_seconds_later()
    {
        await ExpireDuringAWriteAsync();

        _rig.Time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(_rig.Connection.Stopped.IsCompleted);
        _rig.Time.Advance(TimeSpan.FromSeconds(0.1));

        await _rig.Connection.Stopped.Within();
        Assert.Equal(["opened", "idle", "stopped"], _rig.Owner.Events);
        Assert.Equal("disposed", _rig.Stream.Events[^1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_silent_peer_whose_connection_breaks_before_it_is_told_why_is_dropped_at_once(bool isReadFailing)
    {
        await ExpireDuringAWriteAsync();
        IOException failure = new("reset");

        // No time passes here.
        if (isReadFailing)
        {
            _rig.Stream.EndReads(failure);
        }
        else
        {
            _rig.Stream.Release(failure);
        }

        await _rig.Connection.Stopped.Within();
        Assert.Same(failure, _rig.Owner.Failure);
        Assert.Equal(["opened", "idle", "stopped"], _rig.Owner.Events);
        await _rig.Time.WaitForNoTimersAsync();
    }

    [Fact]
    public async Task A_silent_peer_that_hangs_up_while_it_is_told_why_is_told_to_the_end()
    {
        await ExpireDuringAWriteAsync();
        int before = _rig.Stream.Writes.Count;

        // The reading side waits for the final frames too.
        _rig.Stream.EndReads();
        await WaitForTimersAsync(2);
        _rig.Stream.Release();
        await _rig.Stream.WaitForWritesAsync(before + 1);
        _rig.Stream.Release();

        await _rig.Connection.Stopped.Within();
        Assert.IsType<Close>(Assert.Single(WireFrame.Split(_rig.Stream.Writes[before])).Performative);
        Assert.Equal(["opened", "idle", "stopped"], _rig.Owner.Events);
        await _rig.Time.WaitForNoTimersAsync();
    }

    /// <summary>Lets the idle time-out pass while a write is under way that the test holds, and an error waits behind it.</summary>
    private async Task ExpireDuringAWriteAsync()
    {
        _rig.Owner.LastError = EngineError.Make(AmqpErrorConditions.ResourceLimitExceeded, "silent");
        await _rig.OpenAsync();
        _rig.Stream.HoldsWrites = true;
        _rig.Connection.Enter(() => _rig.Connection.Engine.BeginSession(new SessionSettings()), writesNow: true);
        _rig.Time.Advance(ConnectionRig.IdleTimeout + _rig.Connection.Engine.TickInterval!.Value);
        Assert.Equal(["opened", "idle"], _rig.Owner.Events);
    }

    /// <summary>Waits until so many timers are armed, which another thread is about to do.</summary>
    private async Task WaitForTimersAsync(int count)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (_rig.Time.ActiveTimers != count)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Transport.Bounded.Time, "The timers have not been armed.");
            await Task.Yield();
        }
    }
}
