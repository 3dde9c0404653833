using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>The map of unsettled deliveries: a ring for the recent ones, a dictionary for those that stay.</summary>
public class UnsettledDeliveriesTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(uint.MaxValue - 50_000)]
    [Trait("Size", "Large")]
    public void OneNeverSettledWhileAHundredThousandPass(uint initialOutgoingId)
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(initialOutgoingId: initialOutgoingId);
        SenderLink link = rig.AttachSender(session);
        rig.Credit(link, uint.MaxValue, window: uint.MaxValue, nextIncomingId: initialOutgoingId);
        TestDelivery stuck = rig.Send(link, [1]);
        for (uint i = 1; i <= 100_000; i++)
        {
            uint id = unchecked(initialOutgoingId + i);
            Assert.Equal(id, rig.Send(link, [1]).DeliveryId);
            rig.Take();
            rig.Engine.OnFrame(0, WireFrame.Encode(new Performatives.Disposition { Role = Performatives.Role.Receiver, First = id, Settled = true, State = Accepted.Instance }));
        }

        Assert.Equal(100_000, rig.Handler.Settled.Count);
        Assert.Equal(1, session.Unsettled.Count);
        rig.Settle(session, initialOutgoingId, state: Released.Instance);

        Assert.Equal((stuck, Released.Instance), rig.Handler.Settled[^1]);
        Assert.Equal(0, session.Unsettled.Count);
        Assert.Equal(0, link.InFlight);
    }

    [Fact]
    public void OverflowEntriesAreFoundTakenAndCounted()
    {
        UnsettledDeliveries unsettled = new();
        TestDelivery[] deliveries = AddMany(unsettled, 20_000);

        Assert.Equal(20_000, unsettled.Count);
        Assert.Same(deliveries[0], unsettled.Find(0));
        Assert.Same(deliveries[4096], Take(unsettled, 4096));
        Assert.Null(unsettled.Find(4096));
        Assert.Same(deliveries[0], Take(unsettled, 0));
        Assert.False(unsettled.Remove(deliveries[0]));
        Assert.True(unsettled.Remove(deliveries[19_999]));
        Assert.Same(deliveries[8192], unsettled.Find(8192));
        Assert.Equal(19_997, unsettled.Count);
        Assert.Equal(deliveries.Except([deliveries[0], deliveries[4096], deliveries[19_999]]), unsettled.Snapshot());
    }

    [Theory]
    [InlineData(0u, 19_999u, 20_000)]
    [InlineData(100u, 199u, 100)]
    [InlineData(4000u, 4200u, 201)]
    [InlineData(3000u, 12_000u, 9001)]
    [InlineData(15_000u, 90_000u, 5000)]
    [InlineData(20_000u, 0x7000_0000u, 0)]
    public void RangesTouchRingAndOverflowInOrder(uint first, uint last, int expected)
    {
        UnsettledDeliveries unsettled = new();
        AddMany(unsettled, 20_000);
        List<uint> visited = [];

        foreach (OutgoingDelivery delivery in unsettled.GetRange(first, last))
        {
            visited.Add(delivery.DeliveryId);
            Assert.True(unsettled.Remove(delivery));
        }

        Assert.Equal(Enumerable.Range((int)first, expected).Select(id => (uint)id), visited);
        Assert.Equal(20_000 - expected, unsettled.Count);
    }

    /// <summary>A peer may name ranges without end: each costs what stands in it, and no memory.</summary>
    [Theory]
    [InlineData(5000u, 0x7FFF_FFFFu)]
    [InlineData(0x8000_0000u, 0xFFFF_FFFFu)]
    [InlineData(1u, 998u)]
    public void RangesInWhichNothingStandsAllocateNothing(uint first, uint last)
    {
        UnsettledDeliveries unsettled = new();
        foreach (TestDelivery delivery in (TestDelivery[])[new() { DeliveryId = 0 }, .. Enumerable.Range(999, 3000).Select(id => new TestDelivery { DeliveryId = (uint)id })])
        {
            unsettled.Add(delivery);
        }

        Assert.False(unsettled.GetRange(first, last).MoveNext());
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isAny = unsettled.GetRange(first, last).MoveNext();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.False(isAny);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void RangesReachRoundTheWrapAndPastIdsThatWereSettledAtOnce()
    {
        uint[] ids = [0xFFFF_0000, 0xFFFF_FFF0, 5, 6, 3000, 9000, 9001];
        UnsettledDeliveries unsettled = new();
        foreach (uint id in ids)
        {
            unsettled.Add(new TestDelivery { DeliveryId = id });
        }

        Assert.Equal([0xFFFF_FFF0, 5, 6], Visited(unsettled, 0xFFFF_0001, 2999));
        Assert.Equal([5, 6, 3000, 9000, 9001], Visited(unsettled, 0, 0x7000_0000));
        Assert.Equal([9001], Visited(unsettled, 9001, 9001));
        Assert.Equal(ids, Visited(unsettled, 0xFFFF_0000, 0xFFFE_FFFF));
        Assert.Equal(ids, unsettled.Snapshot().Select(static delivery => delivery.DeliveryId));
        Assert.All(ids, id => Assert.Equal(id, Take(unsettled, id)!.DeliveryId));
        Assert.Equal(0, unsettled.Count);
    }

    /// <summary>Ids that were settled at once leave gaps; the deliveries round them stay in the ring, and cost nothing more.</summary>
    [Fact]
    public void GapsBetweenIdsAllocateNothing()
    {
        AddWithGaps(new UnsettledDeliveries(), MakeWithGaps());
        UnsettledDeliveries unsettled = new();
        unsettled.Add(new TestDelivery { DeliveryId = 0 });
        TestDelivery[] deliveries = MakeWithGaps();

        long before = GC.GetAllocatedBytesForCurrentThread();
        AddWithGaps(unsettled, deliveries);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1001, unsettled.Count);

        static TestDelivery[] MakeWithGaps() => [.. Enumerable.Range(1, 1000).Select(id => new TestDelivery { DeliveryId = (uint)id * 3 })];
        static void AddWithGaps(UnsettledDeliveries unsettled, TestDelivery[] deliveries)
        {
            foreach (TestDelivery delivery in deliveries)
            {
                unsettled.Add(delivery);
            }
        }
    }

    [Fact]
    public void ADeliveryIsFoundAfterALeapOfTheIdsToTheOtherHalf()
    {
        uint[] ids = [0x7FFF_EC78, 0x8000_1389];
        UnsettledDeliveries unsettled = new();
        foreach (uint id in ids)
        {
            unsettled.Add(new TestDelivery { DeliveryId = id });
        }

        Assert.Equal([ids[0]], Visited(unsettled, ids[0], ids[0]));
        Assert.Equal(ids, Visited(unsettled, ids[0], ids[1]));
    }

    /// <summary>The ring holds ids 0 to 4095 here.</summary>
    [Theory]
    [InlineData(0xC000_0000u, 0u, new uint[] { 0 })]
    [InlineData(0xC000_0000u, uint.MaxValue, new uint[0])]
    [InlineData(1u, 0u, new uint[] { 0, 4095 })]
    [InlineData(4096u, 4096u, new uint[0])]
    [InlineData(4095u, 4096u, new uint[] { 4095 })]
    public void ARangeMayEndWithTheOldestOfTheRing(uint first, uint last, uint[] expected)
    {
        UnsettledDeliveries unsettled = new();
        unsettled.Add(new TestDelivery { DeliveryId = 0 });
        unsettled.Add(new TestDelivery { DeliveryId = 4095 });

        Assert.Equal(expected, Visited(unsettled, first, last));
    }

    [Fact]
    public void OldDeliveriesAreVisitedInOrderThoughOneTookThePlaceOfAnother()
    {
        UnsettledDeliveries unsettled = new();
        AddMany(unsettled, 4100);
        Take(unsettled, 0);
        unsettled.Add(new TestDelivery { DeliveryId = 4100 });

        Assert.Equal(Enumerable.Range(1, 4100).Select(static id => (uint)id), Visited(unsettled, 0, 0x7000_0000));
    }

    [Fact]
    public void RemovingADeliveryThatIsNotInTheMapRemovesNoOther()
    {
        UnsettledDeliveries unsettled = new();
        AddMany(unsettled, 3);

        Assert.False(unsettled.Remove(new TestDelivery { DeliveryId = 1 }));

        Assert.Equal(3, unsettled.Count);
    }

    [Fact]
    public void AWaitingDeliveryWithAStaleIdTakesNoOtherWithIt()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session, credit: 1);
        rig.Send(link, [1]);
        TestDelivery waiting = rig.Send(link, [2]);

        link.Withdraw(waiting);

        Assert.Equal(1, session.Unsettled.Count);
        Assert.Equal(1, link.InFlight);
        Assert.Equal(DeliveryPhase.Settled, waiting.Phase);
    }

    private static OutgoingDelivery? Take(UnsettledDeliveries unsettled, uint id) => unsettled.Find(id) is { } found && unsettled.Remove(found) ? found : null;

    private static List<uint> Visited(UnsettledDeliveries unsettled, uint first, uint last)
    {
        List<uint> visited = [];
        foreach (OutgoingDelivery delivery in unsettled.GetRange(first, last))
        {
            visited.Add(delivery.DeliveryId);
        }

        return visited;
    }

    [Fact]
    public void TheOldestIsFoundAcrossTheSeamOfTheRing()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink first = rig.AttachSender(session, name: "first");
        SenderLink second = rig.AttachSender(session, name: "second");
        rig.Credit(first, 100_000, window: 1_000_000);
        rig.Credit(second, 100_000, window: 1_000_000);
        const uint last = UnsettledDeliveries.RingSize - 1;

        // Those that stay lie in the last place of the ring and in the third one, the newest.
        SendUpTo(last + 3);
        rig.Settle(session, 0, last - 1);
        rig.Settle(session, last + 1, last + 2);
        Assert.Equal(last, first.FindOldestUnsettled()?.DeliveryId);
        rig.Settle(session, last);
        Assert.Equal(last + 3, first.FindOldestUnsettled()?.DeliveryId);
        Assert.Null(second.FindOldestUnsettled());

        // The newest lies in the last place but one.
        SendUpTo(2 * last);
        Assert.Equal(last + 3, first.FindOldestUnsettled()?.DeliveryId);
        Assert.Null(second.FindOldestUnsettled());

        void SendUpTo(uint id)
        {
            while (rig.Send(first, [1]).DeliveryId != id)
            {
                rig.Take();
            }

            rig.Take();
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(4000u)]
    [InlineData(uint.MaxValue - 7000)]
    public void TheOldestOfALinkIsFoundInRingAndOverflow(uint initialOutgoingId)
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(initialOutgoingId: initialOutgoingId);
        SenderLink first = rig.AttachSender(session, name: "first");
        SenderLink second = rig.AttachSender(session, name: "second");
        rig.Credit(first, 100_000, window: 1_000_000, nextIncomingId: initialOutgoingId);
        rig.Credit(second, 100_000, window: 1_000_000, nextIncomingId: initialOutgoingId);
        Assert.Null(first.FindOldestUnsettled());

        TestDelivery[] ofFirst = [rig.Send(first, [1]), rig.Send(first, [1])];
        List<TestDelivery> ofSecond = [];
        for (int i = 0; i < 10_000; i++)
        {
            ofSecond.Add(rig.Send(second, [1]));
            rig.Take();
        }

        TestDelivery last = rig.Send(first, [1]);
        rig.Take();
        foreach (TestDelivery expected in (TestDelivery[])[.. ofFirst, last])
        {
            Assert.Same(expected, first.FindOldestUnsettled());
            Assert.Same(expected, first.FindOldestUnsettled());
            Assert.Same(ofSecond[0], second.FindOldestUnsettled());
            rig.Settle(session, expected.DeliveryId);
        }

        Assert.Null(first.FindOldestUnsettled());
        foreach (int settled in (int[])[0, 1, 5900, 5901, 5902, 5903, 9998])
        {
            rig.Settle(session, ofSecond[0].DeliveryId, ofSecond[settled].DeliveryId);
            Assert.Same(ofSecond[settled + 1], second.FindOldestUnsettled());
        }
    }

    private static TestDelivery[] AddMany(UnsettledDeliveries unsettled, int count)
    {
        TestDelivery[] deliveries = [.. Enumerable.Range(0, count).Select(id => new TestDelivery { DeliveryId = (uint)id })];
        foreach (TestDelivery delivery in deliveries)
        {
            unsettled.Add(delivery);
        }

        return deliveries;
    }
}
