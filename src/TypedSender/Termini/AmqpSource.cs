using TypedSender.Amqp;

namespace TypedSender;

/// <summary>
/// The source of a sender's link (AMQP 1.0, 3.5.3): this side's end, which few peers read. As <see cref="SenderAttachment.Source"/> it is what the peer repeated. Immutable, and equal to another
/// one of equal content.
/// </summary>
public sealed record AmqpSource
{
    private readonly EquatableMap<AmqpDescribed> _filters = EquatableMap<AmqpDescribed>.Empty;
    private readonly EquatableList<DeliveryOutcome> _outcomes = new([]);
    private readonly EquatableList<string> _capabilities = new([]);

    /// <summary>The address of the source. Null, the default, for none.</summary>
    public string? Address { get; init; }

    /// <summary>What is remembered of the terminus when its container loses its memory (durable). Null, the default, for nothing.</summary>
    public TerminusDurability? Durability { get; init; }

    /// <summary>When <see cref="Timeout"/> begins to run (expiry-policy). Null, the default, for the end of the session.</summary>
    public TerminusExpiryPolicy? ExpiryPolicy { get; init; }

    /// <summary>How long the terminus outlives what <see cref="ExpiryPolicy"/> names (timeout): whole seconds, up to 4,294,967,295. Null, the default, for no time.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How messages are handed to the link (distribution-mode). Null, the default, says nothing.</summary>
    public AmqpDistributionMode? DistributionMode { get; init; }

    /// <summary>Which messages the source lets through (filter): names, which are sent as symbols, to described filters (AMQP 1.0, 3.5.8). Copied; none by default.</summary>
    public IReadOnlyDictionary<string, AmqpDescribed> Filters
    {
        get => _filters;
        init => _filters = new EquatableMap<AmqpDescribed>(value ?? throw new ArgumentNullException(nameof(Filters)));
    }

    /// <summary>
    /// The outcome of a delivery that the peer settles without saying how (default-outcome): a send then ends with it in place of Indeterminate. Modified stands for a failed delivery. Null, the
    /// default, for none.
    /// </summary>
    public DeliveryOutcome? DefaultOutcome { get; init; }

    /// <summary>The outcomes that the peer may give (outcomes). Copied; empty, the default, says nothing, which allows all. Senders take every outcome, whatever stands here.</summary>
    public IReadOnlyList<DeliveryOutcome> Outcomes
    {
        get => _outcomes;
        init => _outcomes = new EquatableList<DeliveryOutcome>(value ?? throw new ArgumentNullException(nameof(Outcomes)));
    }

    /// <summary>The capabilities of the source (capabilities). ASCII; copied; none by default.</summary>
    public IReadOnlyList<string> Capabilities
    {
        get => _capabilities;
        init => _capabilities = new EquatableList<string>(value ?? throw new ArgumentNullException(nameof(Capabilities)));
    }
}
