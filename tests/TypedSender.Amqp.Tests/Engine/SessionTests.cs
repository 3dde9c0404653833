using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Begin and end (AMQP 1.0, 2.5), channel numbers, session restart.</summary>
public class SessionTests
{
    [Fact]
    public void ABegunSessionIsAnsweredWithItsChannel()
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session);

        Assert.True(session.IsActive);
        Assert.Null(pair.FromClient[^1].As<Begin>().RemoteChannel);
        Assert.Equal(session.Channel, pair.FromServer[^1].As<Begin>().RemoteChannel);
        Assert.Equal("begun 0", pair.Client.Handler.Events[^1]);
        Assert.Equal("begun 0", pair.Server.Handler.Events[^1]);
    }

    [Fact]
    public void ThePeersEndIsAnsweredAndTold()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session, credit: 5);

        rig.Receive(new End { Error = EngineError.Make(AmqpErrorConditions.WindowViolation, "too many") });

        Assert.Single(rig.Take<End>());
        Assert.Equal("ended 0 amqp:session:window-violation", rig.Handler.Events[^1]);
        Assert.True(session.IsEnded);
        Assert.False(session.IsDiscarding);
        Assert.Equal(LinkState.Detached, link.State);
        Assert.False(link.CanAppend(1));
    }

    [Fact]
    public void SimultaneousEndsCross()
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session);
        pair.Client.Handler.Events.Clear();

        session.End();
        pair.Server.Engine.Sessions.Single().End();
        pair.Exchange();

        Assert.Single(pair.FromClient, frame => frame.Is<End>());
        Assert.Single(pair.FromServer, frame => frame.Is<End>());
        Assert.Empty(pair.Client.Engine.Sessions);
        Assert.Empty(pair.Server.Engine.Sessions);
        Assert.Empty(pair.Client.Handler.Events);
    }

    [Fact]
    public void WhatComesAfterOurEndIsDiscardedUntilThePeersEnd()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        session.End();
        rig.Take();

        rig.Receive(new Flow { NextIncomingId = 0, IncomingWindow = 1, NextOutgoingId = 0, OutgoingWindow = 1, Handle = 55 });
        rig.Receive(new Transfer { Handle = 55 });
        rig.Receive(new Disposition { Role = Role.Receiver, First = 9, Last = 1 });
        rig.Receive(EngineRig.Attaching("late", Role.Sender, 3));

        Assert.True(session.IsDiscarding);
        Assert.Empty(rig.Take());
        rig.Receive(new End());
        Assert.Empty(rig.Take());
        Assert.Throws<AmqpProtocolException>(() => rig.Receive(new End()));
    }

    [Fact]
    public void NothingIsAppendedBehindAnEnd()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        ReceiverLink receiver = session.AttachReceiver(EngineRig.Attaching("incoming", Role.Receiver));
        rig.Receive(EngineRig.Attaching("incoming", Role.Sender, 7));
        SenderLink sender = rig.AttachSender(session, credit: 5);
        session.End();
        rig.Take();

        receiver.GrantCredit(5);
        session.Settle(0, 3, Accepted.Instance);
        sender.Detach(closed: true);
        TestDelivery delivery = rig.Send(sender, [1]);

        Assert.Empty(rig.Take());
        Assert.Equal(DeliveryPhase.Waiting, delivery.Phase);
    }

    [Fact]
    public void ASessionEndedBeforeItsAnswerIsNotToldAndEndsWhenThePeerEnds()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Engine.BeginSession(new SessionSettings());
        session.End();

        rig.Receive(new Begin { RemoteChannel = 0, NextOutgoingId = 0, IncomingWindow = 1, OutgoingWindow = 1 }, channel: 4);
        Assert.Empty(rig.Handler.Events);
        Assert.Single(rig.Engine.Sessions);
        rig.Receive(new End(), channel: 4);

        Assert.Empty(rig.Engine.Sessions);
        Assert.Empty(rig.Handler.Events);
    }

    [Fact]
    public void OurChannelIsFreeOnlyAfterThePeersEnd()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine first = rig.Begin();
        first.End();

        SessionEngine second = rig.Begin();
        Assert.Equal(1, second.Channel);
        rig.Receive(new End());
        Assert.Equal(0, rig.Engine.BeginSession(new SessionSettings()).Channel);
    }

    [Fact]
    public void ASessionIsBegunAnewFromWithinItsEnd()
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session);
        SessionEngine? next = null;
        pair.Client.Handler.SessionEnded = _ => next = pair.Client.Engine.BeginSession(new SessionSettings());

        pair.Server.Engine.Sessions.Single().End(EngineError.Make(AmqpErrorConditions.InternalError, "oops"));
        pair.Exchange();
        SenderLink link = pair.AttachSender(next!);
        pair.Client.Send(link, [1, 2, 3]);
        pair.Exchange();

        Assert.NotSame(session, next);
        Assert.True(next!.IsActive);
        Assert.Equal([1, 2, 3], Assert.Single(pair.Server.Handler.Received).Bytes);
    }

    [Theory]
    [InlineData(3, 255, 4)]
    [InlineData(255, 1, 2)]
    [InlineData(0, 0, 1)]
    public void NoMoreSessionsThanEitherSidesChannelMax(ushort ours, ushort theirs, int possible)
    {
        EngineRig rig = EngineRig.Opened(channelMax: theirs, settings: new ConnectionSettings { ContainerId = "here", ChannelMax = ours });
        for (int i = 0; i < possible; i++)
        {
            rig.Begin();
        }

        LimitReachedException exception = Assert.Throws<LimitReachedException>(() => rig.Engine.BeginSession(new SessionSettings()));

        Assert.Equal("channel-max", exception.LimitName);
        Assert.Equal((uint)possible - 1, exception.Limit);
        Assert.Empty(rig.Take());
    }

    [Fact]
    public void APeersChannelAboveOurChannelMaxIsAFramingError()
    {
        EngineRig rig = EngineRig.Opened(settings: new ConnectionSettings { ContainerId = "here", ChannelMax = 3 });
        Begin begin = new() { NextOutgoingId = 0, IncomingWindow = 1, OutgoingWindow = 1 };

        rig.Receive(begin, channel: 3);
        AmqpProtocolException exception = Assert.Throws<AmqpProtocolException>(() => rig.Receive(begin, channel: 4));

        Assert.Equal(AmqpErrorConditions.FramingError, exception.Error.Condition.Value);
    }

    [Fact]
    public void APeerThatBeginsMoreSessionsThanItLetsUsAnswerBreaksTheProtocol()
    {
        EngineRig rig = EngineRig.Opened(channelMax: 0);
        Begin begin = new() { NextOutgoingId = 0, IncomingWindow = 1, OutgoingWindow = 1 };
        rig.Receive(begin, channel: 0);

        AmqpProtocolException exception = Assert.Throws<AmqpProtocolException>(() => rig.Receive(begin, channel: 1));

        Assert.Equal(AmqpErrorConditions.ResourceLimitExceeded, exception.Error.Condition.Value);
    }

    [Fact]
    public void ABeginOnAChannelInUseIsNotAllowed()
    {
        EngineRig rig = EngineRig.Opened();
        Begin begin = new() { NextOutgoingId = 0, IncomingWindow = 1, OutgoingWindow = 1 };
        rig.Receive(begin, channel: 2);

        Assert.Throws<AmqpProtocolException>(() => rig.Receive(begin, channel: 2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65535)]
    public void AnAnswerToABeginThatWasNeverSentIsNotAllowed(ushort answered)
    {
        EngineRig rig = EngineRig.Opened();
        rig.Begin();

        AmqpProtocolException exception = Assert.Throws<AmqpProtocolException>(
            () => rig.Receive(new Begin { RemoteChannel = answered, NextOutgoingId = 0, IncomingWindow = 1, OutgoingWindow = 1 }, channel: 5));

        Assert.Equal(AmqpErrorConditions.NotAllowed, exception.Error.Condition.Value);
    }
}
