using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Link credit at the sending end (AMQP 1.0, 2.6.7).</summary>
public class CreditTests
{
    [Fact]
    public void WithoutCreditNothingIsSent()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin());

        Assert.False(link.CanAppend(0));
        TestDelivery delivery = rig.Send(link, [1]);

        Assert.Empty(rig.Take());
        Assert.Equal(DeliveryPhase.Waiting, delivery.Phase);
    }

    [Fact]
    public void CreditOneAtATimeSendsOneAtATimeInOrder()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin());
        for (byte i = 0; i < 100; i++)
        {
            rig.Send(link, [i]);
        }

        for (byte i = 0; i < 100; i++)
        {
            rig.Credit(link, 1, deliveryCount: i);
            WireFrame frame = Assert.Single(rig.Take());
            Assert.Equal([i], frame.Payload);
            Assert.Equal(i, frame.As<Transfer>().DeliveryId);
            Assert.Equal(0u, link.Credit);
        }
    }

    [Fact]
    public void CreditIsCountedFromTheReceiversDeliveryCount()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 10);
        for (int i = 0; i < 4; i++)
        {
            rig.Send(link, [1]);
        }

        // The receiver had seen one of the four when it wrote this.
        rig.Credit(link, 10, deliveryCount: 1);

        Assert.Equal(7u, link.Credit);
    }

    [Fact]
    public void RevokedCreditStopsTheSender()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 10);
        rig.Send(link, [1]);
        rig.Take();

        rig.Credit(link, 0, deliveryCount: 0);
        rig.Send(link, [2]);

        Assert.Equal(0u, link.Credit);
        Assert.Empty(rig.Take());
    }

    [Fact]
    public void LessCreditThanWasUsedIsNone()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 10);
        for (int i = 0; i < 5; i++)
        {
            rig.Send(link, [1]);
        }

        rig.Credit(link, 3, deliveryCount: 1);

        Assert.Equal(0u, link.Credit);
        Assert.False(link.CanAppend(1));
    }

    [Fact]
    public void WithoutDeliveryCountCreditCountsFromTheInitialOne()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 10);
        rig.Send(link, [1]);
        rig.Send(link, [2]);

        rig.Credit(link, 10, deliveryCount: null);

        Assert.Equal(8u, link.Credit);
    }

    [Fact]
    public void TheLargestCreditDoesNotOverflow()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin());

        rig.Credit(link, uint.MaxValue);
        Assert.Equal(uint.MaxValue, link.Credit);
        rig.Send(link, [1]);
        rig.Credit(link, uint.MaxValue, deliveryCount: 5);
        Assert.Equal(uint.MaxValue, link.Credit);
        rig.Credit(link, uint.MaxValue, deliveryCount: 0);

        Assert.Equal(uint.MaxValue - 1, link.Credit);
    }

    [Fact]
    public void CreditIsCountedAcrossTheWrapOfTheDeliveryCount()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin());

        // Drained credit brings the delivery-count to just before its wrap.
        uint count = 0;
        foreach (uint step in new[] { 0x7FFF_FFFFu, 0x7FFF_FFFFu })
        {
            rig.Credit(link, step, deliveryCount: count, drain: true);
            count = Assert.Single(rig.Take<Flow>()).DeliveryCount!.Value;
        }

        Assert.Equal(uint.MaxValue - 1, count);
        rig.Credit(link, 5, deliveryCount: count);
        for (int i = 0; i < 3; i++)
        {
            rig.Send(link, [1]);
        }

        rig.Credit(link, 5, deliveryCount: uint.MaxValue);
        Assert.Equal(3u, link.Credit);
        rig.Credit(link, 5, deliveryCount: 1);
        Assert.Equal(5u, link.Credit);
    }

    [Fact]
    public void AFlowForTheSessionAloneLeavesCreditAlone()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session, credit: 10);

        rig.Receive(new Flow { NextIncomingId = 0, IncomingWindow = 55, NextOutgoingId = 0, OutgoingWindow = 1, LinkCredit = 3, DeliveryCount = 0, Drain = true });

        Assert.Equal(10u, link.Credit);
        Assert.Equal(55u, session.RemoteIncomingWindow);
        Assert.Empty(rig.Take());
    }

    [Fact]
    public void AFlowWithoutLinkCreditLeavesCreditAlone()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 10);

        rig.Receive(new Flow { NextIncomingId = 0, IncomingWindow = 55, NextOutgoingId = 0, OutgoingWindow = 1, Handle = 100 });

        Assert.Equal(10u, link.Credit);
    }

    [Fact]
    public void WaitingMessagesGoOutWithTheFirstCredit()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        DeliveryQueue queue = new();
        TestDelivery delivery = new() { Phase = DeliveryPhase.Waiting };
        delivery.Hold([9]);
        queue.Enqueue(delivery);
        SenderLink link = session.AttachSender(EngineRig.Attaching("link"), queue, 10);
        rig.Receive(EngineRig.Attaching("link", Role.Receiver, 100));
        rig.Take();

        rig.Credit(link, 1);

        Assert.Equal([9], Assert.Single(rig.Take()).Payload);
        Assert.Equal(delivery, Assert.Single(rig.Handler.Appended));
        Assert.Equal(DeliveryPhase.Appended, delivery.Phase);
    }

    [Fact]
    public void AnEmptyMessageUsesCreditAndIsOneFrame()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 1);

        rig.Send(link, []);
        rig.Send(link, []);
        Assert.Single(rig.Take());
        rig.Credit(link, 1, deliveryCount: 1);

        WireFrame frame = Assert.Single(rig.Take());
        Assert.Empty(frame.Payload);
        Assert.False(frame.As<Transfer>().More);
    }

    [Fact]
    public void NoMoreThanMaxInFlightAreUnsettled()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session, credit: 100, maxInFlight: 3);
        for (int i = 0; i < 5; i++)
        {
            rig.Send(link, [1]);
        }

        Assert.Equal(3, rig.Take().Count);
        rig.Settle(session, 1);
        Assert.Single(rig.Take());
        rig.Settle(session, 0, 3);
        Assert.Single(rig.Take());

        Assert.Equal(1, link.InFlight);
    }

    [Fact]
    public void PresettledSendsNeedNoPlaceAmongTheUnsettled()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session, credit: 3, maxInFlight: 1);
        AmqpBuffer buffer = new();
        buffer.Append([1]);

        Assert.True(link.TryAppendSettled(buffer, 0));
        Assert.True(link.TryAppendSettled(buffer, 0x80013700));
        rig.Send(link, [2], presettled: true);
        Assert.False(link.TryAppendSettled(buffer, 0));

        List<Transfer> transfers = rig.Take<Transfer>();
        Assert.All(transfers, transfer => Assert.True(transfer.Settled));
        Assert.Equal([0u, 1u, 2u], transfers.Select(transfer => transfer.DeliveryId!.Value));
        Assert.Equal(3, transfers.Select(transfer => Convert.ToHexString(transfer.DeliveryTag!.Value.Span)).Distinct().Count());
        Assert.Equal(0x80013700u, transfers[1].MessageFormat);
        Assert.Equal(0, session.Unsettled.Count);
    }
}
