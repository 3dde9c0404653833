using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>The gates before a sending link, its tags, and its place in the circle of links that have something waiting.</summary>
public class SenderGateTests
{
    [Fact]
    public void AMessageOfExactlyThePayloadLimitIsOneFrame()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 10);
        int limit = rig.Engine.TransferPayloadLimit;

        Assert.True(link.CanAppend(limit));
        Assert.False(link.CanAppend(limit + 1));
        rig.Send(link, new byte[limit]);
        Assert.Single(rig.Take());
        rig.Send(link, new byte[limit + 1]);
        Assert.Equal(2, rig.Take().Count);
    }

    [Fact]
    public void ALinkThatIsNotAttachedAppendsNothing()
    {
        EngineRig rig = EngineRig.Opened();
        DeliveryQueue queue = new();
        queue.Enqueue(new TestDelivery { Phase = DeliveryPhase.Waiting });
        SenderLink link = rig.Begin().AttachSender(EngineRig.Attaching("link"), queue, 10);
        rig.Take();

        Assert.False(link.TryAppendNextFrame(out bool finished));

        Assert.False(finished);
        Assert.Empty(rig.Take());
    }

    [Fact]
    public void ALinkForWhichNothingWaitsAppendsNothing()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 10);

        Assert.False(link.TryAppendNextFrame(out bool finished));

        Assert.False(finished);
        Assert.Empty(rig.Take());
    }

    [Fact]
    public void TagsRiseWhicheverWayAMessageGoesOut()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin(settings: new SessionSettings { InitialDeliveryCount = 7 }));
        rig.Credit(link, 10, deliveryCount: 7);
        AmqpBuffer buffer = new();
        buffer.Append([1]);

        Assert.True(link.TryAppendSettled(buffer, 0));
        Assert.True(link.TryAppendSettled(buffer, 0));
        rig.Send(link, [1]);
        rig.Send(link, new byte[100_000]);
        Assert.True(link.TryAppendSettled(buffer, 0));

        IEnumerable<string> tags = rig.Take<Transfer>().Where(transfer => transfer.DeliveryTag is not null).Select(transfer => Convert.ToHexString(transfer.DeliveryTag!.Value.Span));
        Assert.Equal(["0000000000000007", "0000000000000008", "0000000000000009", "000000000000000A", "000000000000000B"], tags);
    }

    [Fact]
    public void ADetachedLinkLeavesTheCircle()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin());
        rig.Send(link, [1]);
        Assert.Same(link, link.NextReady);

        link.Detach(closed: true);

        Assert.Null(link.NextReady);
        Assert.Null(link.PreviousReady);
        Assert.True(link.HasWork);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheLinksOfAnEndedSessionLeaveTheCircle(bool isEndedByPeer)
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink[] links = [rig.AttachSender(session, name: "a"), rig.AttachSender(session, name: "b")];
        foreach (SenderLink link in links)
        {
            rig.Send(link, [1]);
        }

        Assert.Same(links[1], links[0].NextReady);
        if (isEndedByPeer)
        {
            rig.Receive(new End());
        }
        else
        {
            session.End();
        }

        Assert.All(links, link => Assert.Equal((LinkState.Detached, null, null), (link.State, link.NextReady, link.PreviousReady)));
    }

    [Fact]
    public void AnAbortThatHasToWaitBringsItsLinkIntoTheCircle()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin(incomingWindow: 1);
        SenderLink link = rig.AttachSender(session);
        rig.Credit(link, 10, window: 1);
        TestDelivery delivery = new() { Phase = DeliveryPhase.Waiting };
        delivery.Hold(new byte[2000]);
        link.Queue.Enqueue(delivery);
        Assert.True(link.TryAppendNextFrame(out bool finished));
        Assert.False(finished);
        rig.Take();

        link.Withdraw(delivery);
        Assert.Empty(rig.Take());
        rig.Window(session, 1, 1);

        Assert.True(Assert.Single(rig.Take<Transfer>()).Aborted);
    }
}
