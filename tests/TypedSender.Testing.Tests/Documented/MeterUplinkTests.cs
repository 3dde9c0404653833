using TypedSender;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace Shop;

/// <summary>The queue that docs/queue.md shows.</summary>
public sealed class MeterUplinkTests
{
    [Fact]
    public async Task Readings_that_were_not_sent_move_to_another_client()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue readings = broker.CreateQueue("readings");
        readings.Credit = CreditPolicy.Once(2);
        await using SendClient client = new(broker.Url, options => options.DrainTimeout = TimeSpan.FromMilliseconds(1));
        MeterUplink uplink = new(client);
        readings.SettleNext(Settlement.Accept, Settlement.Release);
        Assert.True(uplink.Offer(new MeterReading("a", 1)));
        Assert.True(uplink.Offer(new MeterReading("b", 2)));
        Assert.Equal(2, Assert.Single(await uplink.CheckAsync()).Number);

        // There is no credit for the third, so it certainly has not left.
        Assert.True(uplink.Offer(new MeterReading("c", 3)));
        readings.Credit = CreditPolicy.Window(64);
        await using SendClient other = new(broker.Url);
        await uplink.MoveAsync(other);
        await readings.WaitForCountAsync(2).Within();

        Assert.Equal(["a", "c"], readings.Messages.Select(message => AmqpContracts.Decode<MeterReading>(message.Bytes.Span).Meter));
    }
}
