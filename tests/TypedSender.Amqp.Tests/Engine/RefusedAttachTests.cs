using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Attaches without a terminus, which a detach follows (AMQP 1.0, 2.6.3).</summary>
public class RefusedAttachTests
{
    [Fact]
    public void ARefusedSenderIsDetachedAndNeverAttached()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink link = session.AttachSender(EngineRig.Attaching("link"), new DeliveryQueue(), 10);
        rig.Take();

        rig.Receive(EngineRig.Attaching("link", Role.Receiver, 5) with { Target = null });
        rig.Receive(new Flow { NextIncomingId = 0, IncomingWindow = 10, NextOutgoingId = 0, OutgoingWindow = 1, Handle = 5, DeliveryCount = 0, LinkCredit = 10 });
        Assert.False(link.CanAppend(1));
        rig.Receive(new Detach { Handle = 5, Closed = true, Error = EngineError.Make(AmqpErrorConditions.NotFound, "no orders") });

        Assert.Equal(["begun 0", "detached link closed amqp:not-found"], rig.Handler.Events);
        Assert.True(Assert.Single(rig.Take<Detach>()).Closed);
        Assert.Empty(session.Links);
    }

    [Fact]
    public void ARefusedReceiverIsDetachedAndNeverAttached()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        session.AttachReceiver(EngineRig.Attaching("link", Role.Receiver));
        rig.Take();

        rig.Receive(EngineRig.Attaching("link", Role.Sender, 5) with { Source = null });
        rig.Receive(new Detach { Handle = 5, Closed = true });

        Assert.Equal(["begun 0", "detached link closed"], rig.Handler.Events);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RefusingAnswersWithoutTerminusAndDetaches(bool isSender)
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session);
        pair.Server.Handler.AttachRequested = (serverSession, attach)
            => serverSession.RefuseAttach(attach, EngineError.Make(AmqpErrorConditions.UnauthorizedAccess, "not yours"));

        if (isSender)
        {
            session.AttachSender(EngineRig.Attaching("link"), new DeliveryQueue(), 10);
        }
        else
        {
            session.AttachReceiver(EngineRig.Attaching("link", Role.Receiver));
        }

        pair.Exchange();

        Attach answer = pair.FromServer[^2].As<Attach>();
        Assert.Equal(isSender ? Role.Receiver : Role.Sender, answer.Role);
        Assert.Null(isSender ? answer.TargetTerminus : answer.SourceTerminus);
        Assert.NotNull(isSender ? answer.SourceTerminus : answer.TargetTerminus);
        Assert.Equal(AmqpErrorConditions.UnauthorizedAccess, pair.FromServer[^1].As<Detach>().Error!.Condition.Value);
        Assert.Equal("detached link closed amqp:unauthorized-access", pair.Client.Handler.Events[^1]);
        Assert.DoesNotContain(pair.Client.Handler.Events, told => told.StartsWith("attached", StringComparison.Ordinal));
        Assert.Empty(session.Links);
        Assert.Empty(pair.Server.Engine.Sessions.Single().Links);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatComesOnARefusedLinkIsIgnoredUntilItsDetach(bool isSender)
    {
        EngineRig rig = EngineRig.Opened();
        rig.Handler.AttachRequested = static (session, attach) => session.RefuseAttach(attach, EngineError.Make(AmqpErrorConditions.NotAllowed, "no"));
        SessionEngine session = rig.Begin();
        rig.Receive(EngineRig.Attaching("theirs", isSender ? Role.Sender : Role.Receiver, 7));
        rig.Take();
        rig.Handler.Events.Clear();

        rig.Receive(new Flow { NextIncomingId = 0, IncomingWindow = 5, NextOutgoingId = 0, OutgoingWindow = 5, Handle = 7, DeliveryCount = 0, LinkCredit = 5, Echo = true });
        if (isSender)
        {
            rig.Receive(new Transfer { Handle = 7, DeliveryId = 0, DeliveryTag = new byte[] { 1 } }, payload: [1]);
        }

        Assert.Single(session.Links);
        rig.Receive(new Detach { Handle = 7, Closed = true });

        Assert.Empty(session.Links);
        Assert.Empty(rig.Handler.Events);
        Assert.Empty(rig.Handler.Received);
        Assert.Empty(rig.Take());
        Assert.False(session.IsEnded);
    }

    [Fact]
    [Trait("Size", "Large")]
    public void ManyRefusedLinksLeaveNothingBehind()
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session);
        pair.Server.Handler.AttachRequested = (serverSession, attach)
            => serverSession.RefuseAttach(attach, EngineError.Make(AmqpErrorConditions.NotFound, "no"));
        for (int i = 0; i < 3000; i++)
        {
            session.AttachSender(EngineRig.Attaching($"link{i}"), new DeliveryQueue(), 10);
            pair.Exchange();
        }

        Assert.Empty(session.Links);
        Assert.Equal(0u, pair.FromClient[^2].As<Attach>().Handle);
    }

    [Fact]
    public void TheCoordinatorIsRefusedByAServerThatHasNone()
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session);
        pair.Server.Handler.AttachRequested = (serverSession, attach) =>
        {
            Assert.IsType<Coordinator>(attach.TargetTerminus);
            serverSession.RefuseAttach(attach, EngineError.Make(AmqpErrorConditions.NotImplemented, "no transactions"));
        };

        session.AttachSender(EngineRig.Attaching("tx") with { TargetTerminus = MakeCoordinator() }, new DeliveryQueue(), 10);
        pair.Exchange();

        Assert.Equal("detached tx closed amqp:not-implemented", pair.Client.Handler.Events[^1]);
    }

    [Fact]
    public void AnAnswerWithTheCoordinatorAsTargetIsAnAttachedLink()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink link = session.AttachSender(EngineRig.Attaching("tx") with { TargetTerminus = MakeCoordinator() }, new DeliveryQueue(), 10);

        rig.Receive(EngineRig.Attaching("tx", Role.Receiver, 5) with { TargetTerminus = MakeCoordinator() });

        Assert.True(link.IsAttached);
        Assert.Equal("attached tx", rig.Handler.Events[^1]);
    }

    // AMQP 1.0, 4.5.1: the target of a link that controls transactions.
    private static Coordinator MakeCoordinator() => new();
}
