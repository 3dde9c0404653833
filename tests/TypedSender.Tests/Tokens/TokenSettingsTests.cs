using System.Globalization;

namespace TypedSender.Tests.Tokens;

/// <summary>When tokens are renewed, and how long after a failure it is tried again.</summary>
public sealed class TokenSettingsTests
{
    [Theory]
    [InlineData("00:00:05", null, 0, "00:00:04.5")]
    [InlineData("01:00:00", null, 0, "00:54:00")]
    [InlineData("1.01:00:00", null, 0, "1.00:53:00")]
    [InlineData("90.00:00:00", null, 0, "89.23:53:00")]
    [InlineData("36500.00:00:00", null, 0, "36499.23:53:00")]
    [InlineData("01:00:00", null, 0.5, "00:53:24")]
    [InlineData("1.01:00:00", null, 0.999, "1.00:51:36.084")]
    [InlineData("01:00:00", "00:10:00", 0, "00:50:00")]
    [InlineData("01:00:00", "00:10:00", 0.5, "00:49:00")]
    [InlineData("01:00:00", "00:00:00", 0.5, "01:00:00")]
    [InlineData("00:05:00", "1.00:00:00", 0, "00:02:30")]
    [InlineData("00:00:00.001", null, 0, "00:00:00.1")]
    public void A_token_is_renewed_before_it_expires(string life, string? window, double jitter, string expected)
    {
        var settings = new TokenSettings(window is null ? null : Time(window), TimeSpan.FromSeconds(10)) { Jitter = () => jitter };

        Assert.Equal(Time(expected), settings.GetRenewal(Time(life)));
    }

    [Theory]
    [InlineData("01:00:00", "00:20:00", "00:20:00")]
    [InlineData("01:00:00", "00:58:00", "00:54:00")]
    [InlineData("01:00:00", "00:00:10", "00:00:30")]
    [InlineData("01:00:00", "-01:00:00", "00:00:30")]
    [InlineData("00:00:10", "00:00:01", "00:00:09")]
    public void A_token_is_renewed_when_its_issuer_wants_it_and_not_all_the_time(string life, string refreshAfter, string expected)
    {
        var settings = new TokenSettings(null, TimeSpan.FromSeconds(10)) { Jitter = static () => 0 };

        Assert.Equal(Time(expected), settings.GetRenewal(Time(life), Time(refreshAfter)));
    }

    [Theory]
    [InlineData(1, "00:00:00", 0, "00:00:00.25")]
    [InlineData(1, "00:00:00", 0.99999, "00:00:00.4999975")]
    [InlineData(4, "00:00:00", 0, "00:00:02")]
    [InlineData(1_000_000, "00:00:00", 0, "00:00:15")]
    [InlineData(1_000_000, "00:07:00", 0, "00:00:15")]
    [InlineData(1_000_000, "00:00:08", 0, "00:00:02")]
    [InlineData(5, "00:00:00.2", 0, "00:00:00.1")]
    public void Pauses_grow_and_leave_several_attempts_before_the_expiry(int failures, string left, double jitter, string expected)
    {
        var settings = new TokenSettings(null, TimeSpan.FromSeconds(10)) { Jitter = () => jitter };

        Assert.Equal(Time(expected), settings.GetPause(failures, Time(left)));
    }

    private static TimeSpan Time(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
