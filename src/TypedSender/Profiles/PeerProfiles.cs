using System.Globalization;
using TypedSender.Amqp;
using TypedSender.Amqp.Engine;

namespace TypedSender;

/// <summary>Reads the properties of a peer's open frame (AMQP 1.0, 2.7.1), as far as acting on them cannot misdirect a message.</summary>
internal static class PeerProfiles
{
    private static readonly AmqpSymbol Product = new("product");
    private static readonly AmqpSymbol Version = new("version");

    /// <summary>True for a broker that takes the names of virtual hosts with a prefix, and for what is sold under a longer name with its name in it.</summary>
    public static bool PrefixesVirtualHosts(AmqpMap? properties) =>
        properties is not null
        && properties.TryGetValue<string>(Product, out string? product)
        && product.Contains(BrokerProfiles.OfPrefixedVirtualHosts.Product!, StringComparison.OrdinalIgnoreCase);

    /// <summary>The profile of what the peer says it is, for telemetry alone; null where that is not known.</summary>
    public static BrokerProfile? Find(AmqpMap? properties)
    {
        if (properties is not null && properties.TryGetValue<string>(Product, out string? product))
        {
            foreach (BrokerProfile profile in BrokerProfiles.All)
            {
                if (profile.Product is { } name && product.Contains(name, StringComparison.OrdinalIgnoreCase))
                {
                    return profile;
                }
            }
        }

        return null;
    }

    /// <summary>The flaws that the engine works round. A longer name has versions of its own, so only the exact one counts.</summary>
    public static PeerQuirks GetQuirks(AmqpMap? properties)
    {
        if (properties is null
            || !properties.TryGetValue<string>(Product, out string? product)
            || !properties.TryGetValue<string>(Version, out string? version)
            || !int.TryParse(version.AsSpan(0, Math.Max(0, version.IndexOf('.'))), NumberStyles.None, CultureInfo.InvariantCulture, out int major))
        {
            return PeerQuirks.None;
        }

        PeerQuirks flaws = PeerQuirks.None;
        foreach (BrokerProfile profile in BrokerProfiles.All)
        {
            if (profile.Product == product)
            {
                flaws |= major < profile.SettlesRightRangesFrom ? PeerQuirks.SettlesWrongRanges : PeerQuirks.None;
                flaws |= major < profile.CountsCreditFrom ? PeerQuirks.MiscountsCredit : PeerQuirks.None;
            }
        }

        return flaws;
    }
}
