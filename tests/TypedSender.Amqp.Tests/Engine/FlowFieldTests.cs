using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>What our flows say, field by field (AMQP 1.0, 2.7.4).</summary>
public class FlowFieldTests
{
    [Fact]
    public void TheNextIncomingIdIsLeftOutUntilThePeersBeginHasCome()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Engine.BeginSession(new SessionSettings());
        ReceiverLink receiver = session.AttachReceiver(EngineRig.Attaching("incoming", Role.Receiver));

        receiver.GrantCredit(1);
        Assert.Null(Assert.Single(rig.Take<Flow>()).NextIncomingId);
        rig.Receive(new Begin { RemoteChannel = 0, NextOutgoingId = 55, IncomingWindow = 1, OutgoingWindow = 1 });
        receiver.GrantCredit(1);

        Assert.Equal(55u, Assert.Single(rig.Take<Flow>()).NextIncomingId);
    }

    [Fact]
    public void AFlowForTheSessionSaysNothingOfALink()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(settings: new SessionSettings { InitialOutgoingId = 9 });

        rig.Window(session, 9, 10, echo: true);

        Assert.Equal(new Flow { NextIncomingId = 0, IncomingWindow = 2048, NextOutgoingId = 9, OutgoingWindow = int.MaxValue }, Assert.Single(rig.Take<Flow>()));
    }

    [Fact]
    public void AReplenishedWindowSaysNothingOfALink()
    {
        EngineRig rig = EngineRig.Opened();
        AttachReceiver(rig, new SessionSettings { IncomingWindow = 2 }).GrantCredit(5);
        rig.Take();

        rig.Receive(new Transfer { Handle = 7, DeliveryId = 0, DeliveryTag = new byte[] { 1 } });

        Assert.Equal(new Flow { NextIncomingId = 1, IncomingWindow = 2, NextOutgoingId = 0, OutgoingWindow = int.MaxValue }, Assert.Single(rig.Take<Flow>()));
    }

    /// <summary>Two ends that answer an echo with another would never fall silent.</summary>
    [Fact]
    public void AReceiversAnswerToAnEchoAsksForNone()
    {
        EngineRig rig = EngineRig.Opened();
        AttachReceiver(rig, new SessionSettings()).GrantCredit(5);
        rig.Take();

        rig.Receive(new Flow { NextIncomingId = 0, IncomingWindow = 5, NextOutgoingId = 3, OutgoingWindow = 5, Handle = 7, DeliveryCount = 0, Echo = true });

        Flow expected = new()
        {
            NextIncomingId = 3, IncomingWindow = 2048, NextOutgoingId = 0, OutgoingWindow = int.MaxValue, Handle = 0, DeliveryCount = 0, LinkCredit = 5, Available = 0,
        };
        Assert.Equal(expected, Assert.Single(rig.Take<Flow>()));
    }

    [Theory]
    [InlineData(40u, 40u)]
    [InlineData(null, 0u)]
    public void CreditForASenderThatAttachedCountsFromItsDeliveryCount(uint? initial, uint expected)
    {
        EngineRig rig = EngineRig.Opened();
        rig.Handler.AttachRequested = static (session, attach) => session.AcceptSender(attach, attach).GrantCredit(3);
        rig.Begin();

        rig.Receive(EngineRig.Attaching("theirs", Role.Sender, 7) with { InitialDeliveryCount = initial });

        Flow flow = Assert.Single(rig.Take<Flow>());
        Assert.Equal((expected, 3u), (flow.DeliveryCount, flow.LinkCredit));
    }

    [Fact]
    public void AFlowForALinkIsToldOfEitherEnd()
    {
        EngineRig rig = EngineRig.Opened();
        ReceiverLink receiver = AttachReceiver(rig, new SessionSettings());
        SenderLink sender = rig.AttachSender(receiver.Session);
        List<Link> changed = [];
        rig.Handler.CreditChanged = changed.Add;

        rig.Receive(new Flow { NextIncomingId = 0, IncomingWindow = 5, NextOutgoingId = 0, OutgoingWindow = 5, Handle = 7, DeliveryCount = 0 });
        rig.Credit(sender, 4);
        rig.Window(receiver.Session, 0, 5);

        Assert.Equal([receiver, sender], changed);
    }

    [Fact]
    public void WhatIsEnqueuedWhenADrainIsToldStillGoesOut()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin());
        TestDelivery delivery = new() { Phase = DeliveryPhase.Waiting };
        delivery.Hold([1]);
        rig.Handler.CreditChanged = _ =>
        {
            Assert.Equal((10u, true), (link.Credit, link.IsDraining));
            link.Queue.Enqueue(delivery);
            link.OnEnqueued();
        };

        rig.Credit(link, 10, drain: true);

        List<WireFrame> frames = rig.Take();
        Assert.Equal([1], frames[0].Payload);
        Assert.Equal((10u, 0u), (frames[1].As<Flow>().DeliveryCount, frames[1].As<Flow>().LinkCredit));
        Assert.Equal(2, frames.Count);
    }

    private static ReceiverLink AttachReceiver(EngineRig rig, SessionSettings settings)
    {
        ReceiverLink link = rig.Begin(settings: settings).AttachReceiver(EngineRig.Attaching("incoming", Role.Receiver));
        rig.Receive(EngineRig.Attaching("incoming", Role.Sender, 7));
        return link;
    }
}
