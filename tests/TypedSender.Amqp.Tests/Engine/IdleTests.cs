using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Idle time-outs both ways (AMQP 1.0, 2.4.5), with a clock of the test's own.</summary>
public class IdleTests
{
    public static TheoryData<uint?, int?> Combinations
    {
        get
        {
            TheoryData<uint?, int?> data = [];
            foreach (uint? remote in new uint?[] { null, 0, 1, 10, 99, 100, 101, 30_000, uint.MaxValue })
            {
                foreach (int? local in new int?[] { null, 1, 100, 60_000, int.MaxValue })
                {
                    data.Add(remote, local);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void TicksComeOftenEnoughForBothSides(uint? remote, int? local)
    {
        TimeSpan? interval = Opened(remote, local).Engine.TickInterval;

        Assert.Equal(remote is null or 0 && local is null, interval is null);
        if (interval is { } value)
        {
            Assert.True(value >= TimeSpan.FromMilliseconds(1));
            Assert.True(remote is null or 0 || value <= TimeSpan.FromMilliseconds(Math.Max(100, remote.Value) / 4.0));
            Assert.True(local < 100 || value >= TimeSpan.FromMilliseconds(25));
            Assert.True(local is null || value <= TimeSpan.FromMilliseconds(Math.Max(1, local.Value / 4.0)));
        }
    }

    [Theory]
    [InlineData(1000u, null)]
    [InlineData(1000u, 100)]
    [InlineData(1000u, 90_000)]
    [InlineData(100u, 90_000)]
    public void TheWireIsNeverSilentForMoreThanHalfOfThePeersTimeout(uint remote, int? local)
    {
        EngineRig rig = Opened(remote, local);
        TimeSpan interval = rig.Engine.TickInterval!.Value;
        TimeSpan lastSent = TimeSpan.Zero;
        int heartbeats = 0;
        for (TimeSpan now = TimeSpan.Zero; now < TimeSpan.FromSeconds(20); now += interval)
        {
            rig.Engine.OnFrame(0, []);
            Assert.True(rig.Engine.OnTick(now));
            List<WireFrame> frames = rig.Take();
            if (frames.Count > 0)
            {
                Assert.Null(Assert.Single(frames).Performative);
                Assert.Equal(8, frames[0].Size);
                lastSent = now;
                heartbeats++;
            }

            Assert.True(now - lastSent <= TimeSpan.FromMilliseconds(remote / 2.0), $"silent since {lastSent} at {now}");
        }

        Assert.InRange(heartbeats, 20_000 / (int)remote, 20_000 / (int)remote * 4);
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(10u)]
    [InlineData(99u)]
    [InlineData(100u)]
    public void APeerThatAsksForTooMuchGetsFortyHeartbeatsASecondAtTheMost(uint remote)
    {
        EngineRig rig = Opened(remote, null);
        Assert.Equal(TimeSpan.FromMilliseconds(remote), rig.Engine.RemoteIdleTimeout);
        Assert.Equal(TimeSpan.FromMilliseconds(25), rig.Engine.TickInterval);
        int heartbeats = 0;

        // Whoever ticks more often, as another time-out may ask for, does not send more.
        for (TimeSpan now = TimeSpan.Zero; now < TimeSpan.FromSeconds(10); now += TimeSpan.FromMilliseconds(1))
        {
            Assert.True(rig.Engine.OnTick(now));
            heartbeats += rig.Take().Count;
        }

        Assert.InRange(heartbeats, 390, 400);
    }

    [Fact]
    public void TrafficSparesTheHeartbeat()
    {
        EngineRig rig = Opened(1000, null);
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session, credit: 1000);
        for (int i = 0; i < 100; i++)
        {
            rig.Send(link, [1]);
            Assert.True(rig.Engine.OnTick(TimeSpan.FromMilliseconds(250 * i)));
            Assert.IsType<Transfer>(Assert.Single(rig.Take()).Performative);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0u)]
    public void APeerThatAsksForNothingGetsNoHeartbeat(uint? remote)
    {
        EngineRig rig = Opened(remote, 1000);
        for (int i = 0; i < 40; i++)
        {
            rig.Engine.OnFrame(0, []);
            Assert.True(rig.Engine.OnTick(TimeSpan.FromMilliseconds(250 * i)));
        }

        Assert.Empty(rig.Take());
    }

    [Fact]
    public void SilenceIsDetectedAfterTheLocalTimeoutAndNotBefore()
    {
        EngineRig rig = Opened(null, 1000);
        TimeSpan interval = rig.Engine.TickInterval!.Value;
        Assert.Equal(TimeSpan.FromMilliseconds(250), interval);
        Assert.True(rig.Engine.OnTick(TimeSpan.Zero));
        rig.Engine.OnFrame(0, []);

        // The frame came somewhere in the first interval.
        TimeSpan now = interval;
        while (rig.Engine.OnTick(now))
        {
            now += interval;
        }

        Assert.InRange(now, TimeSpan.FromMilliseconds(1000), TimeSpan.FromMilliseconds(1500));
    }

    [Fact]
    public void AnyFrameCountsAsLife()
    {
        EngineRig rig = Opened(null, 1000);
        rig.Begin();
        for (int i = 0; i < 50; i++)
        {
            rig.Receive(new Flow { NextIncomingId = 0, IncomingWindow = 1, NextOutgoingId = 0, OutgoingWindow = 1 });
            Assert.True(rig.Engine.OnTick(TimeSpan.FromMilliseconds(900 * i)));
        }
    }

    [Fact]
    public void BytesOfAnUnfinishedFrameCountAsLifeForFourTimeouts()
    {
        EngineRig rig = Opened(null, 1000);
        TimeSpan now = TimeSpan.Zero;
        Assert.True(rig.Engine.OnTick(now));
        for (; now < TimeSpan.FromMilliseconds(4000); now += TimeSpan.FromMilliseconds(250))
        {
            rig.Engine.OnBytes();
            Assert.True(rig.Engine.OnTick(now));
            Assert.False(rig.Engine.IsStalled);
        }

        rig.Engine.OnBytes();
        Assert.False(rig.Engine.OnTick(now));
        Assert.True(rig.Engine.IsStalled);
    }

    [Fact]
    public void SilenceAmidAFrameIsSilence()
    {
        EngineRig rig = Opened(null, 1000);
        rig.Engine.OnBytes();
        Assert.True(rig.Engine.OnTick(TimeSpan.Zero));

        Assert.False(rig.Engine.OnTick(TimeSpan.FromDays(1)));
        Assert.False(rig.Engine.IsStalled);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(900)]
    [InlineData(60_000)]
    [InlineData(500_000)]
    public void SilenceIsDetectedWithinASecondOfTheTimeout(int local) =>
        Assert.True(Opened(null, local).Engine.TickInterval!.Value * 2 <= TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData(null, null)]
    [InlineData(1, 1u)]
    [InlineData(60_000, 30_000u)]
    public void HalfOfOurTimeoutIsAdvertised(int? local, uint? advertised)
    {
        EngineRig rig = new(Settings(local));
        rig.Engine.Open();

        Assert.Equal(advertised, Assert.Single(rig.Take<Open>()).IdleTimeOut);
    }

    [Fact]
    public void WithoutLocalTimeoutSilenceIsNoFault()
    {
        EngineRig rig = Opened(1000, null);

        Assert.True(rig.Engine.OnTick(TimeSpan.Zero));
        Assert.True(rig.Engine.OnTick(TimeSpan.FromDays(10)));
    }

    [Theory]
    [InlineData(null, 1900, 475)]
    [InlineData(null, 2000, 500)]
    [InlineData(null, 60_000, 500)]
    [InlineData(null, 512_000, 500)]
    [InlineData(null, 1_024_000, 1000)]
    [InlineData(1200u, 1_024_000, 300)]
    [InlineData(100_000u, 1_024_000, 1000)]
    public void TicksComeNoOftenerThanIsNeeded(uint? remote, int local, int expected)
        => Assert.Equal(TimeSpan.FromMilliseconds(expected), Opened(remote, local).Engine.TickInterval);

    [Fact]
    public void SilenceOfExactlyTheTimeoutIsTooLong()
    {
        EngineRig rig = Opened(null, 1000);
        Assert.True(rig.Engine.OnTick(TimeSpan.Zero));

        Assert.True(rig.Engine.OnTick(TimeSpan.FromMilliseconds(999)));
        Assert.False(rig.Engine.OnTick(TimeSpan.FromMilliseconds(1000)));
        Assert.False(rig.Engine.IsStalled);
    }

    [Fact]
    public void ThePeersTimeBeginsWithTheFirstTickWhateverTheClockSays()
    {
        EngineRig rig = new(Settings(1000));

        Assert.True(rig.Engine.OnTick(TimeSpan.FromDays(1)));
        Assert.False(rig.Engine.IsStalled);
    }

    private static ConnectionSettings Settings(int? local) => new() { ContainerId = "here", IdleTimeout = local is { } value ? TimeSpan.FromMilliseconds(value) : null };

    private static EngineRig Opened(uint? remote, int? local) => EngineRig.Opened(idleTimeOut: remote, settings: Settings(local));
}
