using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>What is said of a peer that breaks the protocol, to it and in the log: whoever reads it has nothing else to go by.</summary>
public class ErrorTextTests
{
    private static readonly Begin TheirBegin = new() { NextOutgoingId = 0, IncomingWindow = 1, OutgoingWindow = 1 };

    [Fact]
    public void TheFirstFrameHasToBeAnOpen()
    {
        EngineRig rig = new();
        rig.Engine.Open();

        Expect(AmqpErrorConditions.IllegalState, "the first frame is not an open", () => rig.Receive(TheirBegin));
    }

    [Fact]
    public void ThereIsOneOpen()
    {
        EngineRig rig = EngineRig.Opened();

        Expect(AmqpErrorConditions.IllegalState, "a second open came on the connection", () => rig.Receive(new Open { ContainerId = "there" }));
    }

    [Fact]
    public void FramesOfLessThan512BytesAreTooSmall()
    {
        EngineRig rig = new();

        Expect(AmqpErrorConditions.InvalidField, "the peer's max-frame-size of 511 is below 512", () => rig.Receive(new Open { ContainerId = "there", MaxFrameSize = 511 }));
        Assert.False(rig.Engine.IsOpenReceived);
    }

    [Fact]
    public void ADescriptorHasToBeThatOfAPerformative()
    {
        EngineRig rig = EngineRig.Opened();
        rig.Begin();

        Expect(AmqpErrorConditions.NotImplemented, "a frame carries the descriptor 0x1f, which is no performative", () => rig.Engine.OnFrame(0, [0x00, 0x53, 0x1F, 0x45]));
    }

    [Fact]
    public void AChannelHasToBeWithinTheChannelMax()
    {
        EngineRig rig = EngineRig.Opened(settings: new ConnectionSettings { ContainerId = "here", ChannelMax = 3 });

        Expect(AmqpErrorConditions.FramingError, "channel 9 is above the channel-max of 3", () => rig.Receive(TheirBegin, channel: 9));
    }

    [Fact]
    public void AChannelHasToBeFree()
    {
        EngineRig rig = EngineRig.Opened();
        rig.Receive(TheirBegin, channel: 2);

        Expect(AmqpErrorConditions.NotAllowed, "a session is under way on channel 2 already", () => rig.Receive(TheirBegin, channel: 2));
    }

    [Fact]
    public void ABeginHasToAnswerOneThatWasSent()
    {
        EngineRig rig = EngineRig.Opened();

        Expect(AmqpErrorConditions.NotAllowed, "a begin answers channel 7, on which none was sent", () => rig.Receive(TheirBegin with { RemoteChannel = 7 }));
    }

    [Fact]
    public void ASessionOfThePeerNeedsAChannelOfOurs()
    {
        EngineRig rig = EngineRig.Opened(channelMax: 0);
        rig.Receive(TheirBegin);

        Expect(
            AmqpErrorConditions.ResourceLimitExceeded,
            "the session that the peer begins cannot be answered: channel-max is 0, and all numbers are in use",
            () => rig.Receive(TheirBegin, channel: 1));
    }

    [Fact]
    public void AHandleHasToBeWithinTheHandleMax()
    {
        EngineRig rig = EngineRig.Opened();
        rig.Begin(settings: new SessionSettings { HandleMax = 7 });

        Expect(AmqpErrorConditions.FramingError, "handle 8 is above the handle-max of 7", () => rig.Receive(EngineRig.Attaching("theirs", Role.Sender, 8)));
    }

    [Fact]
    public void ATransferNeedsALinkThatReceives()
    {
        EngineRig rig = EngineRig.Opened();
        rig.AttachSender(rig.Begin());

        Expect(
            AmqpErrorConditions.NotAllowed,
            "a transfer came on handle 100, whose link only sends to the peer",
            () => rig.Receive(new Transfer { Handle = 100, DeliveryId = 0 }));
    }

    [Fact]
    public void ARangeRunsForward()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();

