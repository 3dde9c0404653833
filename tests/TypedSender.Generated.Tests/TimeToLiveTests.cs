using TypedSender.GeneratedCode;

namespace TypedSender.Generated.Tests;

/// <summary>A time to live in milliseconds: 0 means at once, or never, so nothing longer becomes 0.</summary>
public class TimeToLiveTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(9_999, 1)]
    [InlineData(10_000, 1)]
    [InlineData(14_999, 1)]
    [InlineData(15_000, 2)]
    [InlineData(42_949_672_950_000, uint.MaxValue)]
    [InlineData(42_949_672_954_999, uint.MaxValue)]
    public void Is_the_nearest_number(long ticks, uint milliseconds)
        => Assert.Equal(milliseconds, AmqpContractValues.ToTimeToLive(TimeSpan.FromTicks(ticks), "A.T"));

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(42_949_672_955_000)]
    [InlineData(long.MaxValue)]
    public void Out_of_range_names_the_member(long ticks)
        => Assert.StartsWith("A.T is ", Assert.Throws<Amqp.AmqpEncodeException>(() => AmqpContractValues.ToTimeToLive(TimeSpan.FromTicks(ticks), "A.T")).Message, StringComparison.Ordinal);
}
