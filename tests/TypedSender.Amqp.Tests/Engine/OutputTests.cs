using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>The bytes that wait to be written: how many may, and that a frame which cannot be appended harms no other.</summary>
public class OutputTests
{
    // The frame of an open with a container-id of four chars; each further char adds one.
    private const int OpenSize = 29;

    [Theory]
    [InlineData(OpenSize + 1, true)]
    [InlineData(OpenSize, false)]
    [InlineData(OpenSize - 1, false)]
    public void ThereIsRoomBelowTheHighWaterMark(int highWater, bool hasRoom)
    {
        EngineRig rig = new(new ConnectionSettings { ContainerId = "here", OutputHighWater = highWater });
        Assert.True(rig.Engine.HasRoom);
        Assert.False(rig.Engine.HasOutput);

        rig.Engine.Open();

        Assert.Equal((OpenSize, true, hasRoom), (rig.Engine.OutputLength, rig.Engine.HasOutput, rig.Engine.HasRoom));
        rig.Take();
        Assert.Equal((0, false, true), (rig.Engine.OutputLength, rig.Engine.HasOutput, rig.Engine.HasRoom));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(8, false)]
    [InlineData(7, true)]
    public void MoreThanFourTimesTheHighWaterMarkIsTooMuch(int highWater, bool isOverfull)
    {
        EngineRig rig = new(new ConnectionSettings { ContainerId = "here123", OutputHighWater = highWater });
        Assert.False(rig.Engine.IsOverfull);

        rig.Engine.Open();

        Assert.Equal((32, isOverfull), (rig.Engine.OutputLength, rig.Engine.IsOverfull));
        rig.Take();
        Assert.False(rig.Engine.IsOverfull);
    }

    [Fact]
    public void BeforeThePeersOpenAPayloadFitsTheSmallestFrame()
    {
        EngineRig rig = new();
        Assert.Equal((512u, 512 - 8 - 48), (rig.Engine.RemoteMaxFrameSize, rig.Engine.TransferPayloadLimit));

        rig.Receive(new Open { ContainerId = "there", MaxFrameSize = 1000 });

        Assert.Equal((1000u, 1000 - 8 - 48), (rig.Engine.RemoteMaxFrameSize, rig.Engine.TransferPayloadLimit));
    }

    [Fact]
    public void AnAbruptCloseSaysThatOutputWasDropped()
    {
        EngineRig rig = EngineRig.Opened();
        Assert.False(rig.Engine.IsOutputDropped);

        rig.Engine.CloseAbruptly();

        Assert.True(rig.Engine.IsOutputDropped);
    }

    [Fact]
    public void DeliveriesAppendedAsSettledAreCounted()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 10);
        List<long> counts = [];
        foreach ((int size, bool presettled) in new[] { (1, false), (1, true), (2000, false), (2000, true), (1, true) })
        {
            rig.Send(link, new byte[size], presettled);
            counts.Add(rig.Engine.PresettledCount);
        }

        Assert.Equal([0L, 1, 1, 2, 3], counts);
    }

    [Fact]
    public void ATurnEndsWithTheByteThatUsesUpItsBudget()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session);
        for (int i = 0; i < 5; i++)
        {
            rig.Send(link, [1]);
        }

        rig.Engine.OnFrame(
            0, WireFrame.Encode(new Flow { NextIncomingId = 0, IncomingWindow = 10, NextOutgoingId = 0, OutgoingWindow = 1, Handle = 100, DeliveryCount = 0, LinkCredit = 10 }));
        rig.Engine.Pump(budget: 1);
        rig.Take();
        rig.Engine.Pump(budget: 1);
        int size = Assert.Single(rig.Take()).Size;

        rig.Engine.Pump(budget: size);
        Assert.Single(rig.Take());
        rig.Engine.Pump(budget: size + 1);
        Assert.Equal(2, rig.Take().Count);
    }

    [Fact]
    public void AFrameMayHaveAllThatThePeerTakesAndNotOneByteMore()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin();
        int size = 8 + WireFrame.Encode(Attaching(300)).Length;
        int largest = 300 + 512 - size;

        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(() => session.AttachReceiver(Attaching(largest + 1)));
        session.AttachReceiver(Attaching(largest));

        Assert.Equal(512, Assert.Single(rig.Take()).Size);
        Assert.Equal("The attach frame needs 513 bytes, and the peer takes frames of 512 at the most. Send fewer or shorter properties.", exception.Message);

        static Attach Attaching(int length) => EngineRig.Attaching("link", Role.Receiver) with { Properties = new AmqpMap { { new AmqpSymbol("note"), new string('x', length) } } };
    }

    [Fact]
    public void AFrameThatCannotBeAppendedLeavesThoseBeforeIt()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin();
        session.AttachReceiver(EngineRig.Attaching("first", Role.Receiver));
        int length = rig.Engine.OutputLength;

        Assert.Throws<AmqpEncodeException>(() => session.AttachReceiver(EngineRig.Attaching(new string('n', 600), Role.Receiver)));

        Assert.Equal(length, rig.Engine.OutputLength);
        session.AttachReceiver(EngineRig.Attaching("second", Role.Receiver));
        Assert.Equal(["first", "second"], rig.Take<Attach>().Select(attach => attach.Name));
    }

    [Fact]
    public void ALargeBinaryPropertyStandsBehindWhatWasAppendedBefore()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        byte[] bytes = MultiFrameTests.MakeBytes(20_000);

        session.AttachReceiver(EngineRig.Attaching("first", Role.Receiver));
        session.AttachReceiver(EngineRig.Attaching("second", Role.Receiver) with { Properties = new AmqpMap { { new AmqpSymbol("note"), bytes } } });
        session.AttachReceiver(EngineRig.Attaching("third", Role.Receiver));

        List<Attach> attaches = rig.Take<Attach>();
        Assert.Equal(["first", "second", "third"], attaches.Select(attach => attach.Name));
        Assert.Equal(bytes, attaches[1].Properties![new AmqpSymbol("note")]);
    }
}
