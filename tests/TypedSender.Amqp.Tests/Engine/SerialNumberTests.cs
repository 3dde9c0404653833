using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Delivery-ids and transfer-ids around their wrap (AMQP 1.0, 2.8.10; RFC 1982).</summary>
public class SerialNumberTests
{
    private const uint JustBeforeTheWrap = uint.MaxValue - 63;

    [Theory]
    [InlineData(0u, 0u, 0)]
    [InlineData(0u, 5u, 5)]
    [InlineData(5u, 0u, -5)]
    [InlineData(uint.MaxValue, 0u, 1)]
    [InlineData(0u, uint.MaxValue, -1)]
    [InlineData(0u, 0x7FFF_FFFFu, int.MaxValue)]
    [InlineData(0u, 0x8000_0000u, int.MinValue)]
    public void DistanceIsSigned(uint from, uint to, int distance) => Assert.Equal(distance, SerialNumber.Distance(from, to));

    [Theory]
    [InlineData(5u, 5u, 5u, true)]
    [InlineData(0u, uint.MaxValue, 1u, true)]
    [InlineData(2u, uint.MaxValue, 1u, false)]
    [InlineData(uint.MaxValue - 1, uint.MaxValue, 1u, false)]
    public void RangesCrossTheWrap(uint value, uint first, uint last, bool isWithin) => Assert.Equal(isWithin, SerialNumber.IsWithin(value, first, last));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void AThousandDeliveriesCrossTheWrap(int batch)
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session, new SessionSettings { InitialOutgoingId = JustBeforeTheWrap });
        SenderLink link = pair.AttachSender(session);
        List<TestDelivery> deliveries = [];
        uint next = JustBeforeTheWrap;
        for (int sent = 0; sent < 1000; sent += batch)
        {
            int count = Math.Min(batch, 1000 - sent);
            for (int i = 0; i < count; i++)
            {
                deliveries.Add(pair.Client.Send(link, [(byte)i]));
            }

            pair.Exchange();
            uint last = unchecked(next + (uint)count - 1);
            pair.Server.Engine.Sessions.Single().Settle(next, last, Accepted.Instance);
            next = unchecked(last + 1);
            Assert.IsType<ReceiverLink>(pair.ServerLinks[0]).GrantCredit(1000);
            pair.Exchange();
        }

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => unchecked(JustBeforeTheWrap + (uint)i)), pair.Server.Handler.Received.Select(received => received.Delivery.DeliveryId));
        Assert.Equal(deliveries, pair.Client.Handler.Settled.Select(settled => settled.Delivery));
        Assert.Equal(0, session.Unsettled.Count);
        Assert.Equal(0, link.InFlight);
        Assert.Equal(1000u, link.Credit);
    }

    [Fact]
    public void FramesOfOneMessageShareOneDeliveryIdAcrossTheWrap()
    {
        EnginePair pair = EnginePair.Begun(
            out SessionEngine session, new SessionSettings { InitialOutgoingId = uint.MaxValue - 2 }, server: new ConnectionSettings { ContainerId = "server", MaxFrameSize = 512 });
        SenderLink link = pair.AttachSender(session);
        byte[] bytes = [.. Enumerable.Range(0, 5000).Select(i => (byte)i)];

        for (int i = 0; i < 5; i++)
        {
            pair.Client.Send(link, bytes);
        }

        pair.Exchange();

        Assert.Equal([uint.MaxValue - 2, uint.MaxValue - 1, uint.MaxValue, 0u, 1u], pair.Server.Handler.Received.Select(received => received.Delivery.DeliveryId));
        Assert.All(pair.Server.Handler.Received, received => Assert.Equal(bytes, received.Bytes));
    }

    [Fact]
    public void OneDispositionAcrossTheWrapDecidesAllOfIt()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin(initialOutgoingId: uint.MaxValue - 2);
        SenderLink link = rig.AttachSender(session);
        rig.Credit(link, 100, nextIncomingId: uint.MaxValue - 2);
        for (int i = 0; i < 10; i++)
        {
            rig.Send(link, [1]);
        }

        rig.Take();
        rig.Settle(session, uint.MaxValue - 1, 3);

        Assert.Equal([uint.MaxValue - 1, uint.MaxValue, 0u, 1u, 2u, 3u], rig.Handler.Settled.Select(settled => settled.Delivery.DeliveryId));
        Assert.Equal([uint.MaxValue - 2, 4u, 5u, 6u], session.Unsettled.Snapshot().Select(delivery => delivery.DeliveryId));
    }

    [Fact]
    public void TagsAreUniqueOnALink()
    {
        EngineRig rig = EngineRig.Opened();
        SenderLink link = rig.AttachSender(rig.Begin(), credit: 500);
        for (int i = 0; i < 500; i++)
        {
            rig.Send(link, [1], presettled: i % 2 == 0);
        }

        List<Transfer> transfers = rig.Take<Transfer>();
        Assert.All(transfers, transfer => Assert.Equal(8, transfer.DeliveryTag!.Value.Length));
        Assert.Equal(500, transfers.Select(transfer => Convert.ToHexString(transfer.DeliveryTag!.Value.Span)).Distinct().Count());
    }
}
