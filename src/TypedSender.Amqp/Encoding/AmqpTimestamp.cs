namespace TypedSender.Amqp;

/// <summary>
/// A timestamp (AMQP 1.0, 1.6.17) outside the years 1 to 9999 of <see cref="DateTimeOffset"/>; <see cref="AmqpReader.ReadValue"/>
/// returns it in place of a <see cref="DateTimeOffset"/> only then.
/// </summary>
/// <param name="Milliseconds">Milliseconds since 1970-01-01T00:00:00Z; negative before it.</param>
public readonly record struct AmqpTimestamp(long Milliseconds)
{
    internal const long MinValue = -62_135_596_800_000;
    internal const long MaxValue = 253_402_300_799_999;

    internal static bool IsInDateTimeRange(long milliseconds) => milliseconds is >= MinValue and <= MaxValue;
}
