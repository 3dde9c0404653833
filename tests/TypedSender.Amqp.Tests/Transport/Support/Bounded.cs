namespace TypedSender.Amqp.Tests.Transport;

/// <summary>A bound for waits that end at once unless something is broken.</summary>
internal static class Bounded
{
    public static TimeSpan Time { get; } = TimeSpan.FromSeconds(20);
}
