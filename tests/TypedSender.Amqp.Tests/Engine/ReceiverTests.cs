using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>The receiving end: credit, assembly, limits (AMQP 1.0, 2.6.7 and 2.6.14).</summary>
public class ReceiverTests
{
    private readonly EngineRig _rig = EngineRig.Opened();
    private readonly SessionEngine _session;

    public ReceiverTests() => _session = _rig.Begin();

    [Fact]
    public void PartsAreJoinedAndTheFirstFramesFieldsCount()
    {
        Attach(credit: 5);

        Transfer(0, [1, 2], more: true, format: 7);
        Transfer(null, [3], more: true);
        Transfer(0, [4, 5]);

        (_, IncomingDelivery delivery, byte[] bytes) = Assert.Single(_rig.Handler.Received);
        Assert.Equal([1, 2, 3, 4, 5], bytes);
        Assert.Equal((0u, 7u, false), (delivery.DeliveryId, delivery.MessageFormat, delivery.IsSettled));
        Assert.Equal([9, 9], delivery.DeliveryTag.ToArray());
    }

    [Fact]
    public void SettledOnAnyFrameIsSettled()
    {
        Attach(credit: 5);

        Transfer(0, [1], more: true, settled: false);
        Transfer(0, [2], settled: true);

        Assert.True(Assert.Single(_rig.Handler.Received).Delivery.IsSettled);
    }

