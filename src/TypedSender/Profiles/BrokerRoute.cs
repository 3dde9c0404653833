namespace TypedSender;

/// <summary>Where a broker routes what is sent to an address, as the conventions of telemetry name it. Immutable.</summary>
/// <param name="Destination">The name of the destination.</param>
/// <param name="Key">The routing key; null for none.</param>
/// <param name="KeyName">The name of the attribute that has the routing key; null where the broker has none.</param>
internal readonly record struct BrokerRoute(string Destination, string? Key, string? KeyName)
{
    /// <summary>The route of an address at a broker; the address itself where the broker is not known to route by its parts.</summary>
    public static BrokerRoute Of(BrokerProfile broker, string address)
    {
        if (broker.Addresses.RoutingKeyAttribute is { } attribute)
        {
            foreach (AddressRoute form in broker.Addresses.Routes)
            {
                if (address.StartsWith(form.Prefix, StringComparison.Ordinal))
                {
                    return Read(form, address[form.Prefix.Length..], attribute);
                }
            }
        }

        return new BrokerRoute(address, null, null);
    }

    private static BrokerRoute Read(AddressRoute form, string rest, string attribute)
    {
        string? exchange = form.Exchange;
        string? key = rest;
        if (exchange is null)
        {
            int slash = rest.IndexOf('/', StringComparison.Ordinal);
            exchange = slash < 0 ? rest : rest[..slash];
            key = slash < 0 ? null : rest[(slash + 1)..];
        }

        exchange = Uri.UnescapeDataString(exchange);
        key = string.IsNullOrEmpty(key) ? null : Uri.UnescapeDataString(key);
        string destination = exchange.Length == 0 ? key ?? form.Prefix : key is null ? exchange : $"{exchange}:{key}";
        return new BrokerRoute(destination, key, attribute);
    }
}
