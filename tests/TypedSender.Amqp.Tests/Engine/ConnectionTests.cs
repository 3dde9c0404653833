using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Open and close (AMQP 1.0, 2.4).</summary>
public class ConnectionTests
{
    [Fact]
    public void OpenIsOneFrameOnChannelZero()
    {
        EngineRig rig = new();
        rig.Engine.Open();

        AmqpBuffer output = rig.Engine.TakeOutput(new AmqpBuffer());

        // Frame of 29 bytes; open: "here", hostname null, max-frame-size 65536, channel-max 255.
        Assert.Equal("0000001D02000000005310C010 04A10468657265 40 7000010000 6000FF".Replace(" ", string.Empty), Convert.ToHexString(output.WrittenSpan));
    }

    [Fact]
    public void BothRolesOpenAndClose()
    {
        EnginePair pair = new();
        pair.Client.Engine.Open();
        pair.Exchange();
        Assert.True(pair.Client.Engine.IsOpen);
        Assert.True(pair.Server.Engine.IsOpen);

        pair.Client.Engine.Close();
        pair.Exchange();

        Assert.Equal(["opened server", "closed"], pair.Client.Handler.Events);
        Assert.Equal(["opened client", "closed"], pair.Server.Handler.Events);
        Assert.Single(pair.FromServer, frame => frame.Is<Close>());
        Assert.False(pair.Client.Engine.IsOpen);
    }

    [Fact]
    public void SimultaneousClosesCrossWithoutAnAnswerToTheAnswer()
    {
        EnginePair pair = new();
        pair.Client.Engine.Open();
        pair.Exchange();

        pair.Client.Engine.Close();
        pair.Server.Engine.Close();
        pair.Exchange();

        Assert.Single(pair.FromClient, frame => frame.Is<Close>());
        Assert.Single(pair.FromServer, frame => frame.Is<Close>());
        Assert.Equal("closed", pair.Client.Handler.Events[^1]);
        Assert.Equal("closed", pair.Server.Handler.Events[^1]);
    }

    [Fact]
    public void AClosingPeerIsAnsweredAndItsErrorTold()
    {
        EngineRig rig = EngineRig.Opened();

        rig.Receive(new Close { Error = EngineError.Make(AmqpErrorConditions.ConnectionForced, "maintenance") });

        Assert.Equal(["closed amqp:connection:forced"], rig.Handler.Events);
        Assert.Null(Assert.Single(rig.Take<Close>()).Error);
    }

    [Fact]
    public void WhatComesBetweenOurCloseAndThePeersIsDiscarded()
    {
        EngineRig rig = EngineRig.Opened();
        rig.Begin();
        rig.Engine.Close();
        rig.Take();

        rig.Receive(new Transfer { Handle = 7 });
        rig.Receive(new Begin { NextOutgoingId = 0, IncomingWindow = 1, OutgoingWindow = 1 }, channel: 9);

        Assert.Empty(rig.Take());
        Assert.Equal(["begun 0"], rig.Handler.Events);
        rig.Receive(new Close());
        Assert.Equal("closed", rig.Handler.Events[^1]);
        rig.Receive(new Close());
        Assert.Empty(rig.Take());
    }

    [Fact]
    public void NothingIsAppendedBehindAClose()
    {
        EngineRig rig = EngineRig.Opened(idleTimeOut: 1000);
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session, credit: 10);
        ReceiverLink receiver = session.AttachReceiver(EngineRig.Attaching("incoming", Role.Receiver));
        rig.Receive(EngineRig.Attaching("incoming", Role.Sender, 7));
        rig.Engine.Close();
        rig.Take();

        Assert.False(link.CanAppend(10));
        TestDelivery delivery = rig.Send(link, [1, 2, 3]);
        receiver.GrantCredit(5);
        session.Settle(0, 0, Accepted.Instance);
        link.Detach(closed: true);
        session.End();
        rig.Engine.BeginSession(new SessionSettings());
        rig.Engine.OnTick(TimeSpan.FromSeconds(1));
        rig.Engine.OnTick(TimeSpan.FromSeconds(60));

