using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender;

/// <summary>Targets and sources as they stand in an attach frame (AMQP 1.0, 3.5.3 and 3.5.4), written and read.</summary>
internal static class TerminusFields
{
    private static readonly string[] ExpiryPolicies =
        [ExpiryPolicySymbols.SessionEnd, ExpiryPolicySymbols.LinkDetach, ExpiryPolicySymbols.ConnectionClose, ExpiryPolicySymbols.Never];

    private static readonly string[] DistributionModes = [StandardDistributionMode.Move, StandardDistributionMode.Copy];

    private static readonly string[] Outcomes = ["amqp:accepted:list", "amqp:rejected:list", "amqp:released:list", "amqp:modified:list"];

    private static readonly (ulong Code, string Name)[] Lifetimes =
    [
        (DeleteOnClose.DescriptorCode, "amqp:delete-on-close:list"),
        (DeleteOnNoLinks.DescriptorCode, "amqp:delete-on-no-links:list"),
        (DeleteOnNoMessages.DescriptorCode, "amqp:delete-on-no-messages:list"),
        (DeleteOnNoLinksOrMessages.DescriptorCode, "amqp:delete-on-no-links-or-messages:list"),
    ];

    /// <summary>One target of both: what <paramref name="overriding"/> says comes first, and capabilities of both count.</summary>
    public static AmqpTarget? Merge(AmqpTarget? own, AmqpTarget? overriding) => (own, overriding) switch
    {
        (null, _) => overriding,
        (_, null) => own,
        _ => new AmqpTarget
        {
            Address = overriding.NamesNode ? overriding.Address : own.Address,
            DynamicNode = overriding.NamesNode ? overriding.DynamicNode : own.DynamicNode,
            IsAnonymous = overriding.NamesNode ? overriding.IsAnonymous : own.IsAnonymous,
            Durability = overriding.Durability ?? own.Durability,
            ExpiryPolicy = overriding.ExpiryPolicy ?? own.ExpiryPolicy,
            Timeout = overriding.Timeout ?? own.Timeout,
            Capabilities = [.. own.Capabilities.Union(overriding.Capabilities, StringComparer.Ordinal)],
        },
    };

    /// <summary>The target of a sender: as its interface and its options say; an address of the options makes it one with an address.</summary>
    public static AmqpTarget? FindTarget(SenderDescription description, SenderSettings settings) => Merge(description.Target, settings.Target) is var target && settings.Address is null
        ? target
        : target is null ? null : target with { DynamicNode = null, IsAnonymous = false };

    /// <summary>A target that keeps the unsettled state of its link, and for as long as the link is not closed, unless it says otherwise (AMQP 1.0, 3.5.5 and 3.5.6).</summary>
    public static AmqpTarget WithUnsettledState(AmqpTarget? target) => (target ?? new AmqpTarget()) with
    {
        Durability = target?.Durability ?? TerminusDurability.UnsettledState,
        ExpiryPolicy = target?.ExpiryPolicy ?? TerminusExpiryPolicy.Never,
    };

    /// <summary>A source that outlives its connection, unless it says otherwise (AMQP 1.0, 3.5.6).</summary>
    public static AmqpSource WithoutExpiry(AmqpSource? source) => (source ?? new AmqpSource()) with { ExpiryPolicy = source?.ExpiryPolicy ?? TerminusExpiryPolicy.Never };

    /// <summary>The target of an attach.</summary>
    /// <param name="target">What is known besides the address; null for nothing.</param>
    /// <param name="address">The address; null for none.</param>
    public static Target ToTarget(AmqpTarget? target, string? address) => target is null ? new Target { Address = address } : new Target
    {
        Address = target is { DynamicNode: null, IsAnonymous: false } ? address : null,
        Durable = target.Durability ?? TerminusDurability.None,
        ExpiryPolicy = ToSymbol(target.ExpiryPolicy),
        Timeout = ToSeconds(target.Timeout),
        Dynamic = target.DynamicNode is not null,
        DynamicNodeProperties = target.DynamicNode is { } node ? ToProperties(node) : null,
        Capabilities = ToSymbols(target.Capabilities),
    };

