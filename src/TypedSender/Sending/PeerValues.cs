using System.Collections.ObjectModel;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>Reads what a peer's open or attach frame holds into immutable collections of .NET types.</summary>
internal static class PeerValues
{
    public static ReadOnlyCollection<string> ReadCapabilities(AmqpSymbol[]? capabilities) =>
        Array.AsReadOnly(Array.ConvertAll(capabilities ?? [], capability => capability.Value));

    /// <summary>Keys are symbols; from a peer that sends others too, the last of equal ones counts.</summary>
    public static ReadOnlyDictionary<string, object?> ReadProperties(AmqpMap? properties)
    {
        Dictionary<string, object?> read = new(StringComparer.Ordinal);
        foreach ((object? key, object? value) in properties ?? new AmqpMap())
        {
            read[$"{key}"] = value;
        }

        return read.AsReadOnly();
    }
}