        Expect(AmqpErrorConditions.InvalidField, "a disposition names the range 5 to 4, which runs backwards", () => rig.Settle(session, 5, 4));
    }

    [Fact]
    public void AFirstTransferNamesItsDelivery()
    {
        EngineRig rig = EngineRig.Opened();
        AttachReceiver(rig, credit: 5);

        Expect(AmqpErrorConditions.InvalidField, "the first transfer of a delivery lacks its delivery-id", () => rig.Receive(new Transfer { Handle = 7 }));
    }

    [Fact]
    public void ADeliveryIsFinishedBeforeTheNextBegins()
    {
        EngineRig rig = EngineRig.Opened();
        AttachReceiver(rig, credit: 5);
        rig.Receive(new Transfer { Handle = 7, DeliveryId = 3, More = true });

        Expect(
            AmqpErrorConditions.NotAllowed,
            "delivery 4 began on handle 7 before the last transfer of delivery 3",
            () => rig.Receive(new Transfer { Handle = 7, DeliveryId = 4 }));
    }

    [Fact]
    public void AHandleHasToBeFree()
    {
        EngineRig rig = EngineRig.Opened();
        rig.AttachSender(rig.Begin());

        rig.Receive(EngineRig.Attaching("other", Role.Sender, 100));

        ExpectEnd(rig, AmqpErrorConditions.HandleInUse, "handle 100 is in use already");
    }

    [Fact]
    public void AHandleHasToBeAttached()
    {
        EngineRig rig = EngineRig.Opened();
        rig.Begin();

        rig.Receive(new Detach { Handle = 9 });

        ExpectEnd(rig, AmqpErrorConditions.UnattachedHandle, "handle 9 is not attached");
    }

    [Fact]
    public void ATransferNeedsAnOpenWindow()
    {
        EngineRig rig = EngineRig.Opened();
        rig.Begin(settings: new SessionSettings { IncomingWindow = 0 });

        rig.Receive(new Transfer { Handle = 7, DeliveryId = 0 });

        ExpectEnd(rig, AmqpErrorConditions.WindowViolation, "a transfer came although the session's incoming window is closed");
    }

    [Fact]
    public void ALinkOfThePeerNeedsAHandleOfOurs()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(handleMax: 0);
        rig.AttachSender(session);
        rig.Handler.AttachRequested = Refuse;

        rig.Receive(EngineRig.Attaching("theirs", Role.Sender, 1));

        ExpectEnd(rig, AmqpErrorConditions.ResourceLimitExceeded, "the link that the peer attaches cannot be answered: handle-max is 0, and all numbers are in use");
    }

    [Fact]
    public void ALinkOfThePeerNeedsAnAnswerThatFits()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        rig.Begin();
        rig.Handler.AttachRequested = Refuse;
        Attach request = EngineRig.Attaching("theirs") with { Source = new Source { Address = new string('a', 2000) } };
        int size = 8 + WireFrame.Encode(new Attach { Name = "theirs", Handle = 0, Role = Role.Receiver, Source = request.Source }).Length;

        rig.Receive(request);

        ExpectEnd(
            rig,
            AmqpErrorConditions.FrameSizeTooSmall,
            $"the link that the peer attaches cannot be answered: The attach frame needs {size} bytes, and the peer takes frames of 512 at the most. Send fewer or shorter properties.");
    }

    [Fact]
    public void ADeliveryNeedsCredit()
    {
        EngineRig rig = EngineRig.Opened();
        AttachReceiver(rig, credit: 0);

        rig.Receive(new Transfer { Handle = 7, DeliveryId = 0 });

        ExpectDetach(rig, AmqpErrorConditions.TransferLimitExceeded, "a delivery was sent without link credit");
    }

    [Fact]
    public void AMessageHasToBeWithinTheMaxMessageSize()
    {
        EngineRig rig = EngineRig.Opened();
        AttachReceiver(rig, credit: 5, maxMessageSize: 4);

        rig.Receive(new Transfer { Handle = 7, DeliveryId = 0 }, payload: [1, 2, 3, 4, 5]);

        ExpectDetach(rig, AmqpErrorConditions.MessageSizeExceeded, "the message is larger than the link's max-message-size of 4 bytes");
    }

    private static void Refuse(SessionEngine session, Attach attach) => session.RefuseAttach(attach, EngineError.Make(AmqpErrorConditions.NotFound, "no"));

    private static void AttachReceiver(EngineRig rig, uint credit, ulong maxMessageSize = 0)
    {
        SessionEngine session = rig.Begin();
        ReceiverLink link = session.AttachReceiver(EngineRig.Attaching("incoming", Role.Receiver) with { MaxMessageSize = maxMessageSize });
        rig.Receive(EngineRig.Attaching("incoming", Role.Sender, 7));
        link.GrantCredit(credit);
        rig.Take();
    }

    private static void Expect(string condition, string text, Action action)
    {
        AmqpProtocolException exception = Assert.Throws<AmqpProtocolException>(action);
        Assert.Equal((condition, text, text), (exception.Error.Condition.Value, exception.Error.Description, exception.Message));
    }

    private static void ExpectEnd(EngineRig rig, string condition, string text)
    {
        AmqpError error = Assert.Single(rig.Take<End>()).Error!;
        Assert.Equal((condition, text), (error.Condition.Value, error.Description));
        Assert.Equal($"ended 0 {condition}", rig.Handler.Events[^1]);
    }

    private static void ExpectDetach(EngineRig rig, string condition, string text)
    {
        Detach detach = Assert.Single(rig.Take<Detach>());
        Assert.Equal((condition, text, true), (detach.Error!.Condition.Value, detach.Error.Description, detach.Closed));
    }
}
