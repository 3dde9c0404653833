namespace TypedSender.Tool.Tests.Support;

/// <summary>A clock on which every look takes four tenths of a millisecond, so that screens with times are the same in every run. Timers are the system's.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private long _looks;

    public override long TimestampFrequency => 10_000;

    public override long GetTimestamp() => Interlocked.Add(ref _looks, 4);

    public override DateTimeOffset GetUtcNow() => new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
}
