using System;
using System.Collections.Generic;

namespace TypedSender;

/// <summary>How a broker takes values within addresses. Immutable. Compiled into the runtime and into the generator.</summary>
internal sealed record AddressProfile
{
    /// <summary>The profile for a broker of which nothing is known: a slash may separate parts.</summary>
    public static AddressProfile Default { get; } = new();

    /// <summary>The characters that the broker gives a meaning, so that a value must not have them.</summary>
    public string Reserved { get; init; } = "/";

    /// <summary>The beginnings of addresses in which the broker decodes each part from percent-encoding (RFC 3986, 2.1), so that a value may have any character.</summary>
    public IReadOnlyList<string> EncodedPrefixes { get; init; } = Array.Empty<string>();

    /// <summary>The name of the attribute that spans have a routing key in; null where the broker has none.</summary>
    public string? RoutingKeyAttribute { get; init; }

    /// <summary>The forms of addresses that have an exchange and a routing key; the first whose prefix fits counts.</summary>
    public IReadOnlyList<AddressRoute> Routes { get; init; } = Array.Empty<AddressRoute>();

    /// <summary>Whether values are percent-encoded in an address that begins so.</summary>
    public bool Escapes(string address)
    {
        foreach (string prefix in EncodedPrefixes)
        {
            if (address.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A form of addresses that a broker reads an exchange and a routing key from.</summary>
/// <param name="Prefix">What the address begins with.</param>
/// <param name="Exchange">The exchange of all addresses of the form, empty for the default one; null where the first part behind the prefix names it.</param>
internal sealed record AddressRoute(string Prefix, string? Exchange);
