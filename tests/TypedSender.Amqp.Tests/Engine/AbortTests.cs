using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Messages taken back before their last frame (AMQP 1.0, 2.6.14).</summary>
public class AbortTests
{
    [Fact]
    public void AWaitingMessageIsTakenBackWithoutATrace()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session);
        TestDelivery[] deliveries = [rig.Send(link, [0]), rig.Send(link, [1]), rig.Send(link, [2])];

        link.Withdraw(deliveries[1]);
        rig.Credit(link, 10);

        Assert.Equal([[0], [2]], rig.Take().Select(frame => frame.Payload));
        Assert.Equal((DeliveryPhase.Settled, 1), (deliveries[1].Phase, deliveries[1].PayloadsReleased));
        Assert.Equal([0u, 1u], session.Unsettled.Snapshot().Select(delivery => delivery.DeliveryId));
    }

    [Fact]
    public void ABegunMessageIsAbortedAtOnceWhenTheWindowIsOpen()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin(incomingWindow: 2);
        SenderLink link = rig.AttachSender(session);
        rig.Credit(link, 10, window: 2);
        TestDelivery large = rig.Send(link, new byte[5000]);
        rig.Take();

        // Room for more frames, of which the engine has not made use yet.
        rig.Engine.OnFrame(0, WireFrame.Encode(new Flow { NextIncomingId = 2, IncomingWindow = 50, NextOutgoingId = 0, OutgoingWindow = 1 }));
        link.Withdraw(large);

        Transfer abort = Assert.Single(rig.Take<Transfer>());
        Assert.Equal((0u, true, false), (abort.DeliveryId, abort.Aborted, abort.More));
        Assert.Equal(49u, session.RemoteIncomingWindow);
        Assert.Equal(0, session.Unsettled.Count);
        Assert.Equal(0, link.InFlight);
    }

    [Fact]
    public void AnAbortWaitsForTheWindowAndNothingOvertakesIt()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin(incomingWindow: 2);
        SenderLink link = rig.AttachSender(session);
        rig.Credit(link, 10, window: 2);
        TestDelivery large = rig.Send(link, new byte[5000]);
        TestDelivery next = rig.Send(link, [1]);
        rig.Take();

        link.Withdraw(large);
        rig.Engine.Pump();
        Assert.Empty(rig.Take());
        Assert.True(link.HasWork);
        Assert.False(link.CanAppend(1));
        rig.Window(session, 2, 1);
        Assert.True(Assert.Single(rig.Take<Transfer>()).Aborted);
        rig.Window(session, 3, 1);

        Assert.Equal([1], Assert.Single(rig.Take()).Payload);
        Assert.Equal((1u, DeliveryPhase.Appended), (next.DeliveryId, next.Phase));
    }

    [Fact]
    public void AnAbortAloneInTheCircleIsSentAndLeavesIt()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin(incomingWindow: 1);
        SenderLink link = rig.AttachSender(session);
        TestDelivery large = rig.Send(link, new byte[5000]);
        rig.Credit(link, 10, window: 1, drain: true);
        link.Withdraw(large);
        Assert.Single(rig.Take());

        rig.Window(session, 1, 10);

        List<WireFrame> frames = rig.Take();
        Assert.True(frames[0].As<Transfer>().Aborted);
        Assert.Equal(10u, frames[1].As<Flow>().DeliveryCount);
        Assert.False(link.HasWork);
        Assert.Equal(0u, link.Credit);
    }

    [Fact]
    public void TheReceiverForgetsAnAbortedMessage()
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session, server: new ConnectionSettings { ContainerId = "server", MaxFrameSize = 512 });
        SenderLink link = pair.AttachSender(session);
        TestDelivery large = new();
        large.Hold(new byte[5000]);
        large.Phase = DeliveryPhase.Waiting;
        link.Queue.Enqueue(large);
        link.OnEnqueued();
        pair.Client.Engine.Pump(budget: 600);
        Assert.Equal(DeliveryPhase.Partial, large.Phase);

        link.Withdraw(large);
        pair.Client.Send(link, [1, 2]);
        pair.Exchange();

        Assert.Equal([1, 2], Assert.Single(pair.Server.Handler.Received).Bytes);
        Assert.Equal(998u, Assert.IsType<ReceiverLink>(pair.ServerLinks[0]).Credit);
        Assert.Equal(998u, link.Credit);
        Assert.Equal(1, link.InFlight);
    }

    [Fact]
    public void TakingBackOnADetachedLinkAppendsNothing()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin(incomingWindow: 1);
        SenderLink link = rig.AttachSender(session);
        rig.Credit(link, 10, window: 1);
        TestDelivery large = rig.Send(link, new byte[5000]);
        rig.Receive(new Detach { Handle = 100, Closed = true });
        rig.Take();

        link.Withdraw(large);
        rig.Window(session, 1, 10);

        Assert.Empty(rig.Take());
        Assert.Equal(0, session.Unsettled.Count);
        Assert.Equal(0, link.InFlight);
    }

    [Fact]
    public void APresettledMessageIsAbortedToo()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin(incomingWindow: 1);
        SenderLink link = rig.AttachSender(session);
        rig.Credit(link, 10, window: 1);
        TestDelivery large = rig.Send(link, new byte[5000], presettled: true);
        rig.Take();

        link.Withdraw(large);
        rig.Window(session, 1, 10);

        Assert.True(Assert.Single(rig.Take<Transfer>()).Aborted);
        Assert.Equal(0, rig.Engine.PresettledCount);
        Assert.Equal(0, link.InFlight);
    }
}
