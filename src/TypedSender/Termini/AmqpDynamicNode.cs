namespace TypedSender;

/// <summary>The properties of a node that the peer is asked to make for a link (AMQP 1.0, 3.5.9). Immutable, and equal to another one of equal content.</summary>
public sealed record AmqpDynamicNode
{
    private readonly EquatableList<AmqpDistributionMode> _distributionModes = new([]);
    private readonly EquatableMap<object?> _properties = EquatableMap<object?>.Empty;

    /// <summary>When the peer deletes the node (lifetime-policy). Null, the default, leaves it to the peer.</summary>
    public DynamicNodeLifetime? Lifetime { get; init; }

    /// <summary>The ways in which the node is to hand its messages out (supported-dist-modes). Copied; empty, the default, leaves it to the peer.</summary>
    public IReadOnlyList<AmqpDistributionMode> DistributionModes
    {
        get => _distributionModes;
        init => _distributionModes = new EquatableList<AmqpDistributionMode>(value ?? throw new ArgumentNullException(nameof(DistributionModes)));
    }

    /// <summary>Further properties, such as a broker's own; keys are sent as symbols. Copied; none by default.</summary>
    public IReadOnlyDictionary<string, object?> Properties
    {
        get => _properties;
        init => _properties = new EquatableMap<object?>(value ?? throw new ArgumentNullException(nameof(Properties)));
    }
}