        Assert.Empty(rig.Take());
        Assert.Equal(DeliveryPhase.Waiting, delivery.Phase);
    }

    [Fact]
    public void AnAbruptCloseDropsWhatWaitsAndLeavesOffsetsAlone()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 10);
        long taken = rig.Engine.StreamOffset;
        TestDelivery delivery = rig.Send(link, [1, 2, 3]);

        rig.Engine.CloseAbruptly();

        Assert.True(delivery.EndOffset > taken);
        Assert.True(rig.Engine.StreamOffset > delivery.EndOffset);
        Assert.Equal([typeof(Close)], rig.Take().Select(frame => frame.Performative!.GetType()));
    }

    [Fact]
    public void AnAbruptCloseBeforeOurOpenHasLeftSaysOpenFirst()
    {
        EngineRig rig = new();
        rig.Handler.Opened = _ => rig.Engine.Open();
        rig.Receive(new Open { ContainerId = "there" });

        rig.Engine.CloseAbruptly(EngineError.Make(AmqpErrorConditions.FramingError, "bytes"));

        Assert.Equal([typeof(Open), typeof(Close)], rig.Take().Select(frame => frame.Performative!.GetType()));
    }

    [Fact]
    public void ClosingWithoutHavingOpenedOpensFirst()
    {
        EngineRig rig = new();

        rig.Engine.Close();

        Assert.Equal([typeof(Open), typeof(Close)], rig.Take().Select(frame => frame.Performative!.GetType()));
    }

    [Fact]
    public void AFrameBeforeTheOpenIsIllegal()
    {
        EngineRig rig = new();
        rig.Engine.Open();

        AmqpProtocolException exception = Assert.Throws<AmqpProtocolException>(
            () => rig.Receive(new Begin { NextOutgoingId = 0, IncomingWindow = 1, OutgoingWindow = 1 }));

        Assert.Equal(AmqpErrorConditions.IllegalState, exception.Error.Condition.Value);
    }

    [Fact]
    public void ASecondOpenIsIllegal()
    {
        EngineRig rig = EngineRig.Opened();

        AmqpProtocolException exception = Assert.Throws<AmqpProtocolException>(() => rig.Receive(new Open { ContainerId = "there" }));

        Assert.Equal(AmqpErrorConditions.IllegalState, exception.Error.Condition.Value);
    }

    [Theory]
    [InlineData(0u, false)]
    [InlineData(511u, false)]
    [InlineData(512u, true)]
    [InlineData(uint.MaxValue, true)]
    public void MaxFrameSizeIsAtLeast512(uint maxFrameSize, bool isTaken)
    {
        EngineRig rig = new();
        rig.Engine.Open();
        Open open = new() { ContainerId = "there", MaxFrameSize = maxFrameSize };

        if (isTaken)
        {
            rig.Receive(open);
            Assert.Equal(maxFrameSize, rig.Engine.RemoteMaxFrameSize);
            Assert.InRange(rig.Engine.TransferPayloadLimit, 1, 256 * 1024);
        }
        else
        {
            AmqpProtocolException exception = Assert.Throws<AmqpProtocolException>(() => rig.Receive(open));
            Assert.Equal(AmqpErrorConditions.InvalidField, exception.Error.Condition.Value);
        }
    }

    [Fact]
    public void ADescriptorThatIsNoPerformativeIsNotImplemented()
    {
        EngineRig rig = EngineRig.Opened();
        rig.Begin();

        AmqpProtocolException exception = Assert.Throws<AmqpProtocolException>(() => rig.Engine.OnFrame(0, [0x00, 0x53, 0x1F, 0x45]));

        Assert.Equal(AmqpErrorConditions.NotImplemented, exception.Error.Condition.Value);
    }

    [Fact]
    public void GarbageIsADecodeException()
    {
        EngineRig rig = EngineRig.Opened();

        Assert.Throws<AmqpDecodeException>(() => rig.Engine.OnFrame(0, [0xFF, 0x01]));
        Assert.Throws<AmqpDecodeException>(() => rig.Engine.OnFrame(0, [0x00, 0x53, 0x11, 0xC0, 0x40]));
    }

    [Fact]
    public void AFrameOnAnUnknownChannelIsNotAllowed()
    {
        EngineRig rig = EngineRig.Opened();

        AmqpProtocolException exception = Assert.Throws<AmqpProtocolException>(() => rig.Receive(new End(), channel: 3));

        Assert.Equal(AmqpErrorConditions.NotAllowed, exception.Error.Condition.Value);
        Assert.Contains("channel 3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSizeOfTheOpenFrameIsKnownBeforeItIsSent()
    {
        ConnectionSettings settings = new() { ContainerId = new string('c', 300), Properties = new AmqpMap { [new AmqpSymbol("product")] = "test" } };
        EngineRig rig = new(settings);

        rig.Engine.Open();

        Assert.Equal(Assert.Single(rig.Take()).Size, settings.MeasureOpen());
    }
}
