using TypedSender.Amqp.Engine;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>The bytes of a delivery while they wait.</summary>
public class OutgoingDeliveryTests
{
    [Fact]
    public void BytesAreHeldUntilTheyAreReleased()
    {
        TestDelivery delivery = new();
        Assert.False(delivery.IsHeld);

        delivery.Hold([1, 2, 3]);
        Assert.True(delivery.IsHeld);
        delivery.ReleasePayload();
        delivery.ReleasePayload();

        Assert.Equal((false, 1, 0), (delivery.IsHeld, delivery.PayloadsReleased, delivery.BuffersReleased));
    }

    [Fact]
    public void ABufferIsHeldUntilItIsReleased()
    {
        AmqpBuffer message = new();
        message.Append([1, 2, 3]);
        TestDelivery delivery = new();

        delivery.Hold(message);
        Assert.Equal((true, 3L), (delivery.IsHeld, delivery.Length));
        delivery.ReleasePayload();
        delivery.ReleasePayload();

        Assert.Equal((false, 1, 1), (delivery.IsHeld, delivery.PayloadsReleased, delivery.BuffersReleased));
    }

    [Fact]
    public void ARewoundDeliveryWaitsFromItsFirstByteForAnyLink()
    {
        EngineRig rig = EngineRig.Opened();
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session);
        TestDelivery delivery = new() { IsRetained = true };
        delivery.Hold([1, 2, 3]);
        rig.Enqueue(link, delivery);
        rig.Credit(link, 1);
        Assert.Equal([1, 2, 3], Assert.Single(rig.Take()).Payload);
        Assert.Equal((DeliveryPhase.Appended, 3L, true), (delivery.Phase, delivery.Position, delivery.IsHeld));
        Assert.Same(link, delivery.Link);

        delivery.Rewind();

        Assert.Equal((DeliveryPhase.Waiting, 0L, true), (delivery.Phase, delivery.Position, delivery.IsHeld));
        Assert.Null(delivery.Link);
        SenderLink other = rig.AttachSender(session, name: "other");
        rig.Enqueue(other, delivery);
        rig.Credit(other, 1, nextIncomingId: 1);
        Assert.Equal([1, 2, 3], Assert.Single(rig.Take()).Payload);
    }
}
