using System.Globalization;
using TypedSender.Amqp;

namespace TypedSender.Testing.Serving.EventHubs;

/// <summary>Counts of which a position in a partition can be told.</summary>
internal enum PositionKind
{
    Earliest,
    Latest,
    Offset,
    SequenceNumber,
    EnqueuedTime,
}

/// <summary>Where in a partition a reader begins, as the selector of its source says (AMQP 1.0, 3.5.8).</summary>
/// <param name="Kind">The meaning of <paramref name="Value"/>.</param>
/// <param name="Value">An offset, a sequence number, or milliseconds since 1970; 0 for a kind without a value.</param>
/// <param name="IsInclusive">Whether the event at the position itself is read.</param>
internal readonly record struct ReadPosition(PositionKind Kind, long Value, bool IsInclusive)
{
    public const string FilterName = "apache.org:selector-filter:string";

    private const string OffsetOfEarliest = "-1";
    private const string OffsetOfLatest = "@latest";

    /// <summary>The part of a filter set that is served; null if there is none.</summary>
    public static AmqpMap? FindServed(AmqpMap? filter)
    {
        object key = new AmqpSymbol(FilterName);
        return filter is not null && filter.TryGetValue(key, out object? selector) ? new AmqpMap { [key] = selector } : null;
    }

    /// <summary>
    /// Reads what <see cref="FindServed"/> returned. A source without a selector is read from its first event. False when the selector is none of the known ones.
    /// </summary>
    public static bool TryParse(AmqpMap? served, out ReadPosition position)
    {
        position = new(PositionKind.Earliest, 0, IsInclusive: false);
        if (served is null)
        {
            return true;
        }

        object? selector = served.Single().Value;
        string? text = (selector is AmqpDescribed described ? described.Value : selector) as string;
        if (text?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is not [var name, var comparison and (">" or ">="), var value])
        {
            return false;
        }

        return TryMake(name, value.Trim('\''), comparison == ">=", out position);
    }

    private static bool TryMake(string name, string value, bool isInclusive, out ReadPosition position)
    {
        PositionKind? kind = name switch
        {
            "amqp.annotation.x-opt-offset" => value switch
            {
                OffsetOfEarliest => PositionKind.Earliest,
                OffsetOfLatest => PositionKind.Latest,
                _ => PositionKind.Offset,
            },
            "amqp.annotation.x-opt-sequence-number" => PositionKind.SequenceNumber,
            "amqp.annotation.x-opt-enqueued-time" => PositionKind.EnqueuedTime,
            _ => null,
        };
        long number = 0;
        bool isKnown = kind is PositionKind.Earliest or PositionKind.Latest
            || (kind is not null && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number));
        position = new(kind ?? default, number, isInclusive);
        return isKnown;
    }
}
