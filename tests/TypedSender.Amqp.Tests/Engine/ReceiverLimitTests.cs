using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>How many deliveries a receiver takes after its credit was changed, and what becomes of those that are given up.</summary>
public class ReceiverLimitTests
{
    private readonly EngineRig _rig = EngineRig.Opened();
    private readonly SessionEngine _session;

    public ReceiverLimitTests() => _session = _rig.Begin();

    /// <summary>The sender may have used credit before it knew that it was taken back.</summary>
    [Theory]
    [InlineData(new uint[] { 5 }, 5)]
    [InlineData(new uint[] { 5, 2 }, 5)]
    [InlineData(new uint[] { 2, 2 }, 2)]
    [InlineData(new uint[] { 1, 4 }, 4)]
    [InlineData(new uint[] { 3, 0, 2 }, 5)]
    public void CreditThatWasTakenBackMayBeUsedOnce(uint[] grants, int possible)
    {
        ReceiverLink link = Attach();
        foreach (uint grant in grants)
        {
            link.GrantCredit(grant);
        }

        for (uint id = 0; id < possible; id++)
        {
            Transfer(id);
            Assert.True(link.IsAttached);
        }

        Assert.Equal(0u, link.Credit);
        Transfer((uint)possible);
        Assert.Equal((possible, LinkState.DetachSent), (_rig.Handler.Received.Count, link.State));
        Assert.Equal(AmqpErrorConditions.TransferLimitExceeded, Assert.Single(_rig.Take<Detach>()).Error!.Condition.Value);
    }

    /// <summary>A grant made while credit is outstanding is added to it by some peers, as the owner of the connection knows of them.</summary>
    [Theory]
    [InlineData(PeerQuirks.MiscountsCredit, false)]
    [InlineData(PeerQuirks.MiscountsCredit | PeerQuirks.SettlesWrongRanges, false)]
    [InlineData(PeerQuirks.SettlesWrongRanges, true)]
    [InlineData(PeerQuirks.None, true)]
    public void OutstandingCreditForbidsAGrantToAPeerThatWouldAddIt(object flaws, bool canGrant)
    {
        EngineRig rig = EngineRig.Opened(settings: new ConnectionSettings { ContainerId = "here", FindQuirks = _ => (PeerQuirks)flaws });
        ReceiverLink link = rig.Begin().AttachReceiver(EngineRig.Attaching("incoming", Role.Receiver));
        rig.Receive(EngineRig.Attaching("incoming", Role.Sender, 7));

        Assert.True(link.CanGrant);
        link.GrantCredit(2);
        Assert.Equal(canGrant, link.CanGrant);
        rig.Receive(new Transfer { Handle = 7, DeliveryId = 0, DeliveryTag = new byte[] { 1 } }, payload: [1]);
        Assert.Equal(canGrant, link.CanGrant);
        rig.Receive(new Transfer { Handle = 7, DeliveryId = 1, DeliveryTag = new byte[] { 2 } }, payload: [1]);
        Assert.True(link.CanGrant);
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(false, false, false)]
    [InlineData(null, false, false)]
    [InlineData(false, null, false)]
    [InlineData(true, null, true)]
    [InlineData(true, false, true)]
    [InlineData(null, true, true)]
    public void ADeliveryIsSettledWhenAFrameSaysSo(bool? first, bool? last, bool isSettled)
    {
        Attach().GrantCredit(1);

        Transfer(0, more: true, settled: first);
        Transfer(0, settled: last);

        Assert.Equal(isSettled, Assert.Single(_rig.Handler.Received).Delivery.IsSettled);
    }

    [Fact]
    public void BytesOfAnAbortedDeliveryCountTowardsNoLimit()
    {
        ReceiverLink link = Attach(maxMessageSize: 4);
        link.GrantCredit(5);
        _rig.Take();

        Transfer(0, payload: 3, more: true);
        _rig.Receive(new Transfer { Handle = 7, DeliveryId = 0, Aborted = true }, payload: new byte[5]);
        _rig.Receive(new Transfer { Handle = 7, DeliveryId = 1, Aborted = true }, payload: new byte[5]);
        Transfer(2, payload: 4);

        Assert.True(link.IsAttached);
        Assert.Empty(_rig.Take());
        Assert.Equal((2u, 4), (Assert.Single(_rig.Handler.Received) is var received ? (received.Delivery.DeliveryId, received.Bytes.Length) : default));
    }

    private ReceiverLink Attach(ulong maxMessageSize = 0)
    {
        ReceiverLink link = _session.AttachReceiver(EngineRig.Attaching("incoming", Role.Receiver) with { MaxMessageSize = maxMessageSize });
        _rig.Receive(EngineRig.Attaching("incoming", Role.Sender, 7));
        return link;
    }

    private void Transfer(uint id, int payload = 1, bool more = false, bool? settled = null)
        => _rig.Receive(new Transfer { Handle = 7, DeliveryId = id, DeliveryTag = new byte[] { 1 }, More = more, Settled = settled }, payload: new byte[payload]);
}
