using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>What connections, sessions and links say of themselves, and that an ending happens once.</summary>
public class StateTests
{
    [Fact]
    public void AConnectionIsOpenFromBothOpensToTheFirstClose()
    {
        EngineRig sentFirst = new();
        Assert.False(sentFirst.Engine.IsOpen);
        sentFirst.Engine.Open();
        Assert.Equal((true, false, false), (sentFirst.Engine.IsOpenSent, sentFirst.Engine.IsOpenReceived, sentFirst.Engine.IsOpen));
        sentFirst.Receive(new Open { ContainerId = "there" });
        Assert.True(sentFirst.Engine.IsOpen);
        sentFirst.Engine.Close();
        Assert.Equal((true, false, false), (sentFirst.Engine.IsCloseSent, sentFirst.Engine.IsCloseReceived, sentFirst.Engine.IsOpen));

        EngineRig receivedFirst = new();
        receivedFirst.Receive(new Open { ContainerId = "there" });
        Assert.Equal((false, true, false), (receivedFirst.Engine.IsOpenSent, receivedFirst.Engine.IsOpenReceived, receivedFirst.Engine.IsOpen));
        receivedFirst.Engine.Open();
        Assert.True(receivedFirst.Engine.IsOpen);
        receivedFirst.Receive(new Close());
        Assert.Equal((true, true, false), (receivedFirst.Engine.IsCloseSent, receivedFirst.Engine.IsCloseReceived, receivedFirst.Engine.IsOpen));
    }

    [Fact]
    public void ThePeersCloseIsToldOnce()
    {
        EngineRig rig = EngineRig.Opened();

        rig.Receive(new Close());
        rig.Receive(new Close { Error = EngineError.Make(AmqpErrorConditions.InternalError, "again") });

        Assert.Equal(["closed"], rig.Handler.Events);
    }

    [Fact]
    public void ASecondCloseIsNotEvenLookedAt()
    {
        EngineRig rig = EngineRig.Opened();
        rig.Engine.Close();

        // Half a surrogate pair cannot be encoded.
        rig.Engine.Close(EngineError.Make(AmqpErrorConditions.InternalError, "\uD800"));

        Assert.Null(Assert.Single(rig.Take<Close>()).Error);
    }

    [Fact]
    public void ASessionIsActiveFromBothBeginsToTheFirstEnd()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Engine.BeginSession(new SessionSettings());
        Assert.False(session.IsActive);

        rig.Receive(new Begin { RemoteChannel = 0, NextOutgoingId = 0, IncomingWindow = 1, OutgoingWindow = 1 });
        Assert.True(session.IsActive);
        session.End();

        Assert.Equal((false, true, true), (session.IsActive, session.IsEnded, session.IsDiscarding));
        rig.Receive(new End());
        Assert.Equal((false, true, false), (session.IsActive, session.IsEnded, session.IsDiscarding));
    }

    [Fact]
    public void ASessionThatThePeerHasEndedIsNotEndedAgain()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        rig.Receive(new End());

        session.End();

        Assert.False(session.IsDiscarding);
        Assert.Single(rig.Take<End>());
    }

    [Fact]
    public void ASessionEndedOverARequestIsNotToldAsEndedByIt()
    {
        EngineRig rig = EngineRig.Opened();
        rig.Handler.AttachRequested = static (session, attach) =>
        {
            session.End();
            session.RefuseAttach(attach, EngineError.Make(AmqpErrorConditions.NotFound, "no"));
        };
        SessionEngine begun = rig.Begin(handleMax: 0);
        begun.AttachReceiver(EngineRig.Attaching("ours", Role.Receiver));
        rig.Take();

        rig.Receive(EngineRig.Attaching("theirs", Role.Sender, 1));

        Assert.Null(Assert.Single(rig.Take<End>()).Error);
        Assert.Equal(["begun 0", "attach-requested theirs"], rig.Handler.Events);
    }

    [Fact]
    public void ASessionOfThePeerTakesOnWhatItsBeginSays()
    {
        EngineRig rig = EngineRig.Opened();

        rig.Receive(new Begin { NextOutgoingId = 55, IncomingWindow = 7, OutgoingWindow = 1, HandleMax = 0 }, channel: 9);

        SessionEngine session = Assert.Single(rig.Engine.Sessions);
        Assert.Equal(((ushort)9, 7u, true), (session.RemoteChannel, session.RemoteIncomingWindow, session.IsActive));
        session.AttachReceiver(EngineRig.Attaching("incoming", Role.Receiver)).GrantCredit(1);
        Assert.Equal(55u, Assert.Single(rig.Take<Flow>()).NextIncomingId);
        Assert.Throws<LimitReachedException>(() => session.AttachReceiver(EngineRig.Attaching("more", Role.Receiver)));
    }

    [Theory]
    [InlineData(2u, 5u)]
    [InlineData(5u, 2u)]
    public void TheLowerHandleMaxIsTheOneThatIsReached(uint ours, uint theirs)
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(handleMax: theirs, settings: new SessionSettings { HandleMax = ours });
        for (int i = 0; i < 3; i++)
        {
            session.AttachReceiver(EngineRig.Attaching($"link{i}", Role.Receiver));
        }

        LimitReachedException exception = Assert.Throws<LimitReachedException>(() => session.AttachReceiver(EngineRig.Attaching("more", Role.Receiver)));

        Assert.Equal(("handle-max", 2u), (exception.LimitName, exception.Limit));
        Assert.Equal("handle-max is 2, and all numbers are in use", exception.Message);
    }

    [Fact]
    public void TheHandleMaxItselfIsAHandle()
    {
        EngineRig rig = EngineRig.Opened();
        rig.Begin(settings: new SessionSettings { HandleMax = 7 });

        rig.Receive(EngineRig.Attaching("theirs", Role.Sender, 7));

        Assert.Equal("attach-requested theirs", rig.Handler.Events[^1]);
    }

    [Theory]
    [InlineData(null, null, long.MaxValue)]
    [InlineData(0ul, null, long.MaxValue)]
    [InlineData(1ul, 1ul, 1L)]
    [InlineData(5000ul, 5000ul, 5000L)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, long.MaxValue)]
    public void ThePeersMaxMessageSizeIsTakenOnAndZeroIsNone(ulong? said, ulong? expected, long limit)
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.Begin().AttachSender(EngineRig.Attaching("link"), new DeliveryQueue(), 10);

        rig.Receive(EngineRig.Attaching("link", Role.Receiver, 100) with { MaxMessageSize = said });

        Assert.Equal((expected, limit), (link.RemoteMaxMessageSize, link.MessageSizeLimit));
    }

    [Fact]
    public void ALinkIsDetachedOnce()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin());

        link.Detach(closed: false);
        link.Detach(closed: true);
        Assert.False(Assert.Single(rig.Take<Detach>()).Closed);
        rig.Receive(new Detach { Handle = 100 });
        link.Detach(closed: true);

        Assert.Empty(rig.Take());
        Assert.Equal(LinkState.Detached, link.State);
    }
}
