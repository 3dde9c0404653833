using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Session windows both ways (AMQP 1.0, 2.5.6).</summary>
public class SessionWindowTests
{
    [Fact]
    public void AShutWindowHoldsTransfersUntilItOpens()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(incomingWindow: 0);
        SenderLink link = rig.AttachSender(session);
        rig.Credit(link, 100, window: 0);
        for (int i = 0; i < 3; i++)
        {
            rig.Send(link, [1]);
        }

        Assert.Empty(rig.Take());
        rig.Window(session, 0, 2);
        Assert.Equal(2, rig.Take().Count);
        Assert.Equal(0u, session.RemoteIncomingWindow);
        rig.Window(session, 2, 2);

        Assert.Single(rig.Take());
        Assert.Equal(1u, session.RemoteIncomingWindow);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(uint.MaxValue - 1)]
    public void APeerThatHasNotSeenOurBeginCountsFromOurFirstId(uint initialOutgoingId)
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(initialOutgoingId: initialOutgoingId);
        SenderLink link = rig.AttachSender(session);
        rig.Credit(link, 10, nextIncomingId: initialOutgoingId);
        for (int i = 0; i < 3; i++)
        {
            rig.Send(link, [1]);
        }

        rig.Window(session, null, 10);

        Assert.Equal(7u, session.RemoteIncomingWindow);
    }

    [Fact]
    public void AWindowBelowWhatIsUnderWayIsShutNotHuge()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session, credit: 100);
        for (int i = 0; i < 10; i++)
        {
            rig.Send(link, [1]);
        }

        rig.Take();
        rig.Window(session, 2, 3);
        rig.Send(link, [1]);

        Assert.Equal(0u, session.RemoteIncomingWindow);
        Assert.Empty(rig.Take());
        rig.Window(session, 10, 3);
        Assert.Single(rig.Take());
        Assert.Equal(2u, session.RemoteIncomingWindow);
    }

    [Fact]
    public void TheLargestWindowDoesNotOverflow()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(incomingWindow: uint.MaxValue);
        SenderLink link = rig.AttachSender(session, credit: 100);
        rig.Send(link, [1]);

        rig.Window(session, 0, uint.MaxValue);
        Assert.Equal(uint.MaxValue - 1, session.RemoteIncomingWindow);
        rig.Window(session, 5, uint.MaxValue);

        Assert.Equal(uint.MaxValue, session.RemoteIncomingWindow);
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(7u)]
    [InlineData(64u)]
    public void TransfersNeverExceedTheWindow(uint window)
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin(incomingWindow: window, initialOutgoingId: uint.MaxValue - 20);
        SenderLink[] links = [rig.AttachSender(session, name: "a"), rig.AttachSender(session, name: "b")];
        uint seen = uint.MaxValue - 20;
        foreach (SenderLink link in links)
        {
            rig.Credit(link, 1000, window: window, nextIncomingId: seen);
        }

        Random random = new(1);
        for (int i = 0; i < 60; i++)
        {
            rig.Send(links[i % 2], new byte[random.Next(0, 3000)]);
        }

        int total = 0;
        while (rig.Take<Transfer>() is { Count: > 0 } transfers)
        {
            Assert.InRange(transfers.Count, 1, (int)window);
            total += transfers.Count(transfer => !transfer.More);
            seen = unchecked(seen + (uint)transfers.Count);
            rig.Window(session, seen, window);
        }

        Assert.Equal(60, total);
    }

    [Fact]
    [Trait("Size", "Large")]
    public void DispositionsAndFlowsInOneReadLeaveNoLinkStuck()
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session);
        pair.Server.Handler.MessageReceived = (link, delivery) => link.Session.Settle(delivery.DeliveryId, delivery.DeliveryId, Accepted.Instance);
        pair.Credit = 100_000;
        SenderLink link = pair.AttachSender(session, maxInFlight: 8);
        for (int i = 0; i < 20_000; i++)
        {
            pair.Client.Send(link, [1]);
        }

        pair.Exchange();

        Assert.Equal(20_000, pair.Server.Handler.Received.Count);
        Assert.Equal(20_000, pair.Client.Handler.Settled.Count);
        Assert.Equal(0, link.InFlight);
    }

    [Fact]
    public void OurIncomingWindowIsReplenishedAtHalf()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(settings: new SessionSettings { IncomingWindow = 8 });
        ReceiverLink receiver = session.AttachReceiver(EngineRig.Attaching("incoming", Role.Receiver));
        rig.Receive(EngineRig.Attaching("incoming", Role.Sender, 7));
        receiver.GrantCredit(100);
        rig.Take();

        for (uint i = 0; i < 3; i++)
        {
            rig.Receive(new Transfer { Handle = 7, DeliveryId = i, DeliveryTag = new byte[] { 1 } }, payload: [1]);
        }

        Assert.Empty(rig.Take());
        rig.Receive(new Transfer { Handle = 7, DeliveryId = 3, DeliveryTag = new byte[] { 1 } }, payload: [1]);

        Flow flow = Assert.Single(rig.Take<Flow>());
        Assert.Equal((4u, 8u), (flow.NextIncomingId, flow.IncomingWindow));
        Assert.Null(flow.Handle);
        Assert.Equal(4, rig.Handler.Received.Count);
    }

    [Fact]
    public void ATransferIntoAShutWindowEndsTheSession()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(settings: new SessionSettings { IncomingWindow = 0 });
        session.AttachReceiver(EngineRig.Attaching("incoming", Role.Receiver)).GrantCredit(5);
        rig.Receive(EngineRig.Attaching("incoming", Role.Sender, 7));
        rig.Take();

        rig.Receive(new Transfer { Handle = 7, DeliveryId = 0, DeliveryTag = new byte[] { 1 } }, payload: [1]);

        Assert.Equal(AmqpErrorConditions.WindowViolation, Assert.Single(rig.Take<End>()).Error!.Condition.Value);
        Assert.Equal("ended 0 amqp:session:window-violation", rig.Handler.Events[^1]);
        Assert.Empty(rig.Handler.Received);
    }

    [Fact]
    public void ThePeersFlowSetsTheNextIncomingId()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();

        rig.Receive(new Flow { NextIncomingId = 0, IncomingWindow = 5, NextOutgoingId = 77, OutgoingWindow = 5, Echo = true });

        Assert.Equal(77u, Assert.Single(rig.Take<Flow>()).NextIncomingId);
        Assert.True(session.IsActive);
    }

    [Fact]
    public void AnOutgoingWindowThatIsUsedUpIsAnnouncedAgainBeforeTheNextTransfer()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(settings: new SessionSettings { OutgoingWindow = 2 });
        SenderLink link = rig.AttachSender(session, credit: 100);
        for (int i = 0; i < 3; i++)
        {
            rig.Send(link, [1]);
        }

        List<WireFrame> frames = rig.Take();

        Assert.Equal([typeof(Transfer), typeof(Transfer), typeof(Flow), typeof(Transfer)], frames.Select(static frame => frame.Performative!.GetType()));
        Flow flow = frames[2].As<Flow>();
        Assert.Equal((2u, null, false), (flow.OutgoingWindow, flow.Handle, flow.Drain));
    }
}
