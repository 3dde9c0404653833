using System.Globalization;

namespace TypedSender.Amqp.Engine;

/// <summary>What peers are known to get wrong, told from what they say of themselves (AMQP 1.0, 2.7.1, properties).</summary>
internal static class PeerFlaws
{
    private const int FirstSoundRabbitMq = 4;

    /// <summary>
    /// True for a peer that settles wrong deliveries where those of one session alternate their frames. RabbitMQ up to 3.13 counts a delivery when its last frame comes,
    /// but settles several at once as the range from the delivery-id of the first to that of the last; and ids count in the order of first frames (AMQP 1.0, 2.6.12).
    /// Such a range may run backwards, or accept a message that has not been stored.
    /// </summary>
    public static bool SettlesWrongRanges(AmqpMap? properties) => IsEarlyRabbitMq(properties);

    /// <summary>
    /// True for a peer that, on a flow, sets a link's credit without counting the messages on their way from the queue to the link, and so sends more than was granted
    /// (AMQP 1.0, 2.6.7). RabbitMQ up to 3.13 does; flows that arrive together add up. A grant made when nothing is outstanding is kept exactly.
    /// </summary>
    public static bool MiscountsCredit(AmqpMap? properties) => IsEarlyRabbitMq(properties);

    private static bool IsEarlyRabbitMq(AmqpMap? properties) =>
        properties is not null
        && properties.TryGetValue<string>(new AmqpSymbol("product"), out string? product) && product == "RabbitMQ"
        && properties.TryGetValue<string>(new AmqpSymbol("version"), out string? version)
        && int.TryParse(version.AsSpan(0, Math.Max(0, version.IndexOf('.'))), NumberStyles.None, CultureInfo.InvariantCulture, out int major)
        && major < FirstSoundRabbitMq;
}
