using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>
/// Deliveries of one session do not alternate their frames for a peer that settles wrong ranges else, as the owner of the connection knows of it: it numbers deliveries
/// when their last frame comes, and then settles from the delivery-id of the first to that of the last.
/// </summary>
public class UninterruptedDeliveryTests
{
    [Theory]
    [InlineData(PeerQuirks.SettlesWrongRanges)]
    [InlineData(PeerQuirks.SettlesWrongRanges | PeerQuirks.MiscountsCredit)]
    public void ADeliveryIsFinishedBeforeTheNextBegins(object flaws)
    {
        EngineRig rig = OpenedWith((PeerQuirks)flaws);
        SenderLink[] links = AttachThree(rig, out SessionEngine session);
        SendTwoLargeAndOneSmall(rig, links);

        rig.Window(session, 0, 5);
        Assert.All(rig.Take<Transfer>(), transfer => Assert.Equal(0u, transfer.DeliveryId));
        Assert.False(links[2].CanAppend(1));
        rig.Window(session, 5, 100);

        List<Transfer> rest = rig.Take<Transfer>();
        Assert.Equal(rest.Select(transfer => transfer.DeliveryId).Order(), rest.Select(transfer => transfer.DeliveryId));
        Assert.Equal(3, rest.Count(transfer => !transfer.More));
        Assert.True(links[2].CanAppend(1));
    }

    [Theory]
    [InlineData(PeerQuirks.None)]
    [InlineData(PeerQuirks.MiscountsCredit)]
    [InlineData(null)]
    public void OthersGetThemInTurn(object? flaws)
    {
        EngineRig rig = OpenedWith((PeerQuirks?)flaws);
        SenderLink[] links = AttachThree(rig, out SessionEngine session);
        SendTwoLargeAndOneSmall(rig, links);

        rig.Window(session, 0, 5);

        Assert.Equal([0u, 1u, 2u, 0u, 1u], rig.Take<Transfer>().Select(transfer => transfer.DeliveryId!.Value));
    }

    [Fact]
    public void OneThatIsTakenBackLetsTheOthersBegin()
    {
        EngineRig rig = OpenedWith(PeerQuirks.SettlesWrongRanges);
        SenderLink[] links = AttachThree(rig, out SessionEngine session);
        TestDelivery first = SendTwoLargeAndOneSmall(rig, links);
        rig.Window(session, 0, 2);
        rig.Take();

        links[0].Withdraw(first);
        rig.Engine.Pump();
        Assert.Empty(rig.Take());
        rig.Window(session, 2, 100);

        List<Transfer> transfers = rig.Take<Transfer>();
        Assert.True(transfers[0].Aborted);
        Assert.Equal([1u, 2u], transfers.Skip(1).Select(transfer => transfer.DeliveryId!.Value).Distinct());
    }

    [Fact]
    public void ALinkThatIsDetachedMidwayLetsTheOthersBegin()
    {
        EngineRig rig = OpenedWith(PeerQuirks.SettlesWrongRanges);
        SenderLink[] links = AttachThree(rig, out SessionEngine session);
        SendTwoLargeAndOneSmall(rig, links);
        rig.Window(session, 0, 2);
        rig.Take();

        rig.Receive(new Detach { Handle = 100, Closed = true });
        rig.Window(session, 2, 100);

        Assert.Equal([1u, 2u], rig.Take<Transfer>().Select(transfer => transfer.DeliveryId!.Value).Distinct());
    }

    [Fact]
    public void TheOwnerIsAskedWithWhatThePeerSaysOfItself()
    {
        AmqpMap? asked = null;
        EngineRig.Opened(settings: Settings(properties => { asked = properties; return PeerQuirks.None; }), properties: new AmqpMap { { new AmqpSymbol("product"), "any" } });

        Assert.Equal("any", Assert.Single(asked!).Value);
    }

    private static EngineRig OpenedWith(PeerQuirks? flaws) => EngineRig.Opened(maxFrameSize: 512, settings: Settings(flaws is { } known ? _ => known : null));

    private static ConnectionSettings Settings(Func<AmqpMap?, PeerQuirks>? findQuirks) => new() { ContainerId = "here", FindQuirks = findQuirks };

    private static SenderLink[] AttachThree(EngineRig rig, out SessionEngine session)
    {
        SessionEngine begun = session = rig.Begin(incomingWindow: 0);
        SenderLink[] links = [.. new[] { "a", "b", "c" }.Select(name => rig.AttachSender(begun, name: name))];
        foreach (SenderLink link in links)
        {
            rig.Credit(link, 10, window: 0);
        }

        return links;
    }

    private static TestDelivery SendTwoLargeAndOneSmall(EngineRig rig, SenderLink[] links)
    {
        TestDelivery first = rig.Send(links[0], new byte[5000]);
        rig.Send(links[1], new byte[5000]);
        rig.Send(links[2], [1]);
        return first;
    }
}