    /// <summary>The source of an attach; the plain one for null.</summary>
    public static Source ToSource(AmqpSource? source) => source is null ? new Source() : new Source
    {
        Address = source.Address,
        Durable = source.Durability ?? TerminusDurability.None,
        ExpiryPolicy = ToSymbol(source.ExpiryPolicy),
        Timeout = ToSeconds(source.Timeout),
        DistributionMode = source.DistributionMode is { } mode ? new AmqpSymbol(DistributionModes[(int)mode]) : (AmqpSymbol?)null,
        Filter = source.Filters.Count == 0 ? null : LinkArguments.MergeProperties([], source.Filters.Select(static filter => new KeyValuePair<string, object?>(filter.Key, filter.Value))),
        DefaultOutcome = ToState(source.DefaultOutcome),
        Outcomes = ToSymbols([.. source.Outcomes.Select(static outcome => Outcomes[(int)outcome])]),
        Capabilities = ToSymbols(source.Capabilities),
    };

    /// <summary>The target that a peer confirmed; null where it confirmed none.</summary>
    public static AmqpTarget? Read(Target? target) => target is null ? null : new AmqpTarget
    {
        Address = target.Address,
        DynamicNode = target.Dynamic ? ReadNode(target.DynamicNodeProperties) : null,
        Durability = target.Durable,
        ExpiryPolicy = ReadExpiryPolicy(target.ExpiryPolicy),
        Timeout = TimeSpan.FromSeconds(target.Timeout),
        Capabilities = PeerValues.ReadCapabilities(target.Capabilities),
    };

    /// <summary>The source that a peer repeated; null where it repeated none.</summary>
    public static AmqpSource? Read(Source? source) => source is null ? null : new AmqpSource
    {
        Address = source.Address,
        Durability = source.Durable,
        ExpiryPolicy = ReadExpiryPolicy(source.ExpiryPolicy),
        Timeout = TimeSpan.FromSeconds(source.Timeout),
        DistributionMode = (AmqpDistributionMode?)Find(DistributionModes, source.DistributionMode),
        Filters = PeerValues.ReadProperties(source.Filter).Where(static filter => filter.Value is AmqpDescribed).ToDictionary(static filter => filter.Key, static filter => (AmqpDescribed)filter.Value!),
        DefaultOutcome = ReadState(source.DefaultOutcome),
        Outcomes = [.. (source.Outcomes ?? []).Select(static outcome => (DeliveryOutcome?)Find(Outcomes, outcome)).OfType<DeliveryOutcome>()],
        Capabilities = PeerValues.ReadCapabilities(source.Capabilities),
    };

    /// <summary>The state of a delivery that an outcome stands for.</summary>
    public static DeliveryState? ToState(DeliveryOutcome? outcome) => outcome switch
    {
        DeliveryOutcome.Accepted => Accepted.Instance,
        DeliveryOutcome.Rejected => new Rejected(),
        DeliveryOutcome.Released => Released.Instance,
        DeliveryOutcome.Modified => new Modified { DeliveryFailed = true },
        _ => null,
    };

    /// <summary>When a dynamic node is to be deleted; null where its properties do not say.</summary>
    public static DynamicNodeLifetime? ReadLifetime(AmqpMap? properties)
    {
        if (Get(properties, NodeProperties.LifetimePolicy) is not AmqpDescribed { Descriptor: var descriptor })
        {
            return null;
        }

        int index = Array.FindIndex(Lifetimes, lifetime => descriptor is ulong code ? code == lifetime.Code : descriptor is AmqpSymbol name && name.Value == lifetime.Name);
        return index < 0 ? null : (DynamicNodeLifetime)index;
    }

