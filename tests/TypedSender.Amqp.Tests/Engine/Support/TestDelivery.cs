using TypedSender.Amqp.Engine;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>A delivery that remembers whether its bytes were given back.</summary>
internal sealed class TestDelivery : OutgoingDelivery
{
    public int BuffersReleased { get; private set; }

    public int PayloadsReleased { get; private set; }

    protected override void OnPayloadReleased() => PayloadsReleased++;

    protected override void OnBufferReleased(AmqpBuffer buffer) => BuffersReleased++;
}
