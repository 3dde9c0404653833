using TypedSender;
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
        await using SendClient client = new(broker.Url, options => options.DrainTimeout = TimeSpan.FromMilliseconds(1));
        MeterUplink uplink = new(client);
        readings.SettleNext(Settlement.Accept, Settlement.Release);
        Assert.True(uplink.Offer(new MeterReading("a", 1)));
        Assert.True(uplink.Offer(new MeterReading("b", 2)));
        Assert.Equal(2, Assert.Single(await uplink.CheckAsync()).Number);

        await broker.SuspendAsync();
        Assert.True(uplink.Offer(new MeterReading("c", 3)));
        await using SendClient other = new(broker.Url);
        await uplink.MoveAsync(other);
        await broker.ResumeAsync();
        await readings.WaitForCountAsync(2);

        Assert.Equal(["a", "c"], readings.Messages.Select(message => AmqpContracts.Decode<MeterReading>(message.Bytes.Span).Meter));
    }
}