    /// <summary>The properties of a dynamic node as the one who made it tells them; those given where <paramref name="lifetime"/> is null.</summary>
    public static AmqpMap? WithLifetime(AmqpMap? properties, DynamicNodeLifetime? lifetime) => lifetime is { } told
        ? LinkArguments.MergeProperties(PeerValues.ReadProperties(properties), [new(NodeProperties.LifetimePolicy, ToDescribed(told))])
        : properties;

    private static DeliveryOutcome? ReadState(DeliveryState? state) => state switch
    {
        Accepted => DeliveryOutcome.Accepted,
        Rejected => DeliveryOutcome.Rejected,
        Released => DeliveryOutcome.Released,
        Modified => DeliveryOutcome.Modified,
        _ => null,
    };

    private static AmqpSymbol ToSymbol(TerminusExpiryPolicy? policy) => new(ExpiryPolicies[(int)(policy ?? TerminusExpiryPolicy.SessionEnd)]);

    private static TerminusExpiryPolicy? ReadExpiryPolicy(AmqpSymbol policy) => (TerminusExpiryPolicy?)Find(ExpiryPolicies, policy);

    private static int? Find(string[] symbols, AmqpSymbol? symbol) => symbol is { } given && Array.IndexOf(symbols, given.Value) is var index and >= 0 ? index : null;

    private static uint ToSeconds(TimeSpan? time) => (uint)((time ?? TimeSpan.Zero).Ticks / TimeSpan.TicksPerSecond);

    private static AmqpSymbol[]? ToSymbols(IReadOnlyCollection<string> names) => names.Count == 0 ? null : [.. names.Select(static name => new AmqpSymbol(name))];

    private static AmqpMap? ToProperties(AmqpDynamicNode node)
    {
        List<KeyValuePair<string, object?>> own = [];
        if (node.Lifetime is { } lifetime)
        {
            own.Add(new(NodeProperties.LifetimePolicy, ToDescribed(lifetime)));
        }

        if (node.DistributionModes.Count > 0)
        {
            own.Add(new(NodeProperties.SupportedDistributionModes, ToMultiple(node.DistributionModes)));
        }

        return LinkArguments.MergeProperties(own, node.Properties);
    }

    private static AmqpDescribed ToDescribed(DynamicNodeLifetime lifetime) => new(Lifetimes[(int)lifetime].Code, new List<object?>());

    /// <summary>One value, or an array of several (AMQP 1.0, 1.4, multiple).</summary>
    private static object ToMultiple(IReadOnlyList<AmqpDistributionMode> modes)
    {
        AmqpSymbol[] symbols = [.. modes.Distinct().Select(static mode => new AmqpSymbol(DistributionModes[(int)mode]))];
        return symbols.Length == 1 ? symbols[0] : symbols;
    }

    private static AmqpDynamicNode ReadNode(AmqpMap? properties) => new()
    {
        Lifetime = ReadLifetime(properties),
        DistributionModes =
        [
            .. (Get(properties, NodeProperties.SupportedDistributionModes) switch
            {
                AmqpSymbol one => [one],
                AmqpArray several => several.Items.OfType<AmqpSymbol>(),
                _ => Enumerable.Empty<AmqpSymbol>(),
            }).Select(static mode => (AmqpDistributionMode?)Find(DistributionModes, mode)).OfType<AmqpDistributionMode>(),
        ],
        Properties = PeerValues.ReadProperties(properties)
            .Where(static property => property.Key is not (NodeProperties.LifetimePolicy or NodeProperties.SupportedDistributionModes))
            .ToDictionary(static property => property.Key, static property => property.Value),
    };

    private static object? Get(AmqpMap? properties, string name) => properties is not null && properties.TryGetValue(new AmqpSymbol(name), out object? value) ? value : null;

    /// <summary>The keys of node properties (AMQP 1.0, 3.5.9).</summary>
    private static class NodeProperties
    {
        public const string LifetimePolicy = "lifetime-policy";
        public const string SupportedDistributionModes = "supported-dist-modes";
    }
}