    [Fact]
    public void ADeliveryWithoutCreditDetachesTheLink()
    {
        ReceiverLink link = Attach(credit: 1);

        Transfer(0, [1]);
        Transfer(1, [2], more: true);
        Transfer(1, [3]);

        Assert.Single(_rig.Handler.Received);
        Assert.Equal(AmqpErrorConditions.TransferLimitExceeded, Assert.Single(_rig.Take<Detach>()).Error!.Condition.Value);
        Assert.Equal(LinkState.DetachSent, link.State);
        Assert.False(_session.IsEnded);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AMessageAboveMaxMessageSizeDetachesTheLink(bool inOneFrame)
    {
        Attach(credit: 5, maxMessageSize: 4);

        Transfer(0, [1, 2, 3, 4]);
        Assert.Single(_rig.Handler.Received);
        if (inOneFrame)
        {
            Transfer(1, [1, 2, 3, 4, 5]);
        }
        else
        {
            Transfer(1, [1, 2, 3], more: true);
            Transfer(1, [4, 5]);
        }

        Transfer(2, [1]);

        Assert.Single(_rig.Handler.Received);
        Detach detach = Assert.Single(_rig.Take<Detach>());
        Assert.Equal(AmqpErrorConditions.MessageSizeExceeded, detach.Error!.Condition.Value);
        Assert.True(detach.Closed);
    }

    [Fact]
    public void AFirstTransferWithoutDeliveryIdIsInvalid()
    {
        Attach(credit: 5);

        AmqpProtocolException exception = Assert.Throws<AmqpProtocolException>(() => Transfer(null, [1]));

        Assert.Equal(AmqpErrorConditions.InvalidField, exception.Error.Condition.Value);
    }

    [Fact]
    public void ANewDeliveryBeforeTheLastPartOfTheOldIsNotAllowed()
    {
        Attach(credit: 5);
        Transfer(0, [1], more: true);

        AmqpProtocolException exception = Assert.Throws<AmqpProtocolException>(() => Transfer(1, [2]));

        Assert.Equal(AmqpErrorConditions.NotAllowed, exception.Error.Condition.Value);
        Assert.Empty(_rig.Handler.Received);
    }

    [Fact]
    public void AnAbortedMessageIsForgotten()
    {
        ReceiverLink link = Attach(credit: 5);

        Transfer(0, [1], more: true);
        _rig.Receive(new Transfer { Handle = 7, DeliveryId = 0, Aborted = true }, payload: [9]);
        Transfer(1, [2]);

        Assert.Equal([2], Assert.Single(_rig.Handler.Received).Bytes);
        Assert.Equal(3u, link.Credit);
    }

    [Fact]
    public void TheCreditOfAnAbortedMessageCanBeGrantedAgain()
    {
        ReceiverLink link = Attach(credit: 1);
        _rig.Handler.CreditChanged = _ => link.GrantCredit(1);

        for (uint id = 0; id < 3; id++)
        {
            Transfer(id, [1], more: true);
            _rig.Receive(new Transfer { Handle = 7, DeliveryId = id, Aborted = true });
        }

        Transfer(3, [2]);
        Assert.Equal([2], Assert.Single(_rig.Handler.Received).Bytes);
    }

    [Fact]
    public void AMessageAbortedInItsOnlyFrameIsNothing()
    {
        Attach(credit: 5);

        _rig.Receive(new Transfer { Handle = 7, DeliveryId = 0, DeliveryTag = new byte[] { 1 }, Aborted = true });
        Transfer(1, []);

        Assert.Equal(1u, Assert.Single(_rig.Handler.Received).Delivery.DeliveryId);
    }

    [Fact]
    public void MessagesOnTwoLinksMayInterleaveTheirFrames()
    {
        Attach(credit: 5);
        Attach(credit: 5, name: "other", handle: 8);

        Transfer(0, [1], more: true);
        Transfer(1, [10], more: true, handle: 8);
        Transfer(0, [2]);
        Transfer(1, [20], handle: 8);

        Assert.Equal([[1, 2], [10, 20]], _rig.Handler.Received.Select(received => received.Bytes));
    }

    [Fact]
    public void WhatComesAfterOurDetachIsIgnored()
    {
        ReceiverLink link = Attach(credit: 5);
        link.Detach(closed: true);
        _rig.Take();

        Transfer(0, [1]);

        Assert.Empty(_rig.Handler.Received);
        Assert.Empty(_rig.Take());
        Assert.False(_session.IsEnded);
    }

    [Fact]
    public void CreditFollowsTheSendersDeliveryCount()
    {
        ReceiverLink link = Attach(credit: 5, initialDeliveryCount: uint.MaxValue - 1);
        Transfer(0, [1]);
        Assert.Equal(4u, link.Credit);

        SenderFlow(deliveryCount: uint.MaxValue);
        Assert.Equal(4u, link.Credit);
        SenderFlow(deliveryCount: 1);
        Assert.Equal(2u, link.Credit);
        SenderFlow(deliveryCount: 100);
        Assert.Equal(0u, link.Credit);
        link.GrantCredit(3);

        Assert.Equal((100u, 3u), (_rig.Take<Flow>()[^1] is var flow ? (flow.DeliveryCount!.Value, flow.LinkCredit!.Value) : default));
    }

    [Fact]
    public void SettlingNamesARangeOrOne()
    {
        _session.Settle(3, 3, Accepted.Instance);
        _session.Settle(4, 9, Released.Instance, settled: false);

        List<Disposition> dispositions = _rig.Take<Disposition>();
        Assert.Equal((Role.Receiver, 3u, null, true), (dispositions[0].Role, dispositions[0].First, dispositions[0].Last, dispositions[0].Settled));
        Assert.Equal((4u, 9u, false), (dispositions[1].First, dispositions[1].Last, dispositions[1].Settled));
    }

    private ReceiverLink Attach(uint credit, ulong maxMessageSize = 0, uint initialDeliveryCount = 0, string name = "incoming", uint handle = 7)
    {
        ReceiverLink link = _session.AttachReceiver(EngineRig.Attaching(name, Role.Receiver) with { MaxMessageSize = maxMessageSize });
        _rig.Receive(EngineRig.Attaching(name, Role.Sender, handle) with { InitialDeliveryCount = initialDeliveryCount });
        link.GrantCredit(credit);
        _rig.Take();
        return link;
    }

    private void Transfer(uint? id, byte[] payload, bool more = false, bool? settled = null, uint? format = null, uint handle = 7) => _rig.Receive(
        new Transfer { Handle = handle, DeliveryId = id, DeliveryTag = new byte[] { 9, 9 }, More = more, Settled = settled, MessageFormat = format }, payload: payload);

    private void SenderFlow(uint deliveryCount) => _rig.Receive(
        new Flow { NextIncomingId = 0, IncomingWindow = 5, NextOutgoingId = 0, OutgoingWindow = 5, Handle = 7, DeliveryCount = deliveryCount });
}
