using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Who may append when several links have something waiting (design: round robin, budget, high-water mark).</summary>
public class PumpTests
{
    [Fact]
    public void LinksTakeTurns()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(incomingWindow: 0);
        SenderLink[] links = AttachMany(rig, session, 3);
        for (int i = 0; i < 6; i++)
        {
            rig.Send(links[i / 2], [1]);
        }

        rig.Window(session, 0, 100);

        Assert.Equal([0u, 1u, 2u, 0u, 1u, 2u], rig.Take<Transfer>().Select(transfer => transfer.Handle));
    }

    [Fact]
    public void AStuckLinkDoesNotBlockTheOthers()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(incomingWindow: 0);
        SenderLink[] links = AttachMany(rig, session, 3);
        rig.Credit(links[0], 0, window: 0);
        rig.Credit(links[1], 1, window: 0);
        foreach (SenderLink link in links)
        {
            rig.Send(link, [1]);
            rig.Send(link, [2]);
        }

        rig.Window(session, 0, 100);

        Assert.Equal([1u, 2u, 2u], rig.Take<Transfer>().Select(transfer => transfer.Handle));
        rig.Credit(links[0], 10, nextIncomingId: 3);
        Assert.Equal([0u, 0u], rig.Take<Transfer>().Select(transfer => transfer.Handle));
        rig.Credit(links[1], 10, deliveryCount: 1, nextIncomingId: 5);
        Assert.Equal([1u], rig.Take<Transfer>().Select(transfer => transfer.Handle));
    }

    [Fact]
    public void AllStuckEndsAtOnce()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(incomingWindow: 0);
        SenderLink[] links = AttachMany(rig, session, 20);
        foreach (SenderLink link in links)
        {
            rig.Send(link, [1]);
        }

        for (int i = 0; i < 1000; i++)
        {
            rig.Engine.Pump();
        }

        Assert.Empty(rig.Take());
        Assert.All(links, link => Assert.True(link.HasWork));
    }

    [Fact]
    public void EmptiedLinksLeaveTheCircleWhereverTheyStand()
    {
        foreach (int emptied in new[] { 0, 1, 2 })
        {
            EngineRig rig = EngineRig.Opened();
            SessionEngine session = rig.Begin(incomingWindow: 0);
            SenderLink[] links = AttachMany(rig, session, 3);
            TestDelivery[] deliveries = [.. links.Select(link => rig.Send(link, [1]))];

            links[emptied].Withdraw(deliveries[emptied]);
            rig.Window(session, 0, 100);

            Assert.Equal(2, rig.Take().Count);
            Assert.All(links, link => Assert.False(link.HasWork));
            rig.Send(links[emptied], [2]);
            Assert.Single(rig.Take());
        }
    }

    [Fact]
    public void ADetachedLinkLeavesTheCircleAndItsQueueGoesOnWithTheNextLink()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        DeliveryQueue queue = new();
        SenderLink first = session.AttachSender(EngineRig.Attaching("first"), queue, 10);
        rig.Receive(EngineRig.Attaching("first", Role.Receiver, 100));
        rig.Send(first, [1]);
        first.Detach(closed: true);
        rig.Send(first, [2]);
        rig.Receive(new Detach { Handle = 100, Closed = true });
        SenderLink second = session.AttachSender(EngineRig.Attaching("second"), queue, 10);
        rig.Receive(EngineRig.Attaching("second", Role.Receiver, 100));
        rig.Take();

        rig.Credit(second, 10);

        Assert.Equal([[1], [2]], rig.Take().Select(frame => frame.Payload));
        Assert.True(queue.IsEmpty);
    }

    [Fact]
    public void OneTurnAppendsItsBudgetAndLittleMore()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(incomingWindow: 0);
        SenderLink link = rig.AttachSender(session);
        rig.Credit(link, 1000, window: 0);
        rig.Send(link, new byte[2_000_000]);

        rig.Engine.OnFrame(0, WireFrame.Encode(new Flow { NextIncomingId = 0, IncomingWindow = 1000, NextOutgoingId = 0, OutgoingWindow = 1 }));
        rig.Engine.Pump();
        int first = rig.Take().Sum(frame => frame.Size);
        rig.Engine.Pump();
        int second = rig.Take().Sum(frame => frame.Size);

        Assert.InRange(first, 256 * 1024, (256 * 1024) + 65536);
        Assert.InRange(second, 256 * 1024, (256 * 1024) + 65536);
    }

    [Fact]
    public void NothingIsAppendedAboveTheHighWaterMark()
    {
        EngineRig rig = EngineRig.Opened(settings: new ConnectionSettings { ContainerId = "here", OutputHighWater = 100_000 });
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session, credit: 1000);
        for (int i = 0; i < 100; i++)
        {
            rig.Send(link, new byte[10_000]);
        }

        Assert.False(rig.Engine.HasRoom);
        int frames = 0;
        while (rig.Take() is { Count: > 0 } taken)
        {
            Assert.InRange(taken.Sum(frame => frame.Size), 1, 110_100);
            frames += taken.Count;
            rig.Engine.Pump();
        }

        Assert.Equal(100, frames);
        Assert.True(rig.Engine.HasRoom);
    }

    [Fact]
    public void ALateMessageDoesNotOvertake()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session, credit: 1);
        for (byte i = 0; i < 4; i++)
        {
            rig.Send(link, [i]);
        }

        // Credit has come, but what waits has not been appended yet.
        rig.Engine.OnFrame(0, WireFrame.Encode(new Flow
        {
            NextIncomingId = 0, IncomingWindow = 100, NextOutgoingId = 0, OutgoingWindow = 1, Handle = 100, DeliveryCount = 1, LinkCredit = 10,
        }));
        Assert.False(link.CanAppend(1));
        rig.Send(link, [4]);

        Assert.Equal([[0], [1], [2], [3], [4]], rig.Take().Select(frame => frame.Payload));
    }

    [Fact]
    public void OffsetsTellWhereADeliveryEnds()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin(incomingWindow: 100_000);
        SenderLink link = rig.AttachSender(session, credit: 1000);
        long start = rig.Engine.StreamOffset;

        TestDelivery small = rig.Send(link, [1]);
        TestDelivery large = rig.Send(link, new byte[2000]);

        List<WireFrame> frames = rig.Take();
        Assert.Equal(start + frames[0].Size, small.EndOffset);
        Assert.Equal(start + frames.Sum(frame => frame.Size), large.EndOffset);
        Assert.Equal(large.EndOffset, rig.Engine.StreamOffset);
        Assert.False(rig.Engine.HasOutput);
    }

    private static SenderLink[] AttachMany(EngineRig rig, SessionEngine session, int count)
    {
        SenderLink[] links = [.. Enumerable.Range(0, count).Select(i => rig.AttachSender(session, name: $"link{i}"))];
        foreach (SenderLink link in links)
        {
            rig.Credit(link, 10, window: 0);
        }

        return links;
    }
}
