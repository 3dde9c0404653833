using TypedSender.Amqp;

namespace TypedSender;

/// <summary>An error, as the peer tells it (AMQP 1.0, 2.8.14).</summary>
[AmqpComposite("amqp:error:list", 0x1d)]
public sealed partial record AmqpError
{
    /// <summary>The kind of error; see <see cref="AmqpErrorConditions"/> for those AMQP defines.</summary>
    [AmqpField(0, "condition", Type = "symbol", Mandatory = true)]
    public required AmqpSymbol Condition { get; init; }

    /// <summary>An explanation for a person.</summary>
    [AmqpField(1, "description")]
    public string? Description { get; init; }

    /// <summary>Further facts: symbols to values.</summary>
    [AmqpField(2, "info", Type = "fields")]
    public AmqpMap? Info { get; init; }

    /// <summary>
    /// Returns condition and description for a person, shortened and without control and format characters; the properties hold them as they came.
    /// </summary>
    public override string ToString() => string.IsNullOrEmpty(Description)
        ? TextSanitizer.Clean(Condition.Value)
        : $"{TextSanitizer.Clean(Condition.Value)}: {TextSanitizer.Clean(Description)}";
}
