using System.Runtime.InteropServices;
using TypedSender.Amqp;

namespace TypedSender;

/// <summary>Capabilities and properties as they go into open and attach (AMQP 1.0, 2.7.1 and 2.7.3): keys are symbols.</summary>
internal static class LinkArguments
{
    public static AmqpSymbol[]? MergeCapabilities(params IEnumerable<string>[] capabilities)
    {
        AmqpSymbol[] merged = [.. capabilities.SelectMany(names => names).Distinct(StringComparer.Ordinal).Select(name => new AmqpSymbol(name))];
        return merged.Length == 0 ? null : merged;
    }

    /// <summary>One map of both; the second overrides the first by key.</summary>
    public static AmqpMap? MergeProperties(IEnumerable<KeyValuePair<string, object?>> own, IEnumerable<KeyValuePair<string, object?>> overriding)
    {
        Dictionary<string, object?> merged = new(StringComparer.Ordinal);
        foreach ((string key, object? value) in own.Concat(overriding))
        {
            merged[key] = value;
        }

        if (merged.Count == 0)
        {
            return null;
        }

        AmqpMap map = new();
        foreach ((string key, object? value) in merged)
        {
            map.Add(new AmqpSymbol(key), value);
        }

        return map;
    }

    /// <summary>The properties of every connection, and those that the user adds.</summary>
    public static AmqpMap MakeConnectionProperties(IReadOnlyList<KeyValuePair<string, object?>> added) => MergeProperties(
        [
            new("product", "TypedSender"),
            new("version", ProductInfo.Version),
            new("platform", RuntimeInformation.FrameworkDescription),
        ],
        added)!;
}
