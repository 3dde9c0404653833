using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Messages in several frames (AMQP 1.0, 2.6.14), both ways.</summary>
public class MultiFrameTests
{
    [Theory]
    [InlineData(512u, 100_000)]
    [InlineData(4096u, 5_000_000)]
    [InlineData(65536u, 1_000_000)]
    public void ALargeMessageArrivesWhole(uint maxFrameSize, int size)
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session, server: new ConnectionSettings { ContainerId = "server", MaxFrameSize = maxFrameSize });
        SenderLink link = pair.AttachSender(session);
        byte[] bytes = MakeBytes(size);

        TestDelivery delivery = pair.Client.Send(link, bytes);
        pair.Exchange();

        Assert.Equal(bytes, Assert.Single(pair.Server.Handler.Received).Bytes);
        Assert.Equal(DeliveryPhase.Appended, delivery.Phase);
        Assert.Same(delivery, Assert.Single(pair.Client.Handler.Appended));
        List<Transfer> transfers = [.. pair.FromClient.Where(frame => frame.Is<Transfer>()).Select(frame => frame.As<Transfer>())];
        Assert.All(transfers[..^1], transfer => Assert.True(transfer.More));
        Assert.False(transfers[^1].More);
        Assert.All(transfers, transfer => Assert.Equal(0u, transfer.DeliveryId));
        Assert.All(transfers[1..], transfer => Assert.Null(transfer.DeliveryTag));
    }

    [Theory]
    [InlineData(512u)]
    [InlineData(4096u)]
    public void TheServersLargeMessageArrivesWhole(uint maxFrameSize)
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session, client: new ConnectionSettings { ContainerId = "client", MaxFrameSize = maxFrameSize });
        ReceiverLink receiver = session.AttachReceiver(EngineRig.Attaching("incoming", Role.Receiver));
        receiver.GrantCredit(5);
        pair.Exchange();
        byte[] bytes = MakeBytes(50_000);

        pair.Server.Send((SenderLink)pair.ServerLinks[0], bytes);
        pair.Server.Send((SenderLink)pair.ServerLinks[0], [7]);
        pair.Exchange();

        Assert.Equal([bytes, [7]], pair.Client.Handler.Received.Select(received => received.Bytes));
    }

    [Fact]
    public void BorrowedPartsGoOutInPlaceAndAreGivenBackOnce()
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session, server: new ConnectionSettings { ContainerId = "server", MaxFrameSize = 512 });
        SenderLink link = pair.AttachSender(session);
        AmqpBuffer message = new();
        AmqpWriter writer = new(message);
        writer.WriteRaw(MakeBytes(700));
        writer.WriteBinary((ReadOnlyMemory<byte>)MakeBytes(20_000));
        writer.WriteRaw(MakeBytes(10));
        writer.WriteBinary((ReadOnlyMemory<byte>)MakeBytes(16_384));
        writer.Flush();
        Assert.True(message.HasBorrowed);
        byte[] expected = message.ToArray();
        TestDelivery delivery = new();

        delivery.Hold(message);
        pair.Client.Enqueue(link, delivery);
        pair.Exchange();

        Assert.Equal(expected, Assert.Single(pair.Server.Handler.Received).Bytes);
        Assert.Equal(1, delivery.BuffersReleased);
    }

    [Fact]
    public void TheWindowMayPauseAMessageMidway()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin(incomingWindow: 3);
        SenderLink link = rig.AttachSender(session);
        rig.Credit(link, 10, window: 3);
        TestDelivery large = rig.Send(link, new byte[5 * rig.Engine.TransferPayloadLimit]);
        TestDelivery small = rig.Send(link, [1]);

        Assert.Equal(3, rig.Take().Count);
        Assert.Equal((DeliveryPhase.Partial, DeliveryPhase.Waiting), (large.Phase, small.Phase));
        Assert.Equal(9u, link.Credit);
        rig.Window(session, 3, 1);
        Assert.True(Assert.Single(rig.Take<Transfer>()).More);
        rig.Window(session, 4, 5);

        List<Transfer> rest = rig.Take<Transfer>();
        Assert.Equal([false, false], rest.Select(transfer => transfer.More));
        Assert.Equal([0u, 1u], rest.Select(transfer => transfer.DeliveryId!.Value));
    }

    [Fact]
    public void RevokedCreditDoesNotStopABegunMessage()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin(incomingWindow: 1);
        SenderLink link = rig.AttachSender(session);
        rig.Credit(link, 1, window: 1);
        TestDelivery delivery = rig.Send(link, new byte[2000]);
        rig.Take();

        rig.Credit(link, 0, deliveryCount: 0, window: 100, nextIncomingId: 1);

        Assert.Equal(DeliveryPhase.Appended, delivery.Phase);
        Assert.False(rig.Take<Transfer>()[^1].More);
    }

    [Fact]
    public void TwoLargeMessagesOnTwoLinksAlternateAndASmallOneIsNotStarved()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin(incomingWindow: 0);
        SenderLink[] links = [.. new[] { "a", "b", "c" }.Select(name => rig.AttachSender(session, name: name))];
        foreach (SenderLink link in links)
        {
            rig.Credit(link, 10, window: 0);
        }

        rig.Send(links[0], new byte[5000]);
        rig.Send(links[1], new byte[5000]);
        rig.Send(links[2], [1]);
        rig.Window(session, 0, 9);

        Assert.Equal([0u, 1u, 2u, 0u, 1u, 0u, 1u, 0u, 1u], rig.Take<Transfer>().Select(transfer => transfer.Handle));
    }

    [Fact]
    public void APresettledMessageInSeveralFramesSaysSoOnce()
    {
        EnginePair pair = EnginePair.Begun(out SessionEngine session, server: new ConnectionSettings { ContainerId = "server", MaxFrameSize = 512 });
        SenderLink link = pair.AttachSender(session);

        TestDelivery delivery = pair.Client.Send(link, MakeBytes(3000), presettled: true);
        pair.Exchange();

        Assert.True(Assert.Single(pair.Server.Handler.Received).Delivery.IsSettled);
        Assert.Equal(1, pair.Client.Engine.PresettledCount);
        Assert.Equal(0, session.Unsettled.Count);
        Assert.Equal(DeliveryPhase.Appended, delivery.Phase);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ADeliveryDecidedBeforeItsLastFrameIsAborted(bool settled)
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512);
        SessionEngine session = rig.Begin(incomingWindow: 2);
        SenderLink link = rig.AttachSender(session);
        rig.Credit(link, 10, window: 2);
        TestDelivery large = rig.Send(link, new byte[5000]);
        TestDelivery next = rig.Send(link, [1]);
        rig.Take();

        rig.Settle(session, 0, settled: settled, state: new Rejected());
        rig.Window(session, 2, 10);

        Assert.Equal(large, Assert.Single(rig.Handler.Settled).Delivery);
        List<Transfer> transfers = rig.Take<Transfer>();
        Assert.Equal([(0u, true), (1u, false)], transfers.Select(transfer => (transfer.DeliveryId!.Value, transfer.Aborted)));
        Assert.Equal((DeliveryPhase.Settled, DeliveryPhase.Appended), (large.Phase, next.Phase));
        Assert.False(large.IsInQueue);
        Assert.Equal((1, 1), (large.PayloadsReleased, next.PayloadsReleased));
        Assert.Equal(1, link.InFlight);
        Assert.DoesNotContain(large, rig.Handler.Appended);
    }

    internal static byte[] MakeBytes(int size) => [.. Enumerable.Range(0, size).Select(i => (byte)(i * 7 + (i >> 8)))];
}
