using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using Xunit;

namespace TypedSender.Azure.Tests.Messages;

/// <summary>Values that travel as the Azure SDKs send them are read back.</summary>
public class AzureValueReadingTests
{
    private static readonly TimedVisit Visit = new(new DateTimeOffset(2026, 2, 28, 12, 0, 0, TimeSpan.Zero).AddTicks(7), TimeSpan.FromTicks(-5), new Uri("http://example.org/"), 3);

    [Fact]
    public void Moments_durations_and_addresses_come_back()
        => Assert.Equal(Visit, AmqpContracts.Decode<TimedVisit>(AmqpContracts.Encode(Visit)));

    [Fact]
    public void Another_descriptor_is_refused()
    {
        var message = AmqpMessage.Decode(AmqpContracts.Encode(Visit));
        message.ApplicationProperties!["at"] = new AmqpDescribed(new AmqpSymbol("com.microsoft:timespan"), 5L);

        AmqpDecodeException exception = Assert.Throws<AmqpDecodeException>(() => AmqpContracts.Decode<TimedVisit>(message));
        Assert.StartsWith("TimedVisit.At cannot be read: expected the descriptor com.microsoft:datetime-offset, found com.microsoft:timespan (at byte ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ticks_beyond_the_calendar_are_refused()
    {
        var message = AmqpMessage.Decode(AmqpContracts.Encode(Visit));
        message.ApplicationProperties!["at"] = new AmqpDescribed(new AmqpSymbol("com.microsoft:datetime-offset"), long.MaxValue);

        Assert.Equal("TimedVisit.At", Assert.Throws<AmqpDecodeException>(() => AmqpContracts.Decode<TimedVisit>(message)).Member);
    }
}

[AmqpContract, AzureValueTypes]
public sealed partial record TimedVisit([ApplicationProperty("at")] DateTimeOffset At, [ApplicationProperty("for")] TimeSpan For, [ApplicationProperty("where")] Uri Where, int Number);
