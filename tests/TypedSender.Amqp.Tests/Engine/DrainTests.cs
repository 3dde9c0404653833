using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Drain and echo (AMQP 1.0, 2.6.7).</summary>
public class DrainTests
{
    [Fact]
    public void WithNothingWaitingAllCreditIsUsedUpAtOnce()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 10);
        rig.Send(link, [1]);
        rig.Take();

        rig.Credit(link, 10, deliveryCount: 1, drain: true);

        Flow flow = Assert.Single(rig.Take<Flow>());
        Assert.Equal(11u, flow.DeliveryCount);
        Assert.Equal(0u, flow.LinkCredit);
        Assert.True(flow.Drain);
        Assert.Equal(link.Handle, flow.Handle);
        Assert.Equal(0u, flow.Available);
        Assert.False(link.CanAppend(1));
    }

    [Fact]
    public void TheSameDrainAgainIsNotAnsweredAgain()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 10);
        rig.Credit(link, 10, deliveryCount: 0, drain: true);
        Assert.Single(rig.Take());

        rig.Credit(link, 10, deliveryCount: 0, drain: true);

        Assert.Empty(rig.Take());
        Assert.Equal(0u, link.Credit);
    }

    [Fact]
    public void ADrainWithEchoIsAnsweredByOneFlow()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 10);

        rig.Credit(link, 10, drain: true, echo: true);

        Assert.Equal(10u, Assert.Single(rig.Take<Flow>()).DeliveryCount);
    }

    [Fact]
    public void WaitingMessagesGoFirst()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin());
        rig.Send(link, [1]);
        rig.Send(link, [2]);

        rig.Credit(link, 10, drain: true);

        List<WireFrame> frames = rig.Take();
        Assert.Equal([typeof(Transfer), typeof(Transfer), typeof(Flow)], frames.Select(frame => frame.Performative!.GetType()));
        Assert.Equal(10u, frames[2].As<Flow>().DeliveryCount);
        Assert.Equal(0u, frames[2].As<Flow>().LinkCredit);
    }

    [Fact]
    public void CreditThatMessagesUseUpNeedsNoAnswer()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin());
        rig.Send(link, [1]);
        rig.Send(link, [2]);
        rig.Send(link, [3]);

        rig.Credit(link, 2, drain: true);

        Assert.Equal(2, rig.Take().Count(frame => frame.Is<Transfer>()));
        Assert.Equal(1, link.Queue.Count);
    }

    [Fact]
    public void AfterADrainNewCreditWorks()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 10);
        rig.Credit(link, 10, drain: true);
        rig.Take();
        rig.Send(link, [1]);

        rig.Credit(link, 5, deliveryCount: 10);

        Assert.Single(rig.Take());
        Assert.Equal(4u, link.Credit);
        Assert.False(link.IsDraining);
    }

    [Fact]
    public void ADrainIsAnsweredThoughMessagesWaitForAPlaceAmongTheUnsettled()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 10, maxInFlight: 1);
        rig.Send(link, [1]);
        rig.Send(link, [2]);
        rig.Take();

        // A receiver that settles only once the link is drained must not wait for ever.
        rig.Credit(link, 10, deliveryCount: 0, drain: true);

        Flow flow = Assert.Single(rig.Take<Flow>());
        Assert.Equal(10u, flow.DeliveryCount);
        Assert.Equal(1u, flow.Available);
        Assert.Equal(1, link.Queue.Count);
    }

    [Fact]
    public void ADrainIsAnsweredWhenTheLastWaitingMessageIsTakenBack()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(incomingWindow: 0);
        SenderLink link = rig.AttachSender(session);
        TestDelivery delivery = rig.Send(link, [1]);
        rig.Credit(link, 4, drain: true, window: 0);
        Assert.Empty(rig.Take());

        link.Withdraw(delivery);
        rig.Engine.Pump();

        Assert.Equal(4u, Assert.Single(rig.Take<Flow>()).DeliveryCount);
    }

    [Fact]
    public void EchoesAreAnsweredForLinksAndForTheSession()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session, credit: 3);
        rig.Send(link, [1]);
        rig.Take();

        rig.Credit(link, 3, deliveryCount: 0, echo: true);
        Flow forLink = Assert.Single(rig.Take<Flow>());
        rig.Window(session, 1, 10, echo: true);
        Flow forSession = Assert.Single(rig.Take<Flow>());

        Assert.Equal((link.Handle, 1u, 2u, false), (forLink.Handle, forLink.DeliveryCount, forLink.LinkCredit, forLink.Echo));
        Assert.Equal(1u, forLink.NextOutgoingId);
        Assert.Null(forSession.Handle);
        Assert.Null(forSession.DeliveryCount);
        Assert.Null(forSession.LinkCredit);
    }

    [Fact]
    public void AReceiverSeesItsDrainAnswered()
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session);
        SenderLink sender = pair.AttachSender(session);
        ReceiverLink receiver = Assert.IsType<ReceiverLink>(pair.ServerLinks[0]);
        pair.Client.Send(sender, [1]);
        pair.Exchange();

        receiver.GrantCredit(50, drain: true);
        pair.Exchange();

        Assert.Equal(0u, receiver.Credit);
        Assert.Equal(0u, sender.Credit);
        receiver.GrantCredit(2);
        pair.Exchange();
        Assert.Equal(2u, sender.Credit);
    }

    [Fact]
    public void AnEchoDoesNotEndTheReceiversDrain()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        ReceiverLink receiver = session.AttachReceiver(EngineRig.Attaching("incoming", Role.Receiver));
        rig.Receive(EngineRig.Attaching("incoming", Role.Sender, 7));
        receiver.GrantCredit(5, drain: true);
        rig.Take();

        rig.Receive(new Flow { NextIncomingId = 0, IncomingWindow = 5, NextOutgoingId = 0, OutgoingWindow = 5, Handle = 7, DeliveryCount = 0, LinkCredit = 5, Echo = true });

        Flow answer = Assert.Single(rig.Take<Flow>());
        Assert.True(answer.Drain);
        Assert.Equal(5u, answer.LinkCredit);
    }
}
