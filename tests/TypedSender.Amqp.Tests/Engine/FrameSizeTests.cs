using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>No frame is larger than the peer's max-frame-size (AMQP 1.0, 2.7.1).</summary>
public class FrameSizeTests
{
    [Theory]
    [InlineData(512u)]
    [InlineData(513u)]
    [InlineData(777u)]
    [InlineData(4096u)]
    [InlineData(65536u)]
    public void NoTransferIsTooLarge(uint maxFrameSize)
    {
        Random random = new((int)maxFrameSize);
        EngineRig rig = EngineRig.Opened(maxFrameSize);
        SessionEngine session = rig.Begin(handleMax: 2000, settings: new SessionSettings { InitialOutgoingId = uint.MaxValue - 100, HandleMax = 2000 });
        for (int i = 0; i < 300; i++)
        {
            session.AttachReceiver(EngineRig.Attaching($"filler{i}", Role.Receiver));
        }

        SenderLink link = rig.AttachSender(session);
        rig.Credit(link, uint.MaxValue, window: uint.MaxValue, nextIncomingId: uint.MaxValue - 100);
        int limit = rig.Engine.TransferPayloadLimit;
        long sent = 0;
        for (int i = 0; i < 300; i++)
        {
            int size = (i % 3) switch { 0 => random.Next(0, limit * 5), 1 => limit + random.Next(-2, 3), _ => (limit * random.Next(1, 4)) + random.Next(-1, 2) };
            TestDelivery delivery = new() { IsPresettled = i % 5 == 0, MessageFormat = uint.MaxValue };
            delivery.Hold(new byte[size]);
            rig.Enqueue(link, delivery);
            sent += size;
            foreach (WireFrame frame in rig.Take())
            {
                Assert.InRange(frame.Size, 8, (int)maxFrameSize);
                sent -= frame.Payload.Length;
            }
        }

        Assert.Equal(0, sent);
    }

    [Fact]
    public void TheLargestTransferHeaderStaysBelowItsBound()
    {
        Transfer largest = new()
        {
            Handle = uint.MaxValue,
            DeliveryId = uint.MaxValue,
            DeliveryTag = new byte[8],
            MessageFormat = uint.MaxValue,
            Settled = true,
            More = true,
        };
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);

        Assert.InRange(WireFrame.Encode(largest).Length + rig.Engine.TransferPayloadLimit + 8, 0, 512);
    }

    [Fact]
    public void FramesAreNotEndlessForAPeerThatTakesAnySize()
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session, server: new ConnectionSettings { ContainerId = "server", MaxFrameSize = uint.MaxValue });
        SenderLink link = pair.AttachSender(session);

        pair.Client.Send(link, new byte[3_000_000]);
        pair.Exchange();

        Assert.Equal(3_000_000, Assert.Single(pair.Server.Handler.Received).Bytes.Length);
        Assert.All(pair.FromClient, frame => Assert.InRange(frame.Size, 0, 256 * 1024));
    }

    [Fact]
    public void AnAttachThatDoesNotFitIsRefusedBeforeAnythingIsWritten()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin();
        Attach attach = EngineRig.Attaching("link") with { Properties = new AmqpMap { { new AmqpSymbol("note"), new string('x', 600) } } };
        long offset = rig.Engine.StreamOffset;

        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(() => session.AttachSender(attach, new DeliveryQueue(), 10));

        Assert.Contains("attach", exception.Message, StringComparison.Ordinal);
        Assert.Contains("512", exception.Message, StringComparison.Ordinal);
        Assert.Equal(offset, rig.Engine.StreamOffset);
        Assert.Empty(session.Links);
        Assert.Equal(0u, rig.AttachSender(session).Handle);
    }

    [Fact]
    public void APropertyThatCannotBeEncodedLeavesNoHalfFrame()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        Attach attach = EngineRig.Attaching("link") with { Properties = new AmqpMap { { new AmqpSymbol("note"), "\uD800" } } };

        Assert.Throws<AmqpEncodeException>(() => session.AttachSender(attach, new DeliveryQueue(), 10));
        Assert.Empty(rig.Take());
        rig.AttachSender(session);
        session.End();

        Assert.Single(rig.Take());
        Assert.Equal(0u, Assert.Single(session.Links).Handle);
    }

    [Fact]
    public void ALargeBinaryPropertyIsWrittenInPlace()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        byte[] bytes = MultiFrameTests.MakeBytes(20_000);

        session.AttachSender(EngineRig.Attaching("a") with { Properties = new AmqpMap { { new AmqpSymbol("note"), bytes }, { new AmqpSymbol("end"), 1 } } }, new DeliveryQueue(), 10);
        session.AttachSender(EngineRig.Attaching("b"), new DeliveryQueue(), 10);

        List<Attach> attaches = rig.Take<Attach>();
        Assert.Equal(bytes, attaches[0].Properties![new AmqpSymbol("note")]);
        Assert.Equal("b", attaches[1].Name);
    }

    [Fact]
    public void ARequestWhoseAnswerDoesNotFitEndsTheSession()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        rig.Handler.AttachRequested = (session, attach) => session.RefuseAttach(attach, EngineError.Make(AmqpErrorConditions.NotFound, "no"));
        rig.Begin();

        rig.Receive(EngineRig.Attaching("theirs", Role.Sender, 0) with { Source = new Source { Address = new string('a', 2000) } });

        Assert.Equal(AmqpErrorConditions.FrameSizeTooSmall, Assert.Single(rig.Take<End>()).Error!.Condition.Value);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(500)]
    [InlineData(5000)]
    public void ErrorsAlwaysFit(int length)
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session);
        AmqpError error = new()
        {
            Condition = new AmqpSymbol(AmqpErrorConditions.InternalError),
            Description = string.Concat(Enumerable.Repeat("a\U0001F600\u20AC", length / 4)),
            Info = new AmqpMap { { new AmqpSymbol("trace"), new string('t', length) } },
        };

        link.Detach(closed: true, error);
        session.End(error);
        rig.Engine.Close(error);

        List<WireFrame> frames = rig.Take();
        AmqpError?[] errors = [frames[0].As<Detach>().Error, frames[1].As<End>().Error, frames[2].As<Close>().Error];
        Assert.All(frames, frame => Assert.InRange(frame.Size, 8, 512));
        Assert.All(errors, told => Assert.Equal(error.Condition, told!.Condition));
        Assert.All(errors, told => Assert.StartsWith(told!.Description!, error.Description, StringComparison.Ordinal));
        Assert.All(errors, told => Assert.NotEmpty(told!.Description!));
        Assert.Equal(length == 60, errors[0]!.Info is not null);
    }
}
