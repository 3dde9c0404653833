using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Verdicts on deliveries whose last frame the receiver does not have yet (AMQP 1.0, 2.6.12 and 2.6.14).</summary>
public class EarlyDispositionTests
{
    private const int Size = 2000;
    private readonly EngineRig _rig = EngineRig.Opened(maxFrameSize: 512);
    private readonly SessionEngine _session;
    private readonly SenderLink _link;

    public EarlyDispositionTests()
    {
        _session = _rig.Begin(incomingWindow: 1);
        _link = _rig.AttachSender(_session);
        _rig.Credit(_link, 10, window: 1);
    }

    [Fact]
    public void AcceptedEarlyTheRestIsSentAndTheVerdictIsToldWhenItIsWritten()
    {
        TestDelivery delivery = Begin();

        _rig.Settle(_session, 0);
        Assert.Equal(DeliveryPhase.Partial, delivery.Phase);
        Assert.Empty(_rig.Take());
        _rig.Window(_session, 1, 100);
        _rig.Engine.OnWritten();
        Assert.Equal(DeliveryPhase.Appended, delivery.Phase);
        Assert.Empty(_rig.Handler.Settled);
        List<WireFrame> rest = _rig.Take();
        _rig.Engine.OnWritten();

        Assert.All(rest, frame => Assert.False(frame.As<Transfer>().Aborted));
        Assert.False(rest[^1].As<Transfer>().More);
        Assert.Equal(Size - _rig.Engine.TransferPayloadLimit, rest.Sum(frame => frame.Payload.Length));
        Assert.Equal((delivery, (DeliveryState?)Accepted.Instance), Assert.Single(_rig.Handler.Settled));
        Assert.Equal(DeliveryPhase.Settled, delivery.Phase);
        Assert.Equal((0, 0), (_session.Unsettled.Count, _link.InFlight));
        _rig.Engine.OnWritten();
        Assert.Single(_rig.Handler.Settled);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Size)]
    public void AcceptedBeforeItsLastFrameHasLeftItIsToldWhenItIsWritten(int size)
    {
        _rig.Window(_session, 0, 100);
        TestDelivery delivery = _rig.Send(_link, new byte[size]);
        Assert.Equal(DeliveryPhase.Appended, delivery.Phase);

        // Nobody can have it, and somebody accepts it.
        _rig.Settle(_session, 0, settled: false);
        _rig.Engine.OnWritten();
        Assert.Empty(_rig.Handler.Settled);
        Assert.Empty(Answers());
        _rig.Engine.OnWritten();

        Assert.Equal((delivery, (DeliveryState?)Accepted.Instance), Assert.Single(_rig.Handler.Settled));
        Assert.Equal([(0u, null)], Answers());
        Assert.Equal(0, _session.Unsettled.Count);
    }

    [Fact]
    public void WhatIsDroppedBeforeItIsWrittenIsNeverToldAsAccepted()
    {
        Begin();
        _rig.Settle(_session, 0);
        _rig.Window(_session, 1, 100);

        _rig.Engine.CloseAbruptly();
        _rig.Take();
        _rig.Engine.OnWritten();

        Assert.Empty(_rig.Handler.Settled);
        Assert.Equal(1, _session.Unsettled.Count);
    }

    [Fact]
    public void WhatIsLostBeforeItIsWrittenIsNotToldTwice()
    {
        TestDelivery delivery = Begin();
        _rig.Settle(_session, 0);
        _rig.Window(_session, 1, 100);
        _rig.Take();

        // As the owner does for a link that is lost.
        _session.Forget(delivery);
        _rig.Engine.OnWritten();

        Assert.Empty(_rig.Handler.Settled);
    }

    [Fact]
    public void ADeliveryOfALaterLinkHasNoVerdictOfAnEarlierOne()
    {
        TestDelivery delivery = Begin();
        _rig.Settle(_session, 0);
        _rig.Receive(new Detach { Handle = _link.RemoteHandle!.Value, Closed = true });
        _session.Forget(delivery);
        _link.Queue.Remove(delivery);
        delivery.Rewind();
        SenderLink later = _rig.AttachSender(_session, credit: 10, name: "later");

        _rig.Enqueue(later, delivery);
        _rig.Take();
        _rig.Engine.OnWritten();

        Assert.Equal(DeliveryPhase.Appended, delivery.Phase);
        Assert.Empty(_rig.Handler.Settled);
    }

    [Fact]
    public void RangesAreAnsweredAtOnceButForWhatIsUnfinished()
    {
        // The third of five is under way on a link of its own.
        _rig.Window(_session, 0, 100);
        SenderLink other = _rig.AttachSender(_session, credit: 10, name: "other");
        _rig.Send(_link, [0]);
        _rig.Send(_link, [1]);
        _rig.Window(_session, 2, 1);
        TestDelivery large = _rig.Send(other, new byte[Size]);
        _rig.Send(_link, [3]);
        _rig.Window(_session, 3, 2);
        Assert.Equal(DeliveryPhase.Partial, large.Phase);
        _rig.Take();

        _rig.Settle(_session, 0, 10, settled: false);
        Assert.Equal([(0u, 1u), (3u, 10u)], Answers());
        Assert.Equal(3, _rig.Handler.Settled.Count);

        _rig.Settle(_session, 2, 2, settled: false);
        Assert.Empty(Answers());
        _rig.Window(_session, 5, 100);
        _rig.Take();
        _rig.Engine.OnWritten();

        Assert.Equal([(2u, null)], Answers());
        Assert.Equal(large, _rig.Handler.Settled[^1].Delivery);
        _rig.Settle(_session, 1, 10, settled: false);
        Assert.Equal([(1u, 10u)], Answers());
    }

    [Fact]
    public void TheFirstAndTheLastOfARangeMayBeUnfinished()
    {
        SenderLink[] links = [_link, _rig.AttachSender(_session, credit: 10, name: "second"), _rig.AttachSender(_session, credit: 10, name: "third")];
        _rig.Window(_session, 0, 0);
        TestDelivery[] deliveries = [.. links.Select(link => _rig.Send(link, new byte[Size]))];
        _rig.Window(_session, 0, 3);
        Assert.All(deliveries, delivery => Assert.Equal(DeliveryPhase.Partial, delivery.Phase));
        _rig.Take();

        _rig.Settle(_session, 0, 2, settled: false);
        Assert.Empty(Answers());

        // Settled by the receiver meanwhile: nothing is to be answered any more.
        _rig.Settle(_session, 1);
        _rig.Window(_session, 3, 100);
        _rig.Take();
        _rig.Engine.OnWritten();

        Assert.Equal([(0u, null), (2u, null)], Answers());
        Assert.Equal(deliveries, _rig.Handler.Settled.Select(settled => settled.Delivery).OrderBy(delivery => delivery.DeliveryId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HandedBackEarlyItIsAbortedAndToldAtOnce(bool isRetained)
    {
        TestDelivery delivery = Begin();
        delivery.IsRetained = isRetained;

        _rig.Settle(_session, 0, state: Released.Instance);
        Assert.Equal((delivery, (DeliveryState?)Released.Instance), Assert.Single(_rig.Handler.Settled));
        Assert.Equal(isRetained, delivery.IsHeld);
        _rig.Window(_session, 1, 100);

        Assert.True(Assert.Single(_rig.Take<Transfer>()).Aborted);
        Assert.False(_link.HasWork);
        Assert.Equal((0, 0), (_session.Unsettled.Count, _link.InFlight));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AHandBackThatFollowsAnEarlyAcceptanceCounts(bool isWhole)
    {
        TestDelivery delivery = Begin();
        _rig.Settle(_session, 0, settled: false);
        if (isWhole)
        {
            _rig.Window(_session, 1, 100);
        }

        _rig.Settle(_session, 0, state: Released.Instance);
        _rig.Take();
        _rig.Engine.OnWritten();

        Assert.Equal((delivery, (DeliveryState?)Released.Instance), Assert.Single(_rig.Handler.Settled));
    }

    [Fact]
    public void AnEarlyVerdictWithoutAStateIsToldAsNull()
    {
        Begin();
        _rig.Receive(new Disposition { Role = Role.Receiver, First = 0, Settled = true });
        _rig.Settle(_session, 0);
        _rig.Window(_session, 1, 100);
        _rig.Take();

        _rig.Engine.OnWritten();

        Assert.Null(Assert.Single(_rig.Handler.Settled).State);
    }

    [Fact]
    public void TakenBackAfterAnEarlyAcceptanceItIsAbortedAndNobodyIsTold()
    {
        TestDelivery delivery = Begin();
        _rig.Settle(_session, 0, settled: false);

        _link.Withdraw(delivery);
        _rig.Window(_session, 1, 100);
        Assert.True(Assert.Single(_rig.Take<Transfer>()).Aborted);
        _rig.Engine.OnWritten();

        Assert.Empty(_rig.Handler.Settled);
        Assert.Empty(_rig.Take());
    }

    /// <summary>A message of several frames, of which the first is out.</summary>
    private TestDelivery Begin()
    {
        TestDelivery delivery = _rig.Send(_link, new byte[Size]);
        Assert.True(Assert.Single(_rig.Take<Transfer>()).More);
        return delivery;
    }

    private List<(uint First, uint? Last)> Answers() => [.. _rig.Take<Disposition>().Select(answer =>
    {
        Assert.Equal((Role.Sender, true, Accepted.Instance), (answer.Role, answer.Settled, answer.State));
        return (answer.First, answer.Last);
    })];
}
