using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Attach and detach (AMQP 1.0, 2.6.1 to 2.6.6), handles.</summary>
public class LinkTests
{
    [Fact]
    public void AnAttachIsAnsweredAndBothSidesWork()
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session);

        SenderLink link = pair.AttachSender(session);
        pair.Client.Send(link, [1, 2, 3]);
        pair.Exchange();

        Assert.Equal("attached link", pair.Client.Handler.Events[^1]);
        Assert.Equal("attach-requested link", pair.Server.Handler.Events[^1]);
        Assert.Equal(0u, pair.FromClient.Single(frame => frame.Is<Attach>()).As<Attach>().InitialDeliveryCount);
        Assert.Equal([1, 2, 3], Assert.Single(pair.Server.Handler.Received).Bytes);
    }

    [Fact]
    public void AReceivingPeerIsServed()
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session);
        ReceiverLink receiver = session.AttachReceiver(EngineRig.Attaching("incoming", Role.Receiver));
        receiver.GrantCredit(5);
        pair.Exchange();
        SenderLink sender = Assert.IsType<SenderLink>(Assert.Single(pair.ServerLinks));

        TestDelivery delivery = pair.Server.Send(sender, [4, 5]);
        pair.Exchange();
        session.Settle(0, 0, Released.Instance);
        pair.Exchange();

        Assert.Equal([4, 5], Assert.Single(pair.Client.Handler.Received).Bytes);
        Assert.Equal((delivery, Released.Instance), Assert.Single(pair.Server.Handler.Settled));
        Assert.Equal(4u, receiver.Credit);
        Assert.Equal(4u, sender.Credit);
    }

    [Fact]
    public void AReceiverThatHasNotSeenTheAttachLeavesTheDeliveryCountOut()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        ReceiverLink receiver = session.AttachReceiver(EngineRig.Attaching("incoming", Role.Receiver));

        receiver.GrantCredit(5);
        Assert.Null(Assert.Single(rig.Take<Flow>()).DeliveryCount);
        rig.Receive(EngineRig.Attaching("incoming", Role.Sender, 7) with { InitialDeliveryCount = 40 });
        receiver.GrantCredit(5);

        Assert.Equal(40u, Assert.Single(rig.Take<Flow>()).DeliveryCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ThePeersDetachIsAnsweredInKind(bool closed)
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 5);

        rig.Receive(new Detach { Handle = 100, Closed = closed, Error = EngineError.Make(AmqpErrorConditions.DetachForced, "gone") });

        Detach answer = Assert.Single(rig.Take<Detach>());
        Assert.Equal(link.Handle, answer.Handle);
        Assert.Equal(closed, answer.Closed);
        Assert.Equal(LinkState.Detached, link.State);
        Assert.Equal($"detached link {(closed ? "closed" : "kept")} amqp:link:detach-forced", rig.Handler.Events[^1]);
    }

    [Fact]
    public void SimultaneousDetachesCross()
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session);
        SenderLink link = pair.AttachSender(session);

        link.Detach(closed: true);
        pair.ServerLinks[0].Detach(closed: true);
        pair.Exchange();

        Assert.Single(pair.FromClient, frame => frame.Is<Detach>());
        Assert.Single(pair.FromServer, frame => frame.Is<Detach>());
        Assert.Empty(session.Links);
        Assert.Equal("detached link closed", pair.Client.Handler.Events[^1]);
    }

    [Fact]
    public void AClosingDetachAnsweredWithoutClosedStillEndsTheLink()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session);
        link.Detach(closed: true);
        rig.Take();

        rig.Receive(new Detach { Handle = 100, Closed = false });

        Assert.Empty(rig.Take());
        Assert.Empty(session.Links);
        Assert.Equal("detached link kept", rig.Handler.Events[^1]);
    }

    [Fact]
    public void ALinkDetachedBeforeItsAttachIsAnsweredStaysDetached()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        DeliveryQueue queue = new();
        SenderLink link = session.AttachSender(EngineRig.Attaching("link"), queue, 10);
        link.Detach(closed: true);
        rig.Take();
        rig.Handler.Events.Clear();

        rig.Receive(EngineRig.Attaching("link", Role.Receiver, 100));
        rig.Receive(new Flow { NextIncomingId = 0, IncomingWindow = 10, NextOutgoingId = 0, OutgoingWindow = 1, Handle = 100, DeliveryCount = 0, LinkCredit = 10, Echo = true });

        Assert.Equal(LinkState.DetachSent, link.State);
        Assert.False(link.CanAppend(1));
        Assert.Empty(rig.Handler.Events);
        rig.Receive(new Detach { Handle = 100, Closed = true });
        Assert.Empty(rig.Take());
        Assert.Empty(session.Links);
        Assert.Equal(["detached link closed"], rig.Handler.Events);
    }

    [Fact]
    public void OurHandleIsFreeOnlyAfterThePeersDetach()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink first = rig.AttachSender(session, name: "first");
        first.Detach(closed: true);

        SenderLink second = rig.AttachSender(session, name: "second");
        Assert.Equal(1u, second.Handle);
        rig.Receive(new Detach { Handle = 100, Closed = true });
        SenderLink third = rig.AttachSender(session, name: "third");

        Assert.Equal(0u, third.Handle);
        Assert.Equal(100u, third.RemoteHandle);
        Assert.True(third.IsAttached);
    }

    [Fact]
    public void ALinkOfTheSameNameWorksAfterADetach()
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session);
        for (int i = 0; i < 50; i++)
        {
            SenderLink link = pair.AttachSender(session);
            pair.Client.Send(link, [(byte)i]);
            pair.Exchange();
            link.Detach(closed: true);
            pair.Exchange();
        }

        Assert.Equal(50, pair.Server.Handler.Received.Count);
        Assert.All(pair.FromClient.Where(frame => frame.Is<Attach>()), frame => Assert.Equal(0u, frame.As<Attach>().Handle));
        Assert.Empty(session.Links);
    }

    [Theory]
    [InlineData(2u, 1000u, 3)]
    [InlineData(1023u, 0u, 1)]
    public void NoMoreLinksThanEitherSidesHandleMax(uint ours, uint theirs, int possible)
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(handleMax: theirs, settings: new SessionSettings { HandleMax = ours });
        for (int i = 0; i < possible; i++)
        {
            session.AttachSender(EngineRig.Attaching($"link{i}"), new DeliveryQueue(), 10);
        }

        rig.Take();
        LimitReachedException exception = Assert.Throws<LimitReachedException>(() => session.AttachReceiver(EngineRig.Attaching("more", Role.Receiver)));

        Assert.Equal("handle-max", exception.LimitName);
        Assert.Empty(rig.Take());
    }

    [Fact]
    public void APeersHandleAboveOurHandleMaxIsAFramingError()
    {
        EngineRig rig = EngineRig.Opened();
        rig.Begin(settings: new SessionSettings { HandleMax = 7 });

        AmqpProtocolException exception = Assert.Throws<AmqpProtocolException>(() => rig.Receive(EngineRig.Attaching("theirs", Role.Sender, 8)));

        Assert.Equal(AmqpErrorConditions.FramingError, exception.Error.Condition.Value);
    }

    [Fact]
    public void APeerThatAttachesMoreLinksThanItLetsUsAnswerLosesItsSession()
    {
        EngineRig rig = EngineRig.Opened();
        rig.Handler.AttachRequested = (session, attach) => session.RefuseAttach(attach, EngineError.Make(AmqpErrorConditions.NotAllowed, "no"));
        SessionEngine session = rig.Begin(handleMax: 0);
        rig.Receive(EngineRig.Attaching("first", Role.Sender, 0));
        rig.Take();

        rig.Receive(EngineRig.Attaching("second", Role.Sender, 1));

        Assert.Equal(AmqpErrorConditions.ResourceLimitExceeded, Assert.Single(rig.Take<End>()).Error!.Condition.Value);
        Assert.True(session.IsEnded);
    }

    [Fact]
    public void AHandleInUseEndsTheSession()
    {
        EngineRig rig = EngineRig.Opened();
        rig.AttachSender(rig.Begin());

        rig.Receive(EngineRig.Attaching("other", Role.Sender, 100));

        Assert.Equal(AmqpErrorConditions.HandleInUse, Assert.Single(rig.Take<End>()).Error!.Condition.Value);
        Assert.Equal("ended 0 amqp:session:handle-in-use", rig.Handler.Events[^1]);
    }

    [Fact]
    public void AnUnattachedHandleEndsTheSession()
    {
        foreach (Action<EngineRig> receive in new Action<EngineRig>[]
        {
            rig => rig.Receive(new Detach { Handle = 9 }),
            rig => rig.Receive(new Transfer { Handle = 9, DeliveryId = 0 }),
            rig => rig.Receive(new Flow { NextIncomingId = 0, IncomingWindow = 1, NextOutgoingId = 0, OutgoingWindow = 1, Handle = 9 }),
        })
        {
            EngineRig rig = EngineRig.Opened();
            rig.Begin();

            receive(rig);

            Assert.Equal(AmqpErrorConditions.UnattachedHandle, Assert.Single(rig.Take<End>()).Error!.Condition.Value);
            Assert.Equal("ended 0 amqp:session:unattached-handle", rig.Handler.Events[^1]);
        }
    }

    [Fact]
    public void ATransferToASendingLinkIsNotAllowed()
    {
        EngineRig rig = EngineRig.Opened();
        rig.AttachSender(rig.Begin());

        AmqpProtocolException exception = Assert.Throws<AmqpProtocolException>(() => rig.Receive(new Transfer { Handle = 100, DeliveryId = 0 }));

        Assert.Equal(AmqpErrorConditions.NotAllowed, exception.Error.Condition.Value);
    }

    [Fact]
    public void ASenderSaysItsInitialDeliveryCountAndAReceiverNone()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(settings: new SessionSettings { InitialDeliveryCount = 7 });

        session.AttachSender(EngineRig.Attaching("out") with { InitialDeliveryCount = null }, new DeliveryQueue(), 1);
        session.AttachReceiver(EngineRig.Attaching("in", Role.Receiver));

        Assert.Equal([7u, null], rig.Take<Attach>().Select(static attach => attach.InitialDeliveryCount));
    }

    [Fact]
    public void TwoLinksOfOneNameAreToldApartByTheirRoles()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink sender = session.AttachSender(EngineRig.Attaching("both"), new DeliveryQueue(), 1);
        ReceiverLink receiver = session.AttachReceiver(EngineRig.Attaching("both", Role.Receiver));

        rig.Receive(EngineRig.Attaching("both", Role.Sender, handle: 100));
        rig.Receive(EngineRig.Attaching("both", Role.Receiver, handle: 101));

        Assert.Equal((100u, 101u), (receiver.RemoteHandle, sender.RemoteHandle));
    }
}
